using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.Changes;
using StarPortal.Web.Features.Reviews.Delegations;
using StarPortal.Web.Features.Reviews.Reopening;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Reviews.Demo;

/// <summary>
/// What happens to reviews while the demo company's present cycle runs: a team lead writes for another who is away, a colleague
/// asks the same of an employee, somebody wants a review back, and HR gave somebody more time.
/// </summary>
internal sealed class DemoReviewChanges(
    IDbContextFactory<PortalDbContext> factory, ProposeDelegation propose, AnswerDelegation answer, RequestReopening wantBack, ExtendReviews extend, TimeProvider clock) : IDemoPart
{
    private const int Least = 40;
    private const int DaysAway = 6;
    private const int MoreDays = 3;
    private const string Leader = "manager@demo.example";
    private const string Employee = "employee@demo.example";
    private static readonly string[] Known = ["admin@demo.example", "hr@demo.example", Leader, Employee];
    private static readonly Actor Teller = new(0, null, "Demo HR", Roles.HR);

    public int Order => 52;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running).OrderByDescending(c => c.PeriodEnd).Select(c => (int?)c.Id).FirstOrDefaultAsync(cancellation);
        // in a very small company every one of these would be somebody whom the other stories tell of
        if (cycle is not { } id || request.Employees < Least)
        {
            return;
        }

        await DelegateAsync(db, id, Leader, "Business trip · 出差", true, cancellation);
        await DelegateAsync(db, id, Employee, "Annual leave · 年假", false, cancellation);
        await WantBackAsync(db, id, cancellation);
        await ExtendAsync(db, id, cancellation);
    }

    /// <summary>Somebody of the same manager who has reviews to write asks; the one who is asked is known by name.</summary>
    private async Task DelegateAsync(PortalDbContext db, int cycleId, string email, string reason, bool accepted, CancellationToken cancellation)
    {
        if (await db.Employees.AsNoTracking().SingleOrDefaultAsync(e => e.Email == email, cancellation) is not { } asked
            || await Quiet(db).Where(e => e.ManagerId == asked.ManagerId && e.Id != asked.Id
                    && db.Reviews.Any(r => r.CycleId == cycleId && r.ReviewerId == e.Id && r.Relationship != Relationship.Self && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft)))
                .OrderBy(e => e.Id).FirstOrDefaultAsync(cancellation) is not { } away)
        {
            return;
        }

        var first = DateOnly.FromDateTime(ZoneTime.ToLocal(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(away.TimeZone)));
        Check(await propose.RunAsync(new DelegationWish(asked.Id, cycleId, first, first.AddDays(DaysAway), reason), ActorOf(away), cancellation));
        if (accepted)
        {
            var made = await db.Delegations.AsNoTracking().SingleAsync(d => d.DelegatorId == away.Id && d.DelegateId == asked.Id, cancellation);
            Check(await answer.AcceptAsync(made.Id, made.Version, ActorOf(asked), cancellation));
        }
    }

    private async Task WantBackAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var found = await (from review in db.Reviews.AsNoTracking()
                           join writer in Quiet(db) on review.ReviewerId equals writer.Id
                           where review.CycleId == cycleId && review.Relationship == Relationship.Peer && review.State == ReviewState.Submitted
                               && db.Participants.Any(p => p.Id == review.ParticipantId && p.State == ParticipantState.Active)
                           orderby review.Id
                           select new { review.Id, Writer = writer }).FirstOrDefaultAsync(cancellation);
        if (found is not null)
        {
            Check(await wantBack.RunAsync(found.Id, "I mixed two projects up. 我把两个项目弄混了。", ActorOf(found.Writer), cancellation));
        }
    }

    private async Task ExtendAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var phase = await db.CyclePhases.AsNoTracking().SingleOrDefaultAsync(p => p.CycleId == cycleId && p.Kind == PhaseKind.PeerReview && p.State == PhaseState.Open, cancellation);
        var late = await (from review in db.Reviews.AsNoTracking()
                          join writer in Quiet(db) on review.ReviewerId equals writer.Id
                          where review.CycleId == cycleId && review.Relationship == Relationship.Peer && review.State == ReviewState.Draft && review.ClosesAt == null
                              && db.Participants.Any(p => p.Id == review.ParticipantId && p.State == ParticipantState.Active) && Quiet(db).Any(e => e.Id == review.SubjectId)
                          orderby review.Id
                          select (int?)review.Id).FirstOrDefaultAsync(cancellation);
        if (phase is not null && late is { } id)
        {
            Check(await extend.RunAsync(new ReviewChange([id], "Back from sick leave only this week · 本周才病假归来"), phase.ClosesAt.AddDays(MoreDays), Teller, cancellation));
        }
    }

    /// <summary>Employees of whom nothing else is told.</summary>
    private static IQueryable<Employee> Quiet(PortalDbContext db) =>
        db.Employees.AsNoTracking().Where(e => e.LeaveDate == null && !Known.Contains(e.Email) && e.JobFamily != "HR");

    private static Actor ActorOf(Employee employee) => new(0, employee.Id, employee.Name, Roles.Employee);

    private static void Check(Result result)
    {
        if (result.Failed)
        {
            throw new InvalidOperationException($"The demo company's changes of reviews: {result.Error}");
        }
    }
}
