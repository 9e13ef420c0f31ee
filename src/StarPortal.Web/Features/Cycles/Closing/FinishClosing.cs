using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>The last step: the cycle is closed. What a reopening does about the state comes after all reversals.</summary>
internal sealed class FinishClosing : IClosingStep
{
    public const string StepName = "Closed";
    public const string Announced = "Cycles.Closed";

    public int Order => 90;

    public string Name => StepName;

    public string Label => ClosingText.Step_Closed;

    public string CountLabel(string count) => ClosingText.Count_Cycles;

    public Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync(
        async db =>
        {
            await db.LockCycleAsync(closing.CycleId, cancellation);
            var cycle = (await db.FindCycleAsync(closing.CycleId, cancellation))!;
            var closed = cycle.Close();
            if (closed.Failed)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Cycle {closing.CycleId} left its state while it was being closed: {closed.Error}"));
            }

            (await db.CycleClosings.SingleAsync(c => c.Id == closing.ClosingId, cancellation)).Finish(closing.Now);
            db.Audit(closing.Actor, new AuditNote("Cycles.Closed", "Cycle", cycle.Id, Details: cycle.Name), closing.Now);
            db.Announce(new Announcement(Announced, FormattableString.Invariant($"cycle:{cycle.Id}:{closing.Round}"), FormattableString.Invariant($"/cycles/{cycle.Id}"), cycle.Name), closing.Now);
            await db.SaveChangesAsync(cancellation);
            return ClosingCounts.None;
        },
        cancellation);

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => Task.FromResult(Result.Ok);
}
