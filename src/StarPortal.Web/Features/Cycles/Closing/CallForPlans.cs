using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.DevelopmentPlans;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Closing a cycle calls for development plans: for the lowest level twice in a row, and for low behaviour.</summary>
internal sealed class CallForPlans : IClosingStep
{
    public int Order => 40;

    public string Name => "PlanTriggers";

    public string Label => ClosingText.Step_PlanTriggers;

    public string CountLabel(string count) => Enum.TryParse<PlanTriggerKind>(count, out var kind) ? ClosingWords.Of(kind) : ClosingText.Count_Withdrawn;

    public async Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var sections = await BehaviourAsync(db, cycleId, cancellation);
        return sections.Count == 0
            ? [ClosingText.Effect_PlansLevel]
            : [ClosingText.Effect_PlansLevel, string.Format(CultureInfo.CurrentCulture, ClosingText.Effect_PlansBehaviour, Formats.Score(PlanTriggerRules.LeastBehaviour))];
    }

    public async Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation)
    {
        IReadOnlyList<string>? sections = null;
        return await closing.EachChunkAsync<IReadOnlyList<PlanTrigger>>(
            async (db, range) =>
            {
                sections ??= await BehaviourAsync(db, closing.CycleId, cancellation);
                return Result<IReadOnlyList<PlanTrigger>>.Of(
                    [.. await LowestTwiceAsync(db, closing, range, cancellation), .. await LowBehaviourAsync(db, closing, range, sections, cancellation)]);
            },
            async (db, _, triggers) =>
            {
                await db.InsertAsync(triggers, null, cancellation, skipKnown: true);
                return ClosingCounts.Of([.. triggers.CountBy(t => t.Kind).Select(k => ($"{k.Key}", (long)k.Value))]);
            },
            cancellation);
    }

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync(
        async db => ClosingCounts.Of(("Withdrawn", await db.PlanTriggers.Where(t => t.CycleId == closing.CycleId && t.Round == closing.Round && t.WithdrawnAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.WithdrawnAt, closing.Now).SetProperty(t => t.WithdrawnReason, closing.Reason), cancellation))),
        cancellation);

    private static async Task<IReadOnlyList<string>> BehaviourAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var template = await TemplateAsync(db, cycleId, cancellation);
        return template is null ? [] : PlanTriggerRules.BehaviourSections(template);
    }

    private static Task<TemplateDefinition?> TemplateAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        (from c in db.Cycles.AsNoTracking()
         join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
         where c.Id == cycleId
         select v.Definition).SingleOrDefaultAsync(cancellation);

    private static async Task<IEnumerable<PlanTrigger>> LowestTwiceAsync(PortalDbContext db, ClosingContext closing, ParticipantRange range, CancellationToken cancellation)
    {
        var levels = from c in db.StarStandingChanges.AsNoTracking()
                     join o in db.StarOutcomes on c.ParticipantId equals o.ParticipantId
                     join y in db.Cycles on c.CycleId equals y.Id
                     where c.Counts && c.ReachedLevel != null
                     select new { c.Id, c.StandingId, c.CycleId, c.EmployeeId, c.ParticipantId, c.ProgrammeVersionId, Level = new CycleLevel(y.Name, c.LevelAfter, c.ReachedLevel, o.Newcomer), c.LevelAfter };
        var lowest = await levels.Where(l => l.CycleId == closing.CycleId && l.LevelAfter == 1 && l.ParticipantId >= range.First && l.ParticipantId <= range.Last).ToListAsync(cancellation);
        if (lowest.Count == 0)
        {
            return [];
        }

        var standings = lowest.ConvertAll(l => l.StandingId);
        var before = (await levels.Where(l => l.CycleId != closing.CycleId && standings.Contains(l.StandingId)).ToListAsync(cancellation)).ToLookup(l => l.StandingId);
        var versionId = lowest[0].ProgrammeVersionId;
        var name = (await db.StarProgrammeVersions.AsNoTracking().Where(v => v.Id == versionId).Select(v => v.Definition).SingleAsync(cancellation)).Level(1)?.Name;
        return from now in lowest
               let last = before[now.StandingId].Where(b => b.Id < now.Id).MaxBy(b => b.Id)
               where PlanTriggerRules.IsLowestTwice(now.Level, last?.Level)
               select new PlanTrigger(
                   now.EmployeeId, now.ParticipantId, closing.CycleId, closing.Round, PlanTriggerKind.LowestLevelTwice, new PlanTriggerFacts(name, last!.Level.Cycle), closing.Now);
    }

    private static async Task<IEnumerable<PlanTrigger>> LowBehaviourAsync(
        PortalDbContext db, ClosingContext closing, ParticipantRange range, IReadOnlyList<string> sections, CancellationToken cancellation)
    {
        if (sections.Count == 0)
        {
            return [];
        }

        // one after the other, and only what is asked for is made of the text: a tree holds every share of every indicator
        var trees = db.Database.SqlQuery<ResultText>(
            $"""
            SELECT p."EmployeeId", r."ParticipantId", v."Tree"
            FROM "ParticipantResults" r
            JOIN "ResultVersions" v ON v."ResultId" = r."Id" AND v."Number" = r."CurrentNumber"
            JOIN "Participants" p ON p."Id" = r."ParticipantId"
            WHERE r."CycleId" + 0 = {closing.CycleId} AND r."ParticipantId" BETWEEN {range.First} AND {range.Last} AND p."State" <> 'Withdrawn'
            ORDER BY r."ParticipantId"
            """).AsAsyncEnumerable();
        var called = new List<PlanTrigger>();
        await foreach (var t in trees.WithCancellation(cancellation))
        {
            if (PlanTriggerRules.LowBehaviour(sections, JsonSerializer.Deserialize<SectionsOfTree>(t.Tree, JsonColumn.Options)!.Sections) is { } low)
            {
                called.Add(new PlanTrigger(
                    t.EmployeeId, t.ParticipantId, closing.CycleId, closing.Round, PlanTriggerKind.BehaviourLow,
                    new PlanTriggerFacts(Section: low.Name, Score: Rounding.Score(low.Score!.Value)), closing.Now));
            }
        }

        return called;
    }

    private sealed record ResultText(int EmployeeId, int ParticipantId, byte[] Tree);

    private sealed record SectionsOfTree(IReadOnlyList<SectionOutcome> Sections);
}
