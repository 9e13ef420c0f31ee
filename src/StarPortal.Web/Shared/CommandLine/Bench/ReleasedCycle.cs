using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>
/// Takes a published cycle to the state in which it is closed: launched, every review handed in, measured, trained and
/// commended, with standings of an earlier cycle, computed and released. What people do is inserted in bulk, what the portal
/// does is done by the portal.
/// </summary>
internal sealed class ReleasedCycle(BenchPortal portal, int cycleId)
{
    private const int Chunk = 5_000;

    // level of the person and a little of the reviewer's own; a comment at both ends of the scale, as the rules ask
    private const string Answers =
        """
        INSERT INTO "ReviewAnswers" ("ReviewId", "ItemKey", "Rating", "NotObserved", "Text")
        SELECT x."Id", x."Key", x."Rating", 0,
          CASE WHEN x."Rating" IN (1, 5) OR x."Id" % 3 = 0 THEN 'Keeps what was agreed also when others are in a hurry, and says early when something is not clear. 能守住约定，遇到不清楚的地方会及早提问。' ELSE '' END
        FROM (
          SELECT r."Id", i.value AS "Key", MAX(1, MIN(5, 2 + (r."SubjectId" * 7919) % 4 + (r."ReviewerId" * 31 + r."SubjectId" * 17 + i.key * 13) % 3 - 1)) AS "Rating"
          FROM "Reviews" r, json_each({1}) i
          WHERE r."CycleId" = {0}
          ORDER BY r."Id", i.key) x
        """;

    private const string Remarks =
        """
        INSERT INTO "ReviewAnswers" ("ReviewId", "ItemKey", "Rating", "NotObserved", "Text")
        SELECT r."Id", 'remark', NULL, 0, 'Thank you for this quarter. 感谢这个季度的合作。' FROM "Reviews" r WHERE r."CycleId" = {0} ORDER BY r."Id"
        """;

    public async Task MakeAsync(CancellationToken cancellation)
    {
        await EarlierAsync(cancellation);
        BenchPortal.Must(await portal.Get<LaunchCycle>().RunAsync(cycleId, (await portal.CycleAsync(cycleId, cancellation)).Version, BenchPortal.Hr, cancellation));
        await portal.Get<LongTaskWork>().RunNextAsync(cancellation);
        await WriteAsync(cancellation);
        await MeasureAsync(cancellation);
        await portal.SettleAsync(cancellation);
        var nobody = TaskProgress.None(portal.Get<IDbContextFactory<PortalDbContext>>(), portal.Get<TimeProvider>());
        BenchPortal.Must(await portal.Get<ComputeResults>().RunAsync(cycleId, BenchPortal.Hr, nobody, cancellation));
        BenchPortal.Must(await portal.Get<AcknowledgeMissingInputs>().RunAsync(cycleId, BenchPortal.Hr, cancellation));
        BenchPortal.Must(await portal.Get<ReleaseResults>().RunAsync(cycleId, BenchPortal.Hr, cancellation));
        // the time to acknowledge and to object is over
        await using var db = portal.Db();
        await db.WriteAsync(
            () => db.Database.ExecuteSqlAsync($"""UPDATE "CyclePhases" SET "State" = 'Closed' WHERE "CycleId" = {cycleId} AND "Kind" IN ('Acknowledgement', 'Appeal')""", cancellation),
            cancellation);
    }

