using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Tests.Results;

public sealed class ComputeResultsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_WorkedExample_StoresThePublishedNumbers(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);

        Assert.True((await story.ComputeAsync()).Succeeded);

        var version = await VersionAsync(portal, story.SubjectId);
        Assert.Equal(79.57m, version.Total);
        Assert.Equal([83.44m, 70m, 80m], version.Tree.Sections.Select(s => Rounding.Score(s.Score!.Value)));
        Assert.Equal(1, version.Number);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_TwoPeersOnly_CountsWithoutThem(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, peers: 2);

        await story.ComputeAsync();

        Assert.Equal(79.49m, (await VersionAsync(portal, story.SubjectId)).Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_Again_AddsAVersionOnlyWhereSomethingChanged(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ComputeAsync();

        await story.ComputeAsync();
        Assert.Equal(1, await CountAsync(portal, story.SubjectId));

        await story.SetActualsAsync(story.SubjectId, 98.5m, 95.5m, 1m);
        await story.ComputeAsync();

        Assert.Equal(2, await CountAsync(portal, story.SubjectId));
        Assert.Equal(1, await CountAsync(portal, story.HanaId));
        var version = await VersionAsync(portal, story.SubjectId);
        Assert.Equal(2, version.Number);
        Assert.Equal(83.17m, version.Total);
        await using var db = portal.Open();
        var first = await db.ResultVersions.AsNoTracking().OrderBy(v => v.Id).FirstAsync(v => v.ResultId == version.ResultId, Stop);
        Assert.Equal(79.57m, first.Total);
        Assert.Equal(83.17m, (await db.ParticipantResults.AsNoTracking().SingleAsync(r => r.ParticipantId == story.SubjectId, Stop)).CurrentTotal);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_ExemptionAndAdjustment_CountOnlyOnceApproved(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await using (var db = portal.Open())
        {
            db.Exemptions.Add(Exemption.Request(story.CycleId, story.SubjectId, "complaints", "outage", story.Hr, portal.Now).Value);
            db.Adjustments.Add(Adjustment.Propose(story.SubjectId, 2m, "helped out", "mail of the customer", story.Hr, portal.Now).Value);
            await db.SaveChangesAsync(Stop);
        }

        await story.ComputeAsync();
        Assert.Equal(79.57m, (await VersionAsync(portal, story.SubjectId)).Total);

        await using (var db = portal.Open())
        {
            await db.WriteAsync(
                async () =>
                {
                    await db.Exemptions.ExecuteUpdateAsync(s => s.SetProperty(e => e.ApprovedByHr, "Helen").SetProperty(e => e.ApprovedByManagement, "Max"), Stop);
                    await db.Adjustments.ExecuteUpdateAsync(s => s.SetProperty(a => a.ApprovedBy, "Max"), Stop);
                },
                Stop);
        }

        await story.ComputeAsync();
        Assert.Equal(82.83m, (await VersionAsync(portal, story.SubjectId)).Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_WithdrawnParticipant_IsLeftOut(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await WithdrawAsync(portal, story.SubjectId);

        await story.ComputeAsync();

        Assert.Equal(0, await CountAsync(portal, story.SubjectId));
        Assert.Equal(1, await CountAsync(portal, story.HanaId));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_ClearsTheAcknowledgement_AndWritesTheTrail(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, peers: 2);
        await story.ComputeAsync();
        await portal.Get<AcknowledgeMissingInputs>().RunAsync(story.CycleId, story.Hr, Stop);

        await story.ComputeAsync();

        await using var db = portal.Open();
        Assert.Null((await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == story.CycleId, Stop)).MissingAcknowledgedAt);
        Assert.Equal(
            ["Results.Computed", "Results.MissingAcknowledged", "Results.Computed"],
            await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).Where(e => e.Action.StartsWith("Results.")).Select(e => e.Action).ToListAsync(Stop));
    }

    [Fact]
    public async Task Compute_ByAnybodyButHr_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        var story = await ResultStory.CreateAsync(portal);

        foreach (var actor in (Actor[])[Actors.Of(story.Manager), Actors.Of(story.Subject), Actors.Administrator])
        {
            Assert.True((await portal.Get<StartComputing>().RunAsync(story.CycleId, actor, Stop)).Error.Is(ResultErrors.NotAllowed));
            Assert.True((await portal.Get<AcknowledgeMissingInputs>().RunAsync(story.CycleId, actor, Stop)).Failed);
            Assert.True((await portal.Get<ReleaseResults>().RunAsync(story.CycleId, actor, Stop)).Failed);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task StartComputing_Twice_GivesTheSameTask_AndTheRunnerDoesIt(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);

        var first = await portal.Get<StartComputing>().RunAsync(story.CycleId, story.Hr, Stop);
        var second = await portal.Get<StartComputing>().RunAsync(story.CycleId, story.Hr, Stop);

        Assert.Equal(first.Value, second.Value);
        Assert.True((await portal.Get<ReleaseResults>().RunAsync(story.CycleId, story.Hr, Stop)).Failed);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_TenThousandParticipants_TakesSeconds(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await ManyAsync(portal, story, 10_000);
        var watch = Stopwatch.StartNew();

        Assert.True((await story.ComputeAsync()).Succeeded);

        TestContext.Current.SendDiagnosticMessage($"{provider}: {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), $"{watch.Elapsed}");
        await using var db = portal.Open();
        Assert.Equal(10_002, await db.ResultVersions.CountAsync(Stop));
        Assert.Equal(10_000, await db.ParticipantResults.CountAsync(r => r.CurrentTotal == 80m, Stop));
    }

    // every one has three peers who rate 4 and 4
    private static async Task ManyAsync(TestPortal portal, ResultStory story, int count)
    {
        await using var db = portal.Open();
        await db.WriteAsync(
            async () =>
            {
                var department = story.Subject.DepartmentId;
                await db.Database.ExecuteSqlAsync(
                    $"""
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
                    INSERT INTO "Employees" ("Number", "Name", "Email", "DepartmentId", "JobTitle", "JobFamily", "Level", "Language", "TimeZone", "Version")
                    SELECT 'X' || i, 'Person ' || i, 'x' || i || '@example.org', {department}, '', '', '', 'en-US', 'UTC', 0 FROM n
                    """,
                    Stop);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "Participants" ("CycleId", "EmployeeId", "State", "Number", "Name", "DepartmentId", "DepartmentName", "DepartmentPath", "JobTitle", "Level", "ManagerReviewUnlocked", "Version")
                    SELECT {story.CycleId}, "Id", 'Active', "Number", "Name", "DepartmentId", '', '', '', '', {false}, 0 FROM "Employees" WHERE "Number" LIKE 'X%'
                    """,
                    Stop);
                foreach (var peer in story.Peers.Take(3))
                {
                    await db.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO "Reviews" ("CycleId", "ParticipantId", "SubjectId", "ReviewerId", "Relationship", "State", "PreviousManager", "Version")
                        SELECT "CycleId", "Id", "EmployeeId", {peer.Id}, 'Peer', 'Submitted', FALSE, 0 FROM "Participants" WHERE "Number" LIKE 'X%'
                        """,
                        Stop);
                }

                foreach (var key in (string[])["collaboration", "responsiveness"])
                {
                    await db.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO "ReviewAnswers" ("ReviewId", "ItemKey", "Rating", "NotObserved", "Text")
                        SELECT r."Id", {key}, 4, {false}, '' FROM "Reviews" r JOIN "Participants" p ON p."Id" = r."ParticipantId" WHERE p."Number" LIKE 'X%'
                        """,
                        Stop);
                }
            },
            Stop);
    }

    internal static async Task WithdrawAsync(TestPortal portal, int participantId)
    {
        await using var db = portal.Open();
        await db.WriteAsync(
            () => db.Participants.Where(p => p.Id == participantId).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, ParticipantState.Withdrawn), Stop),
            Stop);
    }

    private static async Task<ResultVersion> VersionAsync(TestPortal portal, int participantId)
    {
        await using var db = portal.Open();
        return await (from r in db.ParticipantResults.AsNoTracking()
                      join v in db.ResultVersions on new { ResultId = r.Id, Number = r.CurrentNumber } equals new { v.ResultId, v.Number }
                      where r.ParticipantId == participantId
                      select v).SingleAsync(Stop);
    }

    private static async Task<int> CountAsync(TestPortal portal, int participantId)
    {
        await using var db = portal.Open();
        return await (from r in db.ParticipantResults join v in db.ResultVersions on r.Id equals v.ResultId where r.ParticipantId == participantId select v).CountAsync(Stop);
    }
}
