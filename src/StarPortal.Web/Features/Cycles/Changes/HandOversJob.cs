using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Looks for hand-overs whose cut-off has come.</summary>
public sealed class HandOversJob(CarryOutHandOvers handOvers, JobReport report) : IRecurringJob
{
    private static readonly Actor Planned = Actor.System("Schedule");

    public string Name => "HandOvers";

    public string Label => CyclesText.Job_HandOvers;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromSeconds(30));

    public async Task RunAsync(CancellationToken cancellation) => report.Add("HandOvers", await handOvers.RunAsync(Planned, cancellation));
}
