using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.Reopening;

/// <param name="PhaseEnd">UTC; null when the review's phase is closed.</param>
public sealed record ReopeningRow(
    int Id, int Version, int ReviewId, string Subject, string Reviewer, Relationship Relationship, string RequestedBy, string Reason, DateTime RequestedAt, ReopeningState State, string? Answer, string? DecidedBy, DateTime? PhaseEnd);

/// <param name="CycleName">Null when there is no such cycle or the actor may not know.</param>
public sealed record ReopeningList(string CycleName, IReadOnlyList<ReopeningRow> Open, Page<ReopeningRow> Decided);

/// <summary>Requests to reopen reviews, for HR; those about themselves, or of what they wrote or asked, are somebody else's in HR.</summary>
public sealed class ReopeningQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;
    private const int MostOpen = 200;

    public async Task<ReopeningList?> ForCycleAsync(int cycleId, int page, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == cycleId, cancellation) is not { } cycle)
        {
            return null;
        }

        var mine = Of(db, actor).Where(r => r.CycleId == cycleId);
        var decided = mine.Where(r => r.State != ReopeningState.Open);
        var open = await RowsAsync(db, mine.Where(r => r.State == ReopeningState.Open).OrderBy(r => r.RequestedAt).ThenBy(r => r.Id).Take(MostOpen), cycle, cancellation);
        var total = await decided.CountAsync(cancellation);
        var rows = await RowsAsync(db, decided.OrderByDescending(r => r.DecidedAt).ThenByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize), cycle, cancellation);
        return new ReopeningList(cycle.Name, [.. open.OrderBy(r => r.RequestedAt)], new Page<ReopeningRow>([.. rows.OrderByDescending(r => r.Id)], total));
    }

    /// <summary>How many wait, by cycle.</summary>
    public async Task<IReadOnlyList<(int CycleId, string Name, int Count)>> WaitingAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var counts = await Of(db, actor).Where(r => r.State == ReopeningState.Open)
            .Join(db.Cycles.Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating), r => r.CycleId, c => c.Id, (r, c) => new { c.Id, c.Name })
            .GroupBy(c => new { c.Id, c.Name }).Select(g => new { g.Key.Id, g.Key.Name, Count = g.Count() }).ToListAsync(cancellation);
        return [.. counts.Select(c => (c.Id, c.Name, c.Count))];
    }

    /// <summary>Whether somebody may ask for this review to be reopened, and whether somebody already has.</summary>
    public async Task<ReopeningOffer> OfferAsync(int reviewId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join cycle in db.Cycles on review.CycleId equals cycle.Id
            where review.Id == reviewId && review.State == ReviewState.Submitted && (cycle.State == CycleState.Running || cycle.State == CycleState.Calibrating)
            select new { review.ReviewerId, review.Relationship, participant.ManagerId, Asked = db.ReopeningRequests.Any(r => r.ReviewId == reviewId && r.State == ReopeningState.Open && r.RequestedById == actor.EmployeeId) }).SingleOrDefaultAsync(cancellation);
        return found is null || !ReopeningAccess.CanRequest(actor, found.ReviewerId, found.Relationship, found.ManagerId, readsIt: true) ? ReopeningOffer.None
            : found.Asked ? ReopeningOffer.Asked
            : ReopeningOffer.MayAsk;
    }

    private static IQueryable<ReopeningRequest> Of(PortalDbContext db, Actor actor)
    {
        var me = actor.EmployeeId ?? 0;
        return db.ReopeningRequests.AsNoTracking().Where(r => r.RequestedById != me && db.Reviews.Any(v => v.Id == r.ReviewId && v.SubjectId != me && v.ReviewerId != me));
    }

    private static async Task<List<ReopeningRow>> RowsAsync(PortalDbContext db, IQueryable<ReopeningRequest> requests, Cycle cycle, CancellationToken cancellation)
    {
        var rows = await (
            from request in requests
            join review in db.Reviews on request.ReviewId equals review.Id
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            join asker in db.Employees on request.RequestedById equals asker.Id
            select new { Request = request, review.Relationship, Subject = participant.Name, Reviewer = reviewer.Name, Asker = asker.Name }).ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new ReopeningRow(
                r.Request.Id, r.Request.Version, r.Request.ReviewId, r.Subject, r.Reviewer, r.Relationship, r.Asker, r.Request.Reason, r.Request.RequestedAt, r.Request.State, r.Request.Answer, r.Request.DecidedBy,
                cycle.Phase(ReviewWindow.PhaseOf(r.Relationship)) is { State: PhaseState.Open } phase ? phase.ClosesAt : null)),
        ];
    }
}

public enum ReopeningOffer
{
    None,
    MayAsk,
    Asked,
}
