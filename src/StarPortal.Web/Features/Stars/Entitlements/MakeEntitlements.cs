using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Standing;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>
/// Closing a cycle makes an entitlement list: a line for everybody whose level brings something. Who had insufficient data
/// has no star in this cycle, and so no line.
/// </summary>
internal sealed class MakeEntitlements : IClosingStep
{
    private const string Lines = "Lines";

    public int Order => 30;

    public string Name => "Entitlements";

    public string Label => EntitlementText.CloseStep;

    public string AuditAction => "Stars.EntitlementsMade";

    public string CountLabel(string count) => count == Lines ? EntitlementText.CloseCount_Lines : EntitlementText.CloseCount_Reversed;

    public async Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        if (await ClosingPlan.ReadAsync(db, cycleId, cancellation) is not { } plan)
        {
            return [];
        }

        var brings = plan.Cycle.Definition.Levels.ToDictionary(l => l.Number, l => BenefitWords.Of(plan.Cycle.Definition, l.Number));
        var entitled = plan.Moves.Where(m => m.Counts && m.Step.Change != StarChange.NotEvaluated).Select(m => brings[m.Step.LevelAfter]).Where(b => !b.IsEmpty).ToList();
        var amount = entitled.Sum(b => b.Amount ?? 0);
        return entitled.Count == 0
            ? []
            : [string.Format(CultureInfo.CurrentCulture, EntitlementText.CloseMakes, Formats.Count(entitled.Count), Money.Of(amount, plan.Cycle.Definition.Currency))];
    }

    public async Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation)
    {
        StarCycle? cycle = null;
        return await closing.EachChunkAsync(
            async (db, range) =>
            {
                cycle ??= await StarCycle.FindAsync(db, closing.CycleId, cancellation);
                return cycle is null ? ClosingCounts.None : ClosingCounts.Of((Lines, await AddAsync(db, cycle, closing, range, cancellation)));
            },
            cancellation);
    }

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync(
        async db => ClosingCounts.Of((CloseReversed, await EntitlementReversal.RunAsync(db, closing, cancellation))), cancellation);

    private const string CloseReversed = "Reversed";

    private static async Task<int> AddAsync(PortalDbContext db, StarCycle cycle, ClosingContext closing, ParticipantRange range, CancellationToken cancellation)
    {
        var brings = cycle.Definition.Levels.ToDictionary(l => l.Number, l => BenefitWords.Of(cycle.Definition, l.Number));
        var names = cycle.Definition.Levels.ToDictionary(l => l.Number, l => l.Name);
        var rewarded = brings.Where(b => !b.Value.IsEmpty).Select(b => b.Key).ToList();
        var people = await (from c in db.StarStandingChanges.AsNoTracking()
                            join p in db.Participants on c.ParticipantId equals p.Id
                            where c.CycleId == cycle.Id && c.Counts && c.Change != StarChange.NotEvaluated && rewarded.Contains(c.LevelAfter)
                                && c.ParticipantId >= range.First && c.ParticipantId <= range.Last
                            orderby p.Number, p.Id
                            select new { c.LevelAfter, Person = new EntitledPerson(p.EmployeeId, p.Number, p.Name, p.DepartmentId, p.DepartmentName) }).ToListAsync(cancellation);
        if (people.Count == 0)
        {
            return 0;
        }

        var list = await ListAsync(db, cycle, closing, cancellation);
        await db.InsertAsync([.. people.Select(p => new EntitlementLine(list, p.Person, p.LevelAfter, names[p.LevelAfter], brings[p.LevelAfter]))], null, cancellation);
        return people.Count;
    }

    /// <summary>The list of this closing, begun by the first chunk that has a line for it.</summary>
    private static async Task<int> ListAsync(PortalDbContext db, StarCycle cycle, ClosingContext closing, CancellationToken cancellation)
    {
        if (await db.EntitlementLists.Where(l => l.CycleId == cycle.Id && l.ClosingRound == closing.Round).Select(l => (int?)l.Id).SingleOrDefaultAsync(cancellation) is { } known)
        {
            return known;
        }

        var number = 1 + (await db.EntitlementLists.Where(l => l.CycleId == cycle.Id).MaxAsync(l => (int?)l.Number, cancellation) ?? 0);
        var list = new EntitlementList(cycle.Id, cycle.ProgrammeId, cycle.ProgrammeVersionId, number, "", false, closing.Actor, closing.Now);
        list.MadeByClosing(closing.Round);
        db.EntitlementLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        return list.Id;
    }
}
