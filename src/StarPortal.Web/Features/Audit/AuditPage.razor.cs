using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Audit;

public sealed partial class AuditPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private string action = "";
    private string actorName = "";
    private string subject = "";
    private string text = "";
    private DateOnly? from;
    private DateOnly? to;
    private int page = 1;

    /// <summary>The page of the trail that is shown.</summary>
    [PersistentState]
    public Page<AuditRow>? View { get; set; }

    [Inject]
    private AuditQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
        }
    }

    private Task SearchAsync() => TurnAsync(1);

    private Task TurnAsync(int to)
    {
        page = to;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var filter = new AuditFilter(action, actorName, subject, StartOf(from), StartOf(to?.AddDays(1)), text);
        View = await Queries.ListAsync(filter, page, await Actors.CurrentAsync(gone.Token), gone.Token);
    }

    // days are the reader's days
    private DateTime? StartOf(DateOnly? day) => day is { } value ? Formats.ToUtc(value.ToDateTime(TimeOnly.MinValue)) : null;
}
