using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Tests.Cycles;

public sealed class DemoCyclesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(60)]
    public async Task DemoCycles_OfAnySize_AreOneOverAndOneRunning(int employees)
    {
        await using var portal = await TestPortal.CreateAsync();
        await SeedAsync(portal, employees);

        await using var db = portal.Open();
        var cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases).OrderBy(c => c.Id).ToListAsync(Stop);
        Assert.Equal(2, cycles.Count);
        Assert.All(cycles, c => Assert.Equal(CycleState.Running, c.State));
        Assert.All(PhaseRules.Rating, k => Assert.Equal((PhaseState.Closed, PhaseState.Open), (cycles[0].Phase(k)!.State, cycles[1].Phase(k)!.State)));
        foreach (var cycle in cycles)
        {
            var participants = await db.Participants.CountAsync(p => p.CycleId == cycle.Id, Stop);
            Assert.Equal(participants, await db.Reviews.CountAsync(r => r.CycleId == cycle.Id && r.Relationship == Relationship.Self, Stop));
            Assert.True(participants > 0);
        }
    }

    [Fact]
    public async Task DemoCycles_SameSeed_AreTheSame()
    {
        await using var first = await TestPortal.CreateAsync();
        await using var second = await TestPortal.CreateAsync();
        await SeedAsync(first, 40);
        await SeedAsync(second, 40);

        Assert.Equal(await ReviewsAsync(first), await ReviewsAsync(second));
        Assert.Equal(await ValuesAsync(first), await ValuesAsync(second));
    }

    private static async Task SeedAsync(TestPortal portal, int employees)
    {
        var request = new DemoRequest(employees, 1, DateOnly.FromDateTime(portal.Now));
        foreach (var part in portal.Get<IEnumerable<IDemoPart>>().OrderBy(p => p.Order).TakeWhile(p => p.Order <= 40))
        {
            await part.SeedAsync(request, Stop);
        }

        Assert.Contains(portal.Get<IEnumerable<IDemoPart>>(), p => p is DemoCycles);
    }

    private static async Task<List<string>> ReviewsAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        return await db.Reviews.OrderBy(r => r.CycleId).ThenBy(r => r.SubjectId).ThenBy(r => r.ReviewerId).Select(r => $"{r.CycleId} {r.SubjectId} {r.ReviewerId} {r.Relationship}").ToListAsync(Stop);
    }

    private static async Task<List<string>> ValuesAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        return await db.ActualValues.OrderBy(a => a.ParticipantId).ThenBy(a => a.IndicatorKey).Select(a => $"{a.ParticipantId} {a.IndicatorKey} {a.Value}").ToListAsync(Stop);
    }
}