    /// <summary>Everybody's review is in, but one that its writer still has: that one is saved while the cycle is closed.</summary>
    private async Task WriteAsync(CancellationToken cancellation)
    {
        var rated = System.Text.Json.JsonSerializer.Serialize(BenchCompany.Template.Indicators.Where(i => !i.NeedsActual).Select(i => i.Key));
        var now = portal.Now;
        await using var db = portal.Db();
        await db.WriteAsync(
            async () =>
            {
                await db.Database.ExecuteSqlRawAsync(Answers, [cycleId, rated], cancellation);
                await db.Database.ExecuteSqlRawAsync(Remarks, [cycleId], cancellation);
                await db.Database.ExecuteSqlAsync(
                    $"""UPDATE "Reviews" SET "State" = 'Submitted', "SavedAt" = {now}, "SubmittedAt" = {now}, "Version" = 2 WHERE "CycleId" = {cycleId}""", cancellation);
                await db.Database.ExecuteSqlAsync(
                    $"""UPDATE "CyclePhases" SET "State" = 'Closed' WHERE "CycleId" = {cycleId} AND "Kind" IN ('GoalConfirmation', 'DataCollection', 'MidTermCheck', 'SelfReview', 'Nomination', 'PeerReview', 'ManagerReview')""",
                    cancellation);
            },
            cancellation);
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        await using var db = portal.Db();
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId).OrderBy(p => p.Id).Select(p => new { p.Id, p.EmployeeId }).ToListAsync(cancellation);
        var (now, day) = (portal.Now, DateOnly.FromDateTime(portal.Now).AddDays(-1));
        foreach (var chunk in people.Chunk(Chunk))
        {
            List<ActualValue> values = [.. chunk.SelectMany(p => (ActualValue[])
            [
                Value(p.Id, "accuracy", 86m + (p.EmployeeId * 37 % 140 / 10m), now),
                Value(p.Id, "satisfaction", 84m + (p.EmployeeId * 53 % 150 / 10m), now),
                Value(p.Id, "complaints", p.EmployeeId % 4, now),
            ])];
            List<StarFact> facts = [.. chunk.SelectMany(p => Facts(p.EmployeeId, day, now))];
            await db.WriteAsync(
                async () =>
                {
                    await db.InsertAsync(values, null, cancellation);
                    await db.InsertAsync(facts, null, cancellation);
                },
                cancellation);
        }
    }

    private static ActualValue Value(int participant, string key, decimal actual, DateTime now)
    {
        var value = new ActualValue(participant, key);
        value.Set(actual, "System", "", BenchPortal.Hr, now);
        return value;
    }

    private static IEnumerable<StarFact> Facts(int employee, DateOnly day, DateTime now)
    {
        yield return Fact(new StarFactContent(StarFactKind.Training, StarPresets.BasicTraining, "Basic training", day, ""));
        for (var i = 0; i < (employee % 6 == 0 ? 2 : employee % 3 == 0 ? 1 : 0); i++)
        {
            yield return Fact(new StarFactContent(StarFactKind.Commendation, "", $"Commendation {i + 1}", day, ""));
        }

        StarFact Fact(StarFactContent content) => BenchPortal.Must(StarFact.Import(employee, content, BenchPortal.Hr, day.AddDays(1), now));
    }

    /// <summary>Four of five people have a level from the period before, so that closing promotes, keeps and demotes.</summary>
    private async Task EarlierAsync(CancellationToken cancellation)
    {
        var cycle = await portal.CycleAsync(cycleId, cancellation);
        var before = BenchPortal.Must(await portal.Get<CreateCycle>().RunAsync(
            new CycleBasics("Before", cycle.PeriodKind, cycle.PeriodStart.AddMonths(-3), cycle.PeriodStart.AddDays(-1), cycle.TimeZone), BenchPortal.Hr, cancellation));
        await using var db = portal.Db();
        var programme = await db.StarProgrammeVersions.AsNoTracking().SingleAsync(v => v.Id == cycle.StarProgrammeVersionId, cancellation);
        var people = await db.Employees.AsNoTracking().Where(e => e.LeaveDate == null && e.Id % 5 != 0).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(cancellation);
        var (end, now) = (cycle.PeriodStart.AddDays(-1), portal.Now.AddMonths(-2));
        foreach (var chunk in people.Chunk(Chunk))
        {
            var moves = chunk.Select(e => new StandingMove(0, e, Level(e), null, null, new StarStep(Level(e), 0, StarChange.Started), true)).ToList();
            await db.WriteAsync(
                async () =>
                {
                    var ids = await db.ReserveIdsAsync<StarStanding>(moves.Count, cancellation);
                    await db.InsertAsync([.. moves.Select(m => new StarStanding(m.EmployeeId, programme.ProgrammeId, m.Step.LevelAfter, 0, before, end, now))], ids, cancellation);
                    await db.InsertAsync([.. moves.Zip(ids, (m, id) => new StarStandingChange(id, m, programme.ProgrammeId, programme.Id, before, end, now))], null, cancellation);
                },
                cancellation);
        }

        static int Level(int employee) => 1 + (employee / 5 % 3);
    }
}
