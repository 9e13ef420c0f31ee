using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>Why a digest would not arrive by mail.</summary>
public enum UnsendableReason
{
    NoAddress,
    AddressRefuses,
    Unsubscribed,
}

/// <summary>What one person gets on one day.</summary>
/// <param name="Day">The person's own day.</param>
/// <param name="At">UTC.</param>
/// <param name="Reminders">Tasks that they are reminded of.</param>
/// <param name="ToManager">Tasks of theirs that their manager is told of.</param>
/// <param name="Unsendable">Told in the portal only; null when the mail arrives.</param>
public sealed record ForecastRow(DateOnly Day, DateTime At, int EmployeeId, string Name, string Number, IReadOnlyList<ForecastTask> Reminders, int ToManager, UnsendableReason? Unsendable);

public sealed record ForecastTask(TaskKind Kind, ReminderStage Stage, int Count, string Context);

/// <param name="Cycles">Those that run, for the choice.</param>
/// <param name="PartHidden">Reviews on the reader and their team are left out.</param>
public sealed record ForecastView(IReadOnlyList<ForecastCycle> Cycles, int? CycleId, DateOnly From, DateOnly Until, bool PartHidden, ReminderSettings Settings, int SettingsVersion, IReadOnlyList<ForecastRow> Rows);

public sealed record ForecastCycle(int Id, string Name);

/// <summary>
/// Who would be reminded of what and when if nobody did anything: the same tasks, plans and days as the job's, gone through
/// day by day. HR learn nothing of who reviews them or whom they lead.
/// </summary>
public sealed class ReminderForecast(IDbContextFactory<PortalDbContext> factory, OpenTasks tasks, TimeProvider clock)
{
    public const int LongestRange = 62;

    /// <param name="cycleId">Null for all tasks.</param>
    public async Task<Result<ForecastView>> ForAsync(int? cycleId, DateOnly? from, DateOnly? until, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var first = from ?? DateOnly.FromDateTime(now);
        var last = until ?? first.AddDays(13);
        if (last < first || last.DayNumber - first.DayNumber >= LongestRange)
        {
            return ReminderErrors.RangeTooLong.With(LongestRange);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating).OrderByDescending(c => c.Id).Select(c => new ForecastCycle(c.Id, c.Name)).ToListAsync(cancellation);
        var scope = await OpenTasks.OpenAsync(db, cycleId, now, cancellation);
        var settings = await db.CycleReminders.AsNoTracking().SingleOrDefaultAsync(s => s.CycleId == cycleId, cancellation);
        var open = await tasks.ReadAsync(db, scope, cancellation);
        var shown = open.Where(t => !t.IsHiddenFrom(actor.EmployeeId)).ToList();
        return new ForecastView(
            cycles, cycleId, first, last, shown.Count < open.Count || actor.EmployeeId is not null, settings?.Settings ?? ReminderSettings.Default, settings?.Version ?? 0,
            await RowsAsync(db, scope, shown, first, last, cancellation));
    }

    private static async Task<IReadOnlyList<ForecastRow>> RowsAsync(PortalDbContext db, TaskScope scope, List<OpenTask> open, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        var withTasks = open.ToLookup(t => t.EmployeeId);
        var readers = (await DigestReaders.Of(db, db.Employees).ToListAsync(cancellation)).Where(r => withTasks.Contains(r.Id));
        var sent = (await db.SentReminders.AsNoTracking().Select(s => new { s.EmployeeId, s.Task, s.Stage, s.Day }).ToListAsync(cancellation)).ToLookup(s => (s.EmployeeId, s.Task), s => new SentStage(s.Stage, s.Day));
        var refused = (await db.RefusedAddresses.AsNoTracking().Select(a => a.Address).ToListAsync(cancellation)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unsubscribed = (await db.MailOptOuts.AsNoTracking().Where(o => o.Kind == SendDigests.MailKind).Select(o => o.EmployeeId).ToListAsync(cancellation)).ToHashSet();
        var rows = new List<ForecastRow>();
        foreach (var reader in readers)
        {
            UnsendableReason? why = reader.Email.Length == 0 ? UnsendableReason.NoAddress : refused.Contains(reader.Email) ? UnsendableReason.AddressRefuses : unsubscribed.Contains(reader.Id) ? UnsendableReason.Unsubscribed : null;
            var planned = withTasks[reader.Id].Select(t => (Task: t, Plan: new PlannedTask(t, reader.Zone, scope.Calendar, PlannedTask.SettingsOf(t, scope), sent[(t.EmployeeId, t.Key)]))).ToList();
            rows.AddRange(DaysOf(reader, planned, scope, first, last).Select(d => new ForecastRow(
                d.Day, d.At, reader.Id, reader.Name, reader.Number,
                [.. d.Chosen.Where(c => c.Stage != ReminderStage.Manager).Select(c => new ForecastTask(c.Task.Kind, c.Stage, c.Task.Count, c.Task.Context))],
                d.Chosen.Count(c => c.Stage == ReminderStage.Manager && !c.Task.IsHiddenFrom(reader.ManagerId)),
                why)));
        }

        return [.. rows.Where(r => r.Reminders.Count > 0 || r.ToManager > 0).OrderBy(r => r.Day).ThenBy(r => r.Name, StringComparer.CurrentCulture).ThenBy(r => r.EmployeeId)];
    }

    private static IEnumerable<(DateOnly Day, DateTime At, List<ChosenReminder> Chosen)> DaysOf(
        DigestReader reader, List<(OpenTask Task, PlannedTask Plan)> planned, TaskScope scope, DateOnly first, DateOnly last)
    {
        var (lastDay, lastAt) = (reader.LastDay, reader.LastAt);
        for (var day = DateOnly.FromDateTime(ZoneTime.ToLocal(scope.Now, reader.Zone)); day <= last; day = day.AddDays(1))
        {
            // what is due since this morning goes out now
            var usual = DigestTime.At(day, reader.Zone, reader.Quiet);
            var at = usual < scope.Now ? scope.Now : usual;
            if (!reader.IsHereOn(day) || DigestTime.DueNow(at, reader.Zone, reader.Quiet, scope.Calendar, reader.Away, lastDay, lastAt) != day)
            {
                continue;
            }

            var chosen = new List<ChosenReminder>();
            foreach (var (_, plan) in planned)
            {
                if (plan.ChosenOn(day, at) is { } reminder)
                {
                    plan.Sent(reminder.Stage, day);
                    chosen.Add(reminder);
                }
            }

            lastDay = day;
            if (chosen.Exists(c => c.Stage != ReminderStage.Manager))
            {
                lastAt = at;
            }

            if (day >= first && chosen.Count > 0)
            {
                yield return (day, at, chosen);
            }
        }
    }
}
