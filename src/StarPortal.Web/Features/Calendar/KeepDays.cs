using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Calendar;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Calendar;

/// <summary>Adds a day, or changes one that the person saw in a version.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record DayCommand(int? Id, int Version, CalendarEntry Entry);

/// <summary>HR keeps the company's days.</summary>
internal sealed class KeepDays(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(DayCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => SaveAsync(db, command, actor, cancellation), cancellation);
    }

    public async Task<Result> RemoveAsync(int id, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                if (!CalendarAccess.CanManage(actor) || await db.CalendarDays.SingleOrDefaultAsync(d => d.Id == id, cancellation) is not { } day)
                {
                    return SharedErrors.NotAllowed;
                }

                if (day.Version != version)
                {
                    return SharedErrors.ChangedElsewhere;
                }

                db.CalendarDays.Remove(day);
                Note(db, "Calendar.DayRemoved", day.Id, day.Date, day.Kind, actor);
                await db.SaveChangesAsync(cancellation);
                return Result.Ok;
            },
            cancellation);
    }

    /// <summary>Takes over a checked file: known days become as it says.</summary>
    /// <returns>How many days were added or changed.</returns>
    public async Task<Result<int>> ImportAsync(CalendarFile file, Actor actor, CancellationToken cancellation)
    {
        if (!CalendarAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (file.Faults.Count > 0)
        {
            return Result<int>.Fail([.. file.Faults.Select(f => f.Error)]);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                var known = await db.CalendarDays.ToDictionaryAsync(d => d.Date, cancellation);
                var changed = 0;
                foreach (var entry in file.Days.Select(d => d.Entry))
                {
                    if (known.TryGetValue(entry.Date, out var day))
                    {
                        if (day.Kind == entry.Kind && day.Name == entry.Complete())
                        {
                            continue;
                        }

                        var set = day.Set(entry, actor);
                        if (set.Failed)
                        {
                            return Result<int>.Fail(set.Errors);
                        }
                    }
                    else
                    {
                        var made = CalendarDay.Create(entry, actor);
                        if (made.Failed)
                        {
                            return Result<int>.Fail(made.Errors);
                        }

                        db.CalendarDays.Add(made.Value);
                    }

                    changed++;
                }

                if (changed > 0)
                {
                    db.Audit(actor, new AuditNote("Calendar.Imported", nameof(CalendarDay), 0, Details: FormattableString.Invariant($"{changed} days")), clock.GetUtcNow().UtcDateTime);
                }

                await db.SaveChangesAsync(cancellation);
                return Result<int>.Of(changed);
            },
            cancellation);
    }

    private async Task<Result> SaveAsync(PortalDbContext db, DayCommand command, Actor actor, CancellationToken cancellation)
    {
        var same = await db.CalendarDays.SingleOrDefaultAsync(d => d.Date == command.Entry.Date, cancellation);
        if (same is not null && same.Id != command.Id && CalendarAccess.CanManage(actor))
        {
            return CalendarErrors.DayKnown;
        }

        if (command.Id is not { } id)
        {
            var made = CalendarDay.Create(command.Entry, actor);
            if (made.Failed)
            {
                return Result.Fail(made.Errors);
            }

            db.CalendarDays.Add(made.Value);
            await db.SaveChangesAsync(cancellation);
            Note(db, "Calendar.DayAdded", made.Value.Id, made.Value.Date, made.Value.Kind, actor);
            return Result.Ok;
        }

        if (await db.CalendarDays.SingleOrDefaultAsync(d => d.Id == id, cancellation) is not { } day)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (day.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var set = day.Set(command.Entry, actor);
        if (set.Succeeded)
        {
            Note(db, "Calendar.DayChanged", day.Id, day.Date, day.Kind, actor);
            await db.SaveChangesAsync(cancellation);
        }

        return set;
    }

    private void Note(PortalDbContext db, string action, int id, DateOnly date, CalendarDayKind kind, Actor actor) =>
        db.Audit(actor, new AuditNote(action, nameof(CalendarDay), id, Details: FormattableString.Invariant($"{date:yyyy-MM-dd} {kind}")), clock.GetUtcNow().UtcDateTime);
}
