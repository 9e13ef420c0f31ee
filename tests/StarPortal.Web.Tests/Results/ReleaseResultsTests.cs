using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Tests.Results;

public sealed class ReleaseResultsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_BeforeComputing_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);

        Assert.True((await ReleaseAsync(story)).Error.Is(ResultErrors.NotComputed));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_WithMissingInputs_AsksForTheAcknowledgement(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, peers: 2);
        await story.ComputeAsync();

        Assert.True((await ReleaseAsync(story)).Error.Is(CycleErrors.MissingNotAcknowledged));

        await portal.Get<AcknowledgeMissingInputs>().RunAsync(story.CycleId, story.Hr, Stop);
        Assert.Equal(2, (await ReleaseAsync(story)).Value);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_AfterAnInputChanged_IsRefusedUntilComputedAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ComputeAsync();
        await portal.Get<AcknowledgeMissingInputs>().RunAsync(story.CycleId, story.Hr, Stop);
        await story.SetActualsAsync(story.SubjectId, 99m, 99m, 0m);

        Assert.True((await ReleaseAsync(story)).Error.Is(ResultErrors.Outdated));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_Done_FreezesTheResults(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();

        await story.SetActualsAsync(story.SubjectId, 10m, 10m, 9m);
        Assert.True((await story.ComputeAsync()).Error.Is(ResultErrors.NotComputable));
        Assert.True((await portal.Get<StartComputing>().RunAsync(story.CycleId, story.Hr, Stop)).Error.Is(ResultErrors.NotComputable));
        Assert.True((await ReleaseAsync(story)).Failed);
        await using var db = portal.Open();
        Assert.Equal(79.57m, (await db.ParticipantResults.AsNoTracking().SingleAsync(r => r.ParticipantId == story.SubjectId, Stop)).CurrentTotal);
        Assert.Equal(CycleState.Released, (await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == story.CycleId, Stop)).State);
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Results.Released", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Missing_TwoPeersAndNoActuals_AreListedWithWhatIsMissing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, peers: 2, actuals: false);
        await story.ComputeAsync();

        var all = await portal.Get<MissingInputQueries>().AllAsync(story.CycleId, story.Hr, Stop);

        Assert.Equal(3, all.Count(m => m.ParticipantId == story.SubjectId && m.Kind == MissingKind.Actual));
        Assert.Equal(2, all.Count(m => m.ParticipantId == story.SubjectId && m.Kind == MissingKind.Review));
        Assert.Single(all, m => m.ParticipantId == story.SubjectId && m.Kind == MissingKind.Group);
        Assert.Single(all, m => m.ParticipantId == story.HanaId && m.Kind == MissingKind.Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Missing_ForHrWhoTakesPart_LeavesTheirOwnRowOut(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, actuals: false);
        await story.ComputeAsync();

        var all = await portal.Get<MissingInputQueries>().AllAsync(story.CycleId, story.HrWhoTakesPart, Stop);

        Assert.NotEmpty(all);
        Assert.DoesNotContain(all, m => m.ParticipantId == story.HanaId);
    }

    private static Task<Domain.Result<int>> ReleaseAsync(ResultStory story) =>
        story.Portal.Get<ReleaseResults>().RunAsync(story.CycleId, story.Hr, Stop);

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_WhileAnInputChanges_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ComputeAsync();
        await portal.Get<AcknowledgeMissingInputs>().RunAsync(story.CycleId, story.Hr, Stop);
        await using var db = portal.Open();
        Task<Domain.Result<int>>? release = null;

        await db.WriteAsync(
            async () =>
            {
                await db.LockCycleAsync(story.CycleId, Stop);
                release = Task.Run(() => ReleaseAsync(story), Stop);
                // by now it has found that the stored results are what the inputs give
                await Task.Delay(1_500, Stop);
                (await db.ActualValues.FirstAsync(a => a.ParticipantId == story.SubjectId, Stop)).Set(1m, "", "", story.Hr, portal.Now);
                await db.SaveChangesAsync(Stop);
            },
            Stop);

        Assert.True((await release!).Error.Is(ResultErrors.Outdated));
        Assert.Equal(CycleState.Running, (await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == story.CycleId, Stop)).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Computing_AskedForByManyAtOnce_IsOneTask(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);

        var tasks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => portal.Get<StartComputing>().RunAsync(story.CycleId, story.Hr, Stop), Stop)));

        Assert.Single(tasks.Select(t => t.Value).Distinct());
        Assert.True((await portal.Get<AcknowledgeMissingInputs>().RunAsync(story.CycleId, story.Hr, Stop)).Error.Is(ResultErrors.StillComputing));
    }
}
