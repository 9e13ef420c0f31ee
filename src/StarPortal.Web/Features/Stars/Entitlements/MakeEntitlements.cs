using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Standing;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>
/// Closing a cycle makes the first entitlement list: a line for everybody whose level brings something. Who had
/// insufficient data has no star in this cycle, and so no line.
/// </summary>
internal sealed class MakeEntitlements : IClosingStep
{
    public int Order => 20;

    public async Task<ClosingPreview> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        if (await ClosingPlan.ReadAsync(db, cycleId, cancellation) is not { } plan)
        {
            return ClosingPreview.Nothing;
        }

        var brings = plan.Cycle.Definition.Levels.ToDictionary(l => l.Number, l => BenefitWords.Of(plan.Cycle.Definition, l.Number));
        var entitled = plan.Moves.Where(m => m.Counts && m.Step.Change != StarChange.NotEvaluated).Select(m => brings[m.Step.LevelAfter]).Where(b => !b.IsEmpty).ToList();
        if (entitled.Count == 0)
        {
            return ClosingPreview.Nothing;
        }

        var amount = entitled.Sum(b => b.Amount ?? 0);
        return new ClosingPreview(
            [], [string.Format(CultureInfo.CurrentCulture, EntitlementText.CloseMakes, Formats.Count(entitled.Count), Money.Of(amount, plan.Cycle.Definition.Currency))]);
    }

    public async Task<Result> CloseAsync(PortalDbContext db, int cycleId, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (await StarCycle.FindAsync(db, cycleId, cancellation) is not { } cycle)
        {
            return Result.Ok;
        }

        var brings = cycle.Definition.Levels.ToDictionary(l => l.Number, l => BenefitWords.Of(cycle.Definition, l.Number));
        var names = cycle.Definition.Levels.ToDictionary(l => l.Number, l => l.Name);
        var people = await (from c in db.StarStandingChanges.AsNoTracking()
                            join p in db.Participants on c.ParticipantId equals p.Id
                            where c.CycleId == cycleId && c.Counts && c.Change != StarChange.NotEvaluated
                            orderby p.Number, p.Id
                            select new { c.LevelAfter, Person = new EntitledPerson(p.EmployeeId, p.Number, p.Name, p.DepartmentId, p.DepartmentName) }).ToListAsync(cancellation);
        var entitled = people.Where(p => !brings[p.LevelAfter].IsEmpty).ToList();
        if (entitled.Count == 0)
        {
            return Result.Ok;
        }

        var list = new EntitlementList(cycleId, cycle.ProgrammeId, cycle.ProgrammeVersionId, 1, "", false, actor, now);
        db.EntitlementLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        await db.InsertAsync([.. entitled.Select(p => new EntitlementLine(list.Id, p.Person, p.LevelAfter, names[p.LevelAfter], brings[p.LevelAfter]))], null, cancellation);
        var details = string.Create(CultureInfo.InvariantCulture, $"number=1, lines={entitled.Count}");
        db.Audit(actor, new AuditNote("Stars.EntitlementsMade", "Cycle", cycleId, Details: details), now);
        return Result.Ok;
    }
}
