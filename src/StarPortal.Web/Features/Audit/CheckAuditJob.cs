using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Audit;

/// <summary>
/// Reads on every night from where the trail was last found sound, and the whole of it once a week. A broken chain is an
/// alarm: the job fails, the health check says so, and administrators are told, each night until it is seen to.
/// </summary>
internal sealed class CheckAuditJob(IDbContextFactory<PortalDbContext> factory, VerifyAuditTrail verify, AdministratorAlarm alarm, JobReport report, TimeProvider clock) : IRecurringJob
{
    public const string Broken = "Audit.ChainBroken";

    private static readonly Actor Checker = Actor.System("audit check");
    private static readonly TimeSpan Whole = TimeSpan.FromDays(7);

    public string Name => "AuditCheck";

    public string Label => AuditText.Job_AuditCheck;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 0));

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var last = await db.AuditChecks.AsNoTracking().SingleAsync(cancellation);
        var from = last.ReadWholeAt is { } whole && now - whole < Whole && last.FaultCount == 0 ? await StillThereAsync(db, last, cancellation) : SoundUpTo.Nothing;
        var found = await verify.RunAsync(new VerifyAuditTrailCommand(NotedAuditHead.None, From: from), Checker, cancellation);
        if (found.Failed)
        {
            throw new InvalidOperationException(found.Error.ToString());
        }

        report.Add("Entries", found.Value.Count);
        await KeepAsync(db, found.Value, from.Sequence == 0 ? now : last.ReadWholeAt, now, cancellation);
        if (!found.Value.Sound)
        {
            throw new InvalidOperationException($"The audit trail has {found.Value.FaultCount} faults; audit verify lists them.");
        }
    }

    // an entry that is no longer what it was: the whole trail is read, which finds it
    private static async Task<SoundUpTo> StillThereAsync(PortalDbContext db, AuditCheck last, CancellationToken cancellation) =>
        await db.AuditEntries.AnyAsync(e => e.Sequence == last.Sequence && e.Hash == last.Hash, cancellation) ? new SoundUpTo(last.Sequence, last.Hash) : SoundUpTo.Nothing;

    private async Task KeepAsync(PortalDbContext db, AuditReport found, DateTime? whole, DateTime now, CancellationToken cancellation)
    {
        var writer = found.Sound ? null : await alarm.OpenAsync(cancellation);
        await db.WriteAsync(() => WriteAsync(db, found, whole, writer, now, cancellation), cancellation);
    }

    private async Task WriteAsync(PortalDbContext db, AuditReport found, DateTime? whole, MailWriter? writer, DateTime now, CancellationToken cancellation)
    {
        await db.AuditChecks.ExecuteUpdateAsync(
            s => s.SetProperty(c => c.CheckedAt, now).SetProperty(c => c.ReadWholeAt, whole).SetProperty(c => c.FaultCount, found.FaultCount),
            cancellation);
        if (writer is null)
        {
            await db.AuditChecks.ExecuteUpdateAsync(s => s.SetProperty(c => c.Sequence, found.Last).SetProperty(c => c.Hash, found.Head), cancellation);
            return;
        }

        await alarm.RaiseAsync(db, writer, new Notice(Broken, FormattableString.Invariant($"audit:{now:yyyy-MM-dd}"), "/audit", Formats.Count(found.FaultCount)), now, cancellation);
        await db.SaveChangesAsync(cancellation);
    }
}

/// <summary>Degraded while the last check of the trail found faults: the portal works, and somebody has to look.</summary>
internal sealed class AuditHealth(IDbContextFactory<PortalDbContext> factory) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            return await db.AuditChecks.AnyAsync(c => c.FaultCount > 0, cancellationToken)
                ? HealthCheckResult.Degraded("The audit trail is broken; see audit verify.")
                : HealthCheckResult.Healthy();
        }
        catch (System.Data.Common.DbException)
        {
            // the database's own check says so
            return HealthCheckResult.Healthy();
        }
    }
}
