using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
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
        if (participant is null || await ActualScope.OfAsync(db, participant.CycleId, actor, cancellation) is null)
        {
            return CycleErrors.NotFound;
        }

        if (!CycleAccess.CanEnterActual(actor, participant.EmployeeId, ownsIndicator: true))
        {
            return ActualErrors.OwnValue;
        }

        // a data owner's sheet holds the indicators that are theirs
        var sheet = await ActualSheet.LoadAsync(db, participant.CycleId, actor, cancellation);
        if (sheet.Failed)
        {
            return sheet;
        }

        if (sheet.Value.Find(entry.IndicatorKey) is not { } indicator)
        {
            return ActualErrors.UnknownIndicator.With(entry.IndicatorKey);
        }

        decimal? value = null;
        if (!string.IsNullOrWhiteSpace(entry.Value))
        {
            var read = ActualNumber.Parse(entry.Value, indicator, culture);
            if (read.Failed)
            {
                return read;
            }

            value = read.Value;
        }

        var write = new ActualWrite(participant.Id, participant.EmployeeId, indicator.Key, value, entry.Source, entry.Note) { Exact = true, Seen = new ActualSeen(entry.Version) };
        try
        {
            return await db.WriteAsync(() => WriteAsync(db, participant.CycleId, write, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // somebody else entered or changed it in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    /// <summary>The phase that closed, or the release that came, in between has locked the values.</summary>
    private async Task<Result> WriteAsync(PortalDbContext db, int cycleId, ActualWrite write, Actor actor, CancellationToken cancellation)
    {
        var open = await db.HoldActualsAsync(cycleId, cancellation);
        if (open.Succeeded)
        {
            await db.WriteActualsAsync(cycleId, [write], actor, clock.GetUtcNow().UtcDateTime, cancellation);
        }

        return open;
    }
}
