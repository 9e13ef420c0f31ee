using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <param name="LineId">A grant of the list that is a draft; or, in a correction, a line of a released list that holds.</param>
/// <param name="LineVersion">The version that the person saw.</param>
/// <param name="Amount">Null for no amount.</param>
/// <param name="TakeBack">In a correction: the person gets nothing instead.</param>
public sealed record EntitlementChange(int ListId, int LineId, int LineVersion, decimal? Amount, decimal? SalaryPercent, bool TakeBack, string Reason);

/// <summary>HR sets what one person is paid, with a reason, as long as the list is a draft; never for themselves.</summary>
public sealed class ChangeEntitlement(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(EntitlementChange change, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.ChangeListAsync(change.ListId, null, actor, list => ChangeAsync(db, list, change, actor, cancellation), cancellation);
    }

    private async Task<Result> ChangeAsync(PortalDbContext db, EntitlementList list, EntitlementChange change, Actor actor, CancellationToken cancellation)
    {
        if (list.MustBe(EntitlementState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        var line = await db.EntitlementLines.SingleOrDefaultAsync(l => l.Id == change.LineId && l.ListId == list.Id && l.Kind == EntitlementLineKind.Grant, cancellation)
            ?? (list.IsCorrection ? await db.HoldingLines(list.CycleId).SingleOrDefaultAsync(l => l.Id == change.LineId, cancellation) : null);
        if (line is null)
        {
            return EntitlementErrors.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var currency = (await db.StarProgrammeVersions.AsNoTracking().Where(v => v.Id == list.ProgrammeVersionId).Select(v => v.Definition).SingleAsync(cancellation)).Currency;
        db.Entry(line).Property(l => l.Version).OriginalValue = change.LineVersion;
        var changed = line.ListId == list.Id ? Change(line, change, currency, actor, now) : Correct(db, list, line, change, currency, actor, now);
        if (changed.Succeeded)
        {
            db.Note(list, "Stars.EntitlementChanged", change.Reason, Details(line, change), actor, now, line.EmployeeId);
        }

        return changed;
    }

    private static Result Change(EntitlementLine line, EntitlementChange change, string currency, Actor actor, DateTime now) =>
        line.Change(change.Amount, change.SalaryPercent, currency, change.Reason, actor, now);

    // a released line stays as it is: a later list takes it back and says what holds instead
    private static Result Correct(PortalDbContext db, EntitlementList list, EntitlementLine line, EntitlementChange change, string currency, Actor actor, DateTime now)
    {
        if (!EntitlementAccess.CanChange(actor, line.EmployeeId))
        {
            return EntitlementErrors.OwnLine;
        }

        if (string.IsNullOrWhiteSpace(change.Reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (!change.TakeBack)
        {
            var renewed = line.Renew(list.Id);
            var set = renewed.Change(change.Amount, change.SalaryPercent, currency, change.Reason, actor, now);
            if (set.Failed)
            {
                return set;
            }

            db.EntitlementLines.Add(renewed);
        }

        db.EntitlementLines.Add(line.Reverse(list.Id, change.Reason, actor, now));
        return Result.Ok;
    }

    private static string Details(EntitlementLine line, EntitlementChange change) =>
        string.Create(CultureInfo.InvariantCulture, $"line={change.LineId}, amount={change.Amount}, percent={change.SalaryPercent}, computed amount={line.ComputedAmount}, computed percent={line.ComputedPercent}")
        + (change.TakeBack ? ", taken back" : "");
}
