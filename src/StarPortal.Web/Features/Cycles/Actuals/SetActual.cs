using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <param name="Value">As typed; empty takes the value away.</param>
/// <param name="Version">Of the value that the person saw; null when there was none.</param>
public sealed record ActualEntry(int ParticipantId, string IndicatorKey, string Value, string Source, string Note, int? Version);

/// <summary>Enters, changes or takes away one actual value.</summary>
public sealed class SetActual(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(ActualEntry entry, CultureInfo culture, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var participant = await db.Participants.AsNoTracking().SingleOrDefaultAsync(p => p.Id == entry.ParticipantId, cancellation);
        if (!CycleAccess.CanManage(actor) || participant is null)
        {
            return CycleErrors.NotFound;
        }

        if (!CycleAccess.CanEnterActuals(actor, participant.EmployeeId))
        {
            return CycleErrors.OwnCase;
        }

        var sheet = await ActualSheet.LoadAsync(db, participant.CycleId, cancellation);
        if (sheet.Failed)
        {
            return sheet;
        }

        var found = await db.ActualValues.SingleOrDefaultAsync(a => a.ParticipantId == entry.ParticipantId && a.IndicatorKey == entry.IndicatorKey, cancellation);
        if (found?.Version != entry.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (sheet.Value.Find(entry.IndicatorKey) is not { } indicator)
        {
            return ActualErrors.UnknownIndicator.With(entry.IndicatorKey);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var before = found is null ? "–" : ActualSheet.Text(found.Value);
        var after = "–";
        if (!string.IsNullOrWhiteSpace(entry.Value))
        {
            var value = ActualNumber.Parse(entry.Value, indicator, culture);
            if (value.Failed)
            {
                return value;
            }

            if (found is null)
            {
                found = new ActualValue(entry.ParticipantId, indicator.Key);
                db.ActualValues.Add(found);
            }

            found.Set(value.Value, ActualSheet.Short(entry.Source), entry.Note.Trim(), actor, now);
            after = ActualSheet.Text(value.Value);
        }
        else if (found is null)
        {
            return Result.Ok;
        }
        else
        {
            db.ActualValues.Remove(found);
        }

        db.Audit(actor, new AuditNote("Cycles.ActualSet", "Participant", participant.Id, participant.EmployeeId, entry.Note.Trim(), $"{indicator.Key}: {before} → {after}"), now);
        try
        {
            return await db.WriteAsync(() => SaveAsync(db, participant.CycleId, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // somebody else entered the first value in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    /// <summary>A release that came in between has frozen the values.</summary>
    private static async Task<Result> SaveAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        if (await db.HoldCycleAsync(cycleId, cancellation) is { } state && !ActualSheet.IsOpen(state))
        {
            return CycleErrors.WrongState.With(state);
        }

        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
