using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>
/// Tells team chats, on the working day before, that a phase closes. Its last day is part of the announcement's key: told
/// once for each day, whichever program looks; a date that is moved is told again before the new one.
/// </summary>
public sealed class PhaseEndingsJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    public const string PhaseCloses = "Cycles.PhaseCloses";

    public string Name => "PhaseEndings";

    public string Label => CyclesText.Job_PhaseEndings;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(5));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!(await db.Webhooks.AsNoTracking().Where(h => h.Enabled).Select(h => h.Kinds).ToListAsync(cancellation)).Exists(k => k.Contains(PhaseCloses)))
        {
            return;
        }

        var cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases)
            .Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating || c.State == CycleState.Released)
            .ToListAsync(cancellation);
        var calendar = await db.WorkCalendarAsync(cancellation);
        foreach (var cycle in cycles)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone);
            foreach (var phase in cycle.Phases.Where(p => !PhaseRules.FollowsTheCycle(p.Kind) && PhaseEnding.IsNear(p, zone, calendar, now)))
            {
                await TellAsync(db, cycle, phase, ReminderRules.DueDay(phase.ClosesAt, zone), now, cancellation);
            }
        }
    }

    private async Task TellAsync(PortalDbContext db, Cycle cycle, CyclePhase phase, DateOnly day, DateTime now, CancellationToken cancellation)
    {
        var key = FormattableString.Invariant($"cycle:{cycle.Id}:{phase.Kind}:{day:yyyy-MM-dd}");
        var end = $":{key}";
        if (await db.Outbox.AnyAsync(m => m.Kind == PhaseCloses && m.Key.EndsWith(end), cancellation))
        {
            return;
        }

        db.Announce(
            new Announcement(
                PhaseCloses, key, FormattableString.Invariant($"/cycles/{cycle.Id}"),
                cycle.Name, phase.Kind.ToString(), phase.ClosesAt.ToString("O", CultureInfo.InvariantCulture)),
            now);
        await db.SaveChangesAsync(cancellation);
        report.Add("Announcements", 1);
    }
}
