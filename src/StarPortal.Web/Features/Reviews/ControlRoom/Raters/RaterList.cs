using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Raters;

/// <summary>How a manager rates.</summary>
/// <param name="PeerDifference">Mean less that of the same people's colleagues, where their group may be shown; null with too few such people.</param>
public sealed record RaterRow(int EmployeeId, string Name, string Number, string Department, RaterFigures Figures, decimal? PeerDifference);

/// <summary>Managers by how they rate. Nobody of a group is listed: who wrote there is nobody's business.</summary>
internal sealed class RaterList(IDbContextFactory<PortalDbContext> factory) : RoomList<RaterRow>
{
    /// <summary>With fewer people in common a difference to their colleagues says nothing.</summary>
    private const int FewestInCommon = 3;

    public override string Key => "raters";

    public override SortBy DefaultSort => new("leniency", true);

    public override IReadOnlyList<RoomColumn<RaterRow>> Columns { get; } =
    [
        new("name", () => ControlRoomText.Manager, r => r.Name, Link: r => $"/people/{r.EmployeeId}"),
        new("number", () => ControlRoomText.Number, r => r.Number, Shown: false),
        new("department", () => ControlRoomText.Department, r => r.Department, Sortable: false),
        new("forms", () => ControlRoomText.Forms, r => r.Figures.Forms, Numeric: true),
        Figure("mean", () => ControlRoomText.Mean, r => r.Figures.Mean),
        Figure("leniency", () => ControlRoomText.Leniency, r => r.Figures.Leniency, signed: true),
        Figure("spread", () => ControlRoomText.Spread, r => r.Figures.Spread),
        new("alike", () => ControlRoomText.Alike, r => r.Figures.AlikeForms, (r, _) => r.Figures.LongForms == 0 ? "–" : RoomLabels.Format(ControlRoomText.OfTotal, r.Figures.AlikeForms, r.Figures.LongForms), Numeric: true),
        Figure("peers", () => ControlRoomText.PeerDifference, r => r.PeerDifference, signed: true, sortable: false),
        new("remark", () => ControlRoomText.Remark, r => RemarkOf(r), (r, _) => RoomLabels.OrDash(RemarkOf(r)), Sortable: false),
    ];

