using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>The demo company's records: most people trained, some commended, a few suggestions adopted.</summary>
internal sealed class DemoFacts(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IDemoPart
{
    private static readonly Actor teller = Actor.System("Demo");

    private static readonly string[] praise =
    [
        "Stayed late to solve a customer's outage 为客户加班排除故障", "Praised by name in a customer's letter 客户来信点名表扬", "Took over for a colleague on leave 主动顶替休假同事",
    ];

    private static readonly string[] ideas = ["Shorter form for returns 简化退货表单", "Checklist for hand-overs 交接清单", "Answers to frequent questions 常见问题答复库"];

    public int Order => 46;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await db.Employees.AsNoTracking().OrderBy(e => e.Id).Select(e => new { e.Id, e.HireDate }).ToListAsync(cancellation);
        var course = await db.TrainingCourses.AsNoTracking().Where(c => c.Code == StarPresets.BasicTraining).SingleAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var facts = new List<StarFact>();
        foreach (var (index, person) in people.Index())
        {
            var chance = new Random((request.Seed * 7919) + index);
            var trained = Day(chance, person.HireDate, request.Today, 700);
            if (chance.Next(100) < 90)
            {
                Add(facts, person.Id, new(StarFactKind.Training, course.Code, course.Name.For("en"), trained, ""), request.Today, now);
            }

            for (var n = chance.Next(100) < 45 ? 1 + chance.Next(3) : 0; n > 0; n--)
            {
                Add(facts, person.Id, new(StarFactKind.Commendation, "", praise[chance.Next(praise.Length)], Day(chance, person.HireDate, request.Today, 240), ""), request.Today, now);
            }

            if (chance.Next(100) < 12)
            {
                Add(facts, person.Id, new(StarFactKind.Suggestion, "", ideas[chance.Next(ideas.Length)], Day(chance, person.HireDate, request.Today, 300), ""), request.Today, now);
            }
        }

        await db.WriteAsync(
            async () =>
            {
                await db.InsertAsync(facts, null, cancellation);
                db.Audit(teller, new AuditNote("Stars.TrainingsImported", "StarFact", Details: "demo"), now);
            },
            cancellation);
    }

    private static DateOnly Day(Random chance, DateOnly? hired, DateOnly today, int most)
    {
        var day = today.AddDays(-1 - chance.Next(most));
        return hired is { } first && day < first ? (first < today ? first : today) : day;
    }

    private static void Add(List<StarFact> facts, int employeeId, StarFactContent content, DateOnly today, DateTime now)
    {
        var made = StarFact.Import(employeeId, content, teller, today, now);
        if (made.Failed)
        {
            throw new InvalidOperationException($"The demo company cannot be told: {made.Error}");
        }

        facts.Add(made.Value);
    }
}
