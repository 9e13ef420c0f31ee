using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Customers of the demo company recommend it, or not: one campaign with cards and answers in the running cycle.</summary>
internal sealed class DemoFeedback(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IDemoPart
{
    private const int People = 12;
    private const int MostAnswers = 9;

    public int Order => 75;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await (from c in db.Cycles.AsNoTracking()
                           join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                           where c.State == CycleState.Running
                           orderby c.Id
                           select new { c.Id, v.Definition }).FirstOrDefaultAsync(cancellation);
        var measured = cycle is null ? [] : FeedbackForm.Measured(cycle.Definition);
        if (cycle is null || measured.Count == 0)
        {
            return;
        }

        var (now, actor) = (clock.GetUtcNow().UtcDateTime, new Actor(0, null, "Demo", Roles.HR));
        var key = measured.FirstOrDefault(k => k.Contains("satisfaction", StringComparison.Ordinal)) ?? measured[0];
        var plan = new FeedbackPlan("Satisfaction after each case · 个案满意度", cycle.Id, FeedbackKind.SatisfiedShare, key, LinkUse.Many, false, 100, 3, false, FeedbackCampaign.DefaultDays);
        var campaign = FeedbackCampaign.Create(plan, FeedbackForm.CustomersRate(cycle.Definition), measured, actor, now).Value;
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == cycle.Id && p.State == ParticipantState.Active)
            .OrderBy(p => p.Id).Take(People).Select(p => new { p.Id, p.EmployeeId }).ToListAsync(cancellation);
        var random = new Random(request.Seed);
        await db.WriteAsync(
            async () =>
            {
                db.FeedbackCampaigns.Add(campaign);
                await db.SaveChangesAsync(cancellation);
                var links = people.ConvertAll(p => campaign.Issue(p.Id, p.EmployeeId, actor, now).Value.Link);
                db.FeedbackLinks.AddRange(links);
                await db.SaveChangesAsync(cancellation);
                foreach (var link in links)
                {
                    var count = random.Next(0, MostAnswers);
                    for (var i = 0; i < count; i++)
                    {
                        var score = random.Next(0, 10) < 7 ? random.Next(4, 6) : random.Next(2, 4);
                        var day = DateOnly.FromDateTime(now).AddDays(-random.Next(0, 5));
                        db.FeedbackAnswers.Add(new FeedbackAnswer(campaign.Id, link.Id, link.ParticipantId, new FeedbackContent(score, []), FeedbackStamps.Once("demo", $"{link.Id} {i}"), day));
                    }

                    db.Entry(link).Property(l => l.Answers).CurrentValue = count;
                }
            },
            cancellation);
    }
}