    public override async Task<Page<RaterRow>> PageAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return new Page<RaterRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var raters = await FilteredAsync(db, cycle, filter, actor, cancellation);
        var total = await raters.CountAsync(cancellation);
        return new Page<RaterRow>(await ReadAsync(db, cycle, Sorted(raters, SortOf(filter)).Skip(filter.Skipped).Take(RoomFilter.PageSize), actor, cancellation), total);
    }

    public override async Task<IReadOnlyList<RaterRow>> AllAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, cycle, Sorted(await FilteredAsync(db, cycle, filter, actor, cancellation), SortOf(filter)), actor, cancellation);
    }

    /// <summary>The company by kind of review: for groups the only figures there are.</summary>
    public async Task<IReadOnlyList<(Relationship Kind, RaterFigures Figures)>> CompanyAsync(RoomCycle cycle, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var kinds = new List<(Relationship, RaterFigures)>();
        foreach (var kind in Enum.GetValues<Relationship>())
        {
            var sums = await SumAsync(Forms(db, cycle, kind, actor), cancellation);
            if (sums.Forms > 0)
            {
                kinds.Add((kind, RaterFigures.Of(sums, sums)));
            }
        }

        return kinds;
    }

    private static RoomColumn<RaterRow> Figure(string key, Func<string> title, Func<RaterRow, decimal?> value, bool signed = false, bool sortable = true) => new(
        key, title, r => value(r) is { } v ? Rounding.Score(v) : null, (r, _) => signed ? RoomLabels.Signed(value(r)) : Formats.Score(value(r)), Numeric: true, Sortable: sortable);

    private static string RemarkOf(RaterRow row) => string.Join(
        RoomLabels.Separator,
        ((string?[])[row.Figures.SameForEverybody ? ControlRoomText.SameForEverybody : null, row.Figures.IsFew ? ControlRoomText.FewForms : null]).OfType<string>());

    private static IQueryable<Form> Forms(PortalDbContext db, RoomCycle cycle, Relationship kind, Actor actor) =>
        RoomReviews.Of(db, cycle.Id, actor)
            .Where(r => r.Relationship == kind && r.State == ReviewState.Submitted && !r.PreviousManager)
            .Join(db.ReviewAnswers.Where(a => a.Rating != null), r => r.Id, a => a.ReviewId, (r, a) => new { r.Id, r.ReviewerId, r.ParticipantId, Rating = a.Rating!.Value })
            .GroupBy(x => new { x.Id, x.ReviewerId, x.ParticipantId })
            .Select(g => new Form
            {
                ReviewerId = g.Key.ReviewerId,
                ParticipantId = g.Key.ParticipantId,
                Count = g.Count(),
                Sum = g.Sum(x => x.Rating),
                Mean = g.Average(x => (double)x.Rating),
                Alike = g.Min(x => x.Rating) == g.Max(x => x.Rating) ? 1 : 0,
            });

    private static async Task<RaterSums> SumAsync(IQueryable<Form> forms, CancellationToken cancellation)
    {
        var all = await forms.GroupBy(f => 1).Select(g => new Raw
        {
            Forms = g.Count(),
            Ratings = g.Sum(f => f.Count),
            Sum = g.Sum(f => f.Sum),
            Means = g.Sum(f => f.Mean),
            Squares = g.Sum(f => f.Mean * f.Mean),
            Lowest = g.Min(f => f.Mean),
            Highest = g.Max(f => f.Mean),
            Long = g.Sum(f => f.Count >= RatingPatterns.Fewest ? 1 : 0),
            Alike = g.Sum(f => f.Count >= RatingPatterns.Fewest ? f.Alike : 0),
        }).SingleOrDefaultAsync(cancellation);
        return all is null ? RaterSums.Nothing : all.Sums();
    }

    private static async Task<IQueryable<Raw>> FilteredAsync(PortalDbContext db, RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        var raters = Forms(db, cycle, Relationship.Manager, actor).GroupBy(f => f.ReviewerId).Select(g => new Raw
        {
            ReviewerId = g.Key,
            Forms = g.Count(),
            Ratings = g.Sum(f => f.Count),
            Sum = g.Sum(f => f.Sum),
            Means = g.Sum(f => f.Mean),
            Squares = g.Sum(f => f.Mean * f.Mean),
            Lowest = g.Min(f => f.Mean),
            Highest = g.Max(f => f.Mean),
            Long = g.Sum(f => f.Count >= RatingPatterns.Fewest ? 1 : 0),
            Alike = g.Sum(f => f.Count >= RatingPatterns.Fewest ? f.Alike : 0),
        });
        if (Meant(db, filter.Text) is { } meant)
        {
            raters = raters.Where(x => meant.Contains(x.ReviewerId));
        }

        if (await PathAsync(db, filter.DepartmentId, cancellation) is { } path)
        {
            var within = db.Employees.Where(e => e.Department!.Path.StartsWith(path)).Select(e => e.Id);
            raters = raters.Where(x => within.Contains(x.ReviewerId));
        }

        return raters.Join(db.Employees, x => x.ReviewerId, e => e.Id, (x, e) => new Raw
        {
            ReviewerId = x.ReviewerId,
            Name = e.Name,
            Number = e.Number,
            DepartmentId = e.DepartmentId,
            Forms = x.Forms,
            Ratings = x.Ratings,
            Sum = x.Sum,
            Means = x.Means,
            Squares = x.Squares,
            Lowest = x.Lowest,
            Highest = x.Highest,
            Long = x.Long,
            Alike = x.Alike,
        });
    }

    private static IOrderedQueryable<Raw> Sorted(IQueryable<Raw> raters, SortBy sort)
    {
        Expression<Func<Raw, object?>> key = sort.Column switch
        {
            "name" => x => x.Name,
            "number" => x => x.Number,
            "forms" => x => x.Forms,
            "spread" => x => x.Forms < 2 ? -1.0 : (x.Squares - (x.Means * x.Means / x.Forms)) / (x.Forms - 1),
            "alike" => x => x.Alike,
            _ => x => x.Means / x.Forms,
        };
        return (sort.Descending ? raters.OrderByDescending(key) : raters.OrderBy(key)).ThenBy(x => x.Name).ThenBy(x => x.ReviewerId);
    }

    private static async Task<IReadOnlyList<RaterRow>> ReadAsync(PortalDbContext db, RoomCycle cycle, IQueryable<Raw> raters, Actor actor, CancellationToken cancellation)
    {
        var company = await SumAsync(Forms(db, cycle, Relationship.Manager, actor), cancellation);
        var rows = await raters.ToListAsync(cancellation);
        var names = await RoomDepartments.OfAsync(db, rows.Select(r => r.DepartmentId), cancellation);
        var peers = await PeersAsync(db, cycle, rows, actor, cancellation);
        return rows.ConvertAll(x => new RaterRow(
            x.ReviewerId, x.Name, x.Number, names[x.DepartmentId], RaterFigures.Of(x.Sums(), company), peers.TryGetValue(x.ReviewerId, out var difference) ? difference : null));
    }

    /// <summary>The same people in the eyes of their colleagues, only where that group is large enough to be shown to anybody.</summary>
    private static async Task<Dictionary<int, decimal>> PeersAsync(PortalDbContext db, RoomCycle cycle, List<Raw> raters, Actor actor, CancellationToken cancellation)
    {
        var ids = raters.ConvertAll(r => r.ReviewerId);
        var threshold = cycle.Threshold;
        var own = Forms(db, cycle, Relationship.Manager, actor).Where(f => ids.Contains(f.ReviewerId));
        var rated = own.Select(f => f.ParticipantId);
        var groups = Forms(db, cycle, Relationship.Peer, actor).Where(f => rated.Contains(f.ParticipantId))
            .GroupBy(f => f.ParticipantId)
            .Select(g => new { ParticipantId = g.Key, Count = g.Count(), Mean = g.Average(f => f.Mean) })
            .Where(g => g.Count >= threshold);
        var pairs = await own.Join(groups, f => f.ParticipantId, g => g.ParticipantId, (f, g) => new { f.ReviewerId, Difference = f.Mean - g.Mean }).ToListAsync(cancellation);
        return pairs.GroupBy(p => p.ReviewerId).Where(g => g.Count() >= FewestInCommon).ToDictionary(g => g.Key, g => (decimal)g.Average(p => p.Difference));
    }

    private sealed record Form
    {
        public int ReviewerId { get; init; }

        public int ParticipantId { get; init; }

        public int Count { get; init; }

        public int Sum { get; init; }

        public double Mean { get; init; }

        public int Alike { get; init; }
    }

    private sealed record Raw
    {
        public int ReviewerId { get; init; }

        public string Name { get; init; } = "";

        public string Number { get; init; } = "";

        public int DepartmentId { get; init; }

        public int Forms { get; init; }

        public int Ratings { get; init; }

        public int Sum { get; init; }

        public double Means { get; init; }

        public double Squares { get; init; }

        public double Lowest { get; init; }

        public double Highest { get; init; }

        public int Long { get; init; }

        public int Alike { get; init; }

        public RaterSums Sums() => new(Forms, Ratings, Sum, (decimal)Means, (decimal)Squares, (decimal)Lowest, (decimal)Highest, Long, Alike);
    }
}
