using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Analytics.Schedules;

public sealed record ScheduleCommand(ReportKind Kind, ReportTiming Timing, PaperSize Paper, IReadOnlyCollection<int> Recipients);

/// <summary>HR has a report made again and again.</summary>
internal sealed class MakeSchedule(IDbContextFactory<PortalDbContext> factory, ScheduleReaders readers, TimeProvider clock)
{
    public async Task<Result> RunAsync(ScheduleCommand command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var made = ReportSchedule.Make(command.Kind, command.Timing, command.Paper, command.Recipients, actor, now);
        if (made.Failed)
        {
            return made;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var allowed = (await readers.OfAsync(db, command.Kind, cancellation)).Select(r => r.EmployeeId).ToHashSet();
        if (made.Value.Recipients.Any(r => !allowed.Contains(r)))
        {
            return ReportErrors.MayNotRead;
        }

        db.ReportSchedules.Add(made.Value);
        db.Audit(actor, new AuditNote("Analytics.ScheduleMade", "ReportSchedule", 0, Details: $"kind={command.Kind}, when={command.Timing.Occasion} {command.Timing.Day}, recipients={made.Value.Recipients.Count}"), now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
