using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>A review as HR's list shows it.</summary>
/// <param name="Due">UTC; null when the cycle has no phase for it.</param>
public sealed record ListedReview(
    int Id,
    int CycleId,
    int ReviewerId,
    string Reviewer,
    string ReviewerNumber,
    string ReviewerDepartment,
    int ParticipantId,
    string Subject,
    string SubjectNumber,
    string Department,
    Relationship Relationship,
    ReviewState State,
    DateTime? Due,
    bool Late,
    DateTime? SavedAt);

/// <summary>Single reviews: who still has to write about whom, and until when.</summary>
internal sealed class ReviewList(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : RoomList<ListedReview>
{
    public static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    public override string Key => "reviews";

    public override SortBy DefaultSort => new("due", false);

    public override IReadOnlyList<RoomState> States =>
        [RoomState.Open, RoomState.Late, RoomState.DueSoon, RoomState.Missed, RoomState.Declined, RoomState.Submitted, RoomState.Withdrawn, RoomState.All];

    public override IReadOnlyList<RoomColumn<ListedReview>> Columns { get; } =
    [
        new("reviewer", () => ControlRoomText.Reviewer, r => r.Reviewer, Link: r => $"/people/{r.ReviewerId}"),
        new("reviewer-number", () => ControlRoomText.ReviewerNumber, r => r.ReviewerNumber, Shown: false),
        new("reviewer-department", () => ControlRoomText.ReviewerDepartment, r => r.ReviewerDepartment, Shown: false, Sortable: false),
        new("subject", () => ControlRoomText.Participant, r => r.Subject, Link: r => $"/cycles/{r.CycleId}/people/{r.ParticipantId}"),
        new("number", () => ControlRoomText.Number, r => r.SubjectNumber, Shown: false, Sortable: false),
        new("department", () => ControlRoomText.Department, r => r.Department),
        new("kind", () => ControlRoomText.Kind, r => ReviewLabels.Of(r.Relationship)),
        new("state", () => ControlRoomText.State, r => ReviewLabels.Of(r.State), Tag: r => ReviewLabels.TagOf(r.State)),
        new("due", () => ControlRoomText.Due, r => RoomLabels.Moment(r.Due), (r, f) => r.Due is { } due ? f.Deadline(due) : "–"),
        new("late", () => ControlRoomText.Late, r => r.Late ? ControlRoomText.Yes : ControlRoomText.No, Tag: r => r.Late ? "tag bad" : null, Sortable: false),
        new("saved", () => ControlRoomText.LastSaved, r => RoomLabels.Moment(r.SavedAt), (r, f) => f.Moment(r.SavedAt), Shown: false),
    ];

    public override IReadOnlyList<Relationship> Kinds(RoomCycle cycle) => Enum.GetValues<Relationship>();

    public override async Task<Page<ListedReview>> PageAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return new Page<ListedReview>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var reviews = await FilteredAsync(db, cycle, filter, actor, cancellation);
        var total = await reviews.CountAsync(cancellation);
        return new Page<ListedReview>(await ReadAsync(db, cycle, Sorted(db, reviews, cycle, SortOf(filter)).Skip(filter.Skipped).Take(RoomFilter.PageSize), cancellation), total);
    }

    public override async Task<IReadOnlyList<ListedReview>> AllAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, cycle, Sorted(db, await FilteredAsync(db, cycle, filter, actor, cancellation), cycle, SortOf(filter)), cancellation);
    }

    public async Task<int> CountAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return actor.IsHr ? await (await FilteredAsync(db, cycle, filter, actor, cancellation)).CountAsync(cancellation) : 0;
    }

    /// <summary>Every review that the filter means.</summary>
    internal async Task<IQueryable<Review>> FilteredAsync(PortalDbContext db, RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var reviews = RoomReviews.Of(db, cycle.Id, actor).AsNoTracking();
        reviews = StateOf(filter) switch
        {
            RoomState.Late => reviews.Where(RoomReviews.IsLate(cycle, now)),
            RoomState.DueSoon => reviews.Where(RoomReviews.IsDueBefore(cycle, now + Soon)),
            RoomState.Missed => reviews.Where(r => r.State == ReviewState.Missed),
            RoomState.Declined => reviews.Where(r => r.State == ReviewState.Declined),
            RoomState.Submitted => reviews.Where(r => r.State == ReviewState.Submitted),
            RoomState.Withdrawn => reviews.Where(r => r.State == ReviewState.Withdrawn),
            RoomState.All => reviews,
            _ => reviews.Where(RoomReviews.IsOpen),
        };
        if (filter.Kind is { } kind)
        {
            reviews = reviews.Where(r => r.Relationship == kind);
        }

        if (await PathAsync(db, filter.DepartmentId, cancellation) is { } path)
        {
            var within = db.Participants.Where(p => p.CycleId == cycle.Id && p.DepartmentPath.StartsWith(path)).Select(p => p.Id);
            reviews = reviews.Where(r => within.Contains(r.ParticipantId));
        }

        return Meant(db, filter.Text) is { } meant ? reviews.Where(r => meant.Contains(r.ReviewerId) || meant.Contains(r.SubjectId)) : reviews;
    }

    private static IOrderedQueryable<Review> Sorted(PortalDbContext db, IQueryable<Review> reviews, RoomCycle cycle, SortBy sort)
    {
        var (self, manager, others) = (cycle.EndOf(Relationship.Self), cycle.EndOf(Relationship.Manager), cycle.EndOf(Relationship.Peer));
        Expression<Func<Review, object?>> key = sort.Column switch
        {
            "reviewer" => r => db.Employees.Where(e => e.Id == r.ReviewerId).Select(e => e.Name).FirstOrDefault(),
            "reviewer-number" => r => db.Employees.Where(e => e.Id == r.ReviewerId).Select(e => e.Number).FirstOrDefault(),
            "subject" => r => db.Participants.Where(p => p.Id == r.ParticipantId).Select(p => p.Name).FirstOrDefault(),
            "department" => r => db.Participants.Where(p => p.Id == r.ParticipantId).Select(p => p.DepartmentPath).FirstOrDefault(),
            "kind" => r => r.Relationship,
            "state" => r => r.State,
            "saved" => r => r.SavedAt,
            _ => r => r.ClosesAt ?? (r.Relationship == Relationship.Self ? self : r.Relationship == Relationship.Manager ? manager : others),
        };
        return (sort.Descending ? reviews.OrderByDescending(key) : reviews.OrderBy(key)).ThenBy(r => r.Id);
    }

    private async Task<IReadOnlyList<ListedReview>> ReadAsync(PortalDbContext db, RoomCycle cycle, IQueryable<Review> reviews, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await reviews
            .Select(r => new
            {
                Review = new { r.Id, r.ReviewerId, r.ParticipantId, r.Relationship, r.State, r.ClosesAt, r.SavedAt },
                Reviewer = db.Employees.Where(e => e.Id == r.ReviewerId).Select(e => new { e.Name, e.Number, Department = e.Department!.Name, e.Department.Path }).First(),
                Subject = db.Participants.Where(p => p.Id == r.ParticipantId).Select(p => new { p.Name, p.Number, p.DepartmentName, p.DepartmentPath }).First(),
            })
            .ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.SelectMany(r => (string[])[r.Reviewer.Path, r.Subject.DepartmentPath]).Distinct(), cancellation);
        return rows.ConvertAll(x =>
        {
            var end = x.Review.ClosesAt ?? cycle.EndOf(x.Review.Relationship);
            var open = x.Review.State is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened;
            return new ListedReview(
                x.Review.Id,
                cycle.Id,
                x.Review.ReviewerId,
                x.Reviewer.Name,
                x.Reviewer.Number,
                trails.Of(x.Reviewer.Path, x.Reviewer.Department),
                x.Review.ParticipantId,
                x.Subject.Name,
                x.Subject.Number,
                trails.Of(x.Subject.DepartmentPath, x.Subject.DepartmentName),
                x.Review.Relationship,
                x.Review.State,
                end == DateTime.MaxValue ? null : end,
                x.Review.State == ReviewState.Missed || (open && end < now),
                x.Review.SavedAt);
        });
    }
}
