using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Stars;
using StarWords = StarPortal.Web.Shared.Stars.StarWords;

namespace StarPortal.Web.Features.Stars.Facts;

public sealed partial class FactsPage
{
    private readonly StarWords words = StarWords.For(StarNames.None);
    private string search = "";
    private StarFactState? state;
    private StarFactKind? kind;
    private bool isHr;
    private int page = 1;

    /// <summary>The state to begin with, from the inbox.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [PersistentState]
    public Page<FactRow>? Rows { get; set; }

    [PersistentState]
    public IReadOnlyList<TrainingRow>? Trainings { get; set; }

    [Inject]
    private FactQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        state = Enum.TryParse<StarFactState>(State, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : null;
        isHr = (await Actors.CurrentAsync()).IsHr;
        if (Rows is null)
        {
            await LoadAsync(1);
        }

        if (Trainings is null)
        {
            await LoadTrainingsAsync();
        }
    }

    private async Task LoadAsync(int to)
    {
        page = to;
        Rows = await Queries.PageAsync(new FactFilter(search, state, kind), page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task LoadTrainingsAsync() => Trainings = await Queries.TrainingsAsync(CancellationToken.None);
}
