using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Jobs;

public sealed partial class JobHistory
{
    private string name = "";
    private JobOutcome? outcome;
    private DateOnly? from;
    private DateOnly? to;
    private int page = 1;
    private long shown;

    /// <summary>Changes when something has run: the first page is looked up anew.</summary>
    [Parameter]
    public long Latest { get; set; }

    /// <summary>The page of the history that is shown.</summary>
    [PersistentState]
    public Page<RunRow>? View { get; set; }

    [Inject]
    private JobQueries Queries { get; set; } = null!;

    [Inject]
    private JobPlans Plans { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (View is null || (shown != Latest && page == 1))
        {
            shown = Latest;
            await LoadAsync();
        }
    }

    private Task TurnAsync(int to)
    {
        page = to;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var filter = new RunFilter(name, outcome, StartOf(from), StartOf(to?.AddDays(1)));
        View = await Queries.HistoryAsync(filter, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    // days are the reader's days
    private DateTime? StartOf(DateOnly? day) => day is { } value ? Formats.ToUtc(value.ToDateTime(TimeOnly.MinValue)) : null;
}
