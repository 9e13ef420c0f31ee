using StarPortal.Domain;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Looks for hand-overs whose cut-off has come.</summary>
public sealed class HandOversJob(CarryOutHandOvers handOvers) : IRecurringJob
{
    private static readonly Actor Schedule = Actor.System("Schedule");

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public Task RunAsync(CancellationToken cancellation) => handOvers.RunAsync(Schedule, cancellation);
}
