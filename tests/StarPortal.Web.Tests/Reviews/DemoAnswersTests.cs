using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Tests.Reviews;

public sealed class DemoAnswersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Demo_IsWrittenWholeWhereThePhasesAreOverAndHalfWhereTheyAreOpen(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await SeedAsync(portal);

        await using var db = portal.Open();
        var reviews = await db.Reviews.AsNoTracking().Include(r => r.Answers).ToListAsync(Stop);
        var states = await db.Cycles.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.State, Stop);
        var definition = await db.TemplateVersions.AsNoTracking().Select(v => v.Definition).SingleAsync(Stop);
        var over = reviews.Where(r => states[r.CycleId] != CycleState.Running).ToList();
        var open = reviews.Where(r => states[r.CycleId] == CycleState.Running).ToList();
        Assert.NotEmpty(over);
        Assert.All(over, r => Assert.Equal(ReviewState.Submitted, r.State));
        Assert.InRange(open.Count(r => r.State == ReviewState.Submitted), open.Count / 4, open.Count * 3 / 4);
        Assert.All(reviews.Where(r => r.State == ReviewState.Submitted), r =>
        {
            var form = ReviewForm.Of(definition, r.Relationship);
            Assert.Empty(form.Missing(r.Contents));
            Assert.Empty(form.WithoutComment(r.Contents, definition.Scale));
            Assert.True(r.SubmittedAt <= portal.Now);
        });
        Assert.All(reviews.Where(r => r.State == ReviewState.NotStarted), r => Assert.Empty(r.Answers));
        // no manager has submitted before the self review was in
        var selfIn = open.Where(r => r is { Relationship: Relationship.Self, State: ReviewState.Submitted }).Select(r => r.ParticipantId).ToHashSet();
        Assert.All(open.Where(r => r is { Relationship: Relationship.Manager, State: ReviewState.Submitted }), r => Assert.Contains(r.ParticipantId, selfIn));
    }

    [Fact]
    public async Task Demo_LeavesTheTwoKnownAccountsSomethingToDo()
    {
        await using var portal = await TestPortal.CreateAsync();
        await SeedAsync(portal);

        await using var db = portal.Open();
        var todo = await (
            from review in db.Reviews
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            join cycle in db.Cycles on review.CycleId equals cycle.Id
            where cycle.State == CycleState.Running && review.State == ReviewState.NotStarted
            select new { reviewer.Email, review.Relationship }).ToListAsync(Stop);
        Assert.Contains(todo, t => t is { Email: "employee@demo.example", Relationship: Relationship.Self });
        Assert.Contains(todo, t => t is { Email: "manager@demo.example", Relationship: Relationship.Manager });
    }

    [Fact]
    public async Task Demo_MadeTwice_SaysTheSame()
    {
        Assert.Equal(await AnswersAsync(), await AnswersAsync());

        static async Task<List<string>> AnswersAsync()
        {
            await using var portal = await TestPortal.CreateAsync();
            await SeedAsync(portal);
            await using var db = portal.Open();
            return await db.ReviewAnswers.OrderBy(a => a.ReviewId).ThenBy(a => a.ItemKey).Select(a => a.ReviewId + a.ItemKey + a.Rating + a.Text).ToListAsync(Stop);
        }
    }

    private static async Task SeedAsync(TestPortal portal)
    {
        var result = await portal.Get<SeedDemo>().RunAsync(new DemoRequest(40, 1, DateOnly.FromDateTime(portal.Now)), Stop);
        Assert.True(result.Succeeded);
    }
}
