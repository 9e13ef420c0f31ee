using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Analytics;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Analytics;

/// <summary>The reports that there are for whoever looks.</summary>
public sealed partial class ReportsPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private int managerId;

    [PersistentState]
    public ReportsView? View { get; set; }

    [Inject]
    private ReportChoiceQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private ReportChoice? Chosen => View?.Cycles.FirstOrDefault(c => c.CycleId == View.CycleId);

    // not disposed: what still comes back asks for its token
    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            var cycles = await Queries.CyclesAsync(await Actors.CurrentAsync(gone.Token), gone.Token);
            View = new ReportsView(cycles, 0, []);
            if (cycles.Count > 0)
            {
                await ChooseAsync(cycles[0].CycleId);
            }
        }

        managerId = View.Teams.Count > 0 ? View.Teams[0].EmployeeId : 0;
    }

    private static string About(ReportKind kind) => kind switch
    {
        ReportKind.Team => AnalyticsText.AboutTeam,
        ReportKind.Cycle => AnalyticsText.AboutCycle,
        _ => AnalyticsText.AboutProgress,
    };

    private async Task ChooseAsync(int cycleId)
    {
        View = View! with { CycleId = cycleId, Teams = await Queries.TeamsAsync(cycleId, await Actors.CurrentAsync(gone.Token), gone.Token) };
        managerId = View.Teams.Count > 0 ? View.Teams[0].EmployeeId : 0;
    }

    private string Href(ReportKind kind) => kind switch
    {
        ReportKind.Team => $"/cycles/{View!.CycleId}/report/team?manager={managerId}",
        ReportKind.Progress => $"/cycles/{View!.CycleId}/report/progress",
        _ => $"/cycles/{View!.CycleId}/report",
    };

    public sealed record ReportsView(IReadOnlyList<ReportChoice> Cycles, int CycleId, IReadOnlyList<TeamChoice> Teams);
}
