using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Results;

/// <summary>What scoring needs to know of a cycle.</summary>
internal sealed record ScoringCycle(int Id, CycleState State, int Threshold, TemplateDefinition Template)
{
    public bool IsComputable => State is CycleState.Running or CycleState.Calibrating;

    public bool IsReleased => State is CycleState.Released or CycleState.Closed;
}

/// <summary>One participant with everything the score follows from.</summary>
internal sealed record ParticipantInput(int ParticipantId, ScoringInput Input);

/// <summary>Reads the inputs of scoring in chunks of projected rows: ten thousand participants never are in memory at once.</summary>
internal sealed class ScoringInputs
{
    public const int Chunk = 500;

    private readonly HashSet<string> forAll;
    private readonly ILookup<int, string> forOne;

    private ScoringInputs(ScoringCycle cycle, HashSet<string> forAll, ILookup<int, string> forOne) => (Cycle, this.forAll, this.forOne) = (cycle, forAll, forOne);

    public ScoringCycle Cycle { get; }

    public static Task<ScoringCycle?> FindCycleAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        (from c in db.Cycles.AsNoTracking()
         join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
         where c.Id == cycleId
         select new ScoringCycle(c.Id, c.State, c.AnonymityThreshold, v.Definition)).SingleOrDefaultAsync(cancellation);

    /// <summary>Null when there is no such cycle, or it has no template.</summary>
    public static async Task<ScoringInputs?> OpenAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        await FindCycleAsync(db, cycleId, cancellation) is { } cycle ? await OpenAsync(db, cycle, cancellation) : null;

    public static async Task<ScoringInputs> OpenAsync(PortalDbContext db, ScoringCycle cycle, CancellationToken cancellation)
    {
        var exemptions = await db.Exemptions.AsNoTracking()
            .Where(e => e.CycleId == cycle.Id && e.ApprovedByManagement != null && e.ApprovedByHr != null)
            .Select(e => new { e.ParticipantId, e.IndicatorKey })
            .ToListAsync(cancellation);
        return new ScoringInputs(
            cycle,
            exemptions.Where(e => e.ParticipantId is null).Select(e => e.IndicatorKey).ToHashSet(StringComparer.Ordinal),
            exemptions.Where(e => e.ParticipantId is not null).ToLookup(e => e.ParticipantId!.Value, e => e.IndicatorKey));
    }

    /// <summary>Everybody in the cycle but the withdrawn, in ascending order of identifiers.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<ParticipantInput>> ReadAsync(
        PortalDbContext db, ScoringCycle cycle, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var inputs = await OpenAsync(db, cycle, cancellation);
        for (var last = 0; ;)
        {
            var ids = await Counting(db, cycle.Id, last + 1, int.MaxValue).OrderBy(p => p.Id).Take(Chunk).Select(p => p.Id).ToListAsync(cancellation);
            if (ids.Count == 0)
            {
                yield break;
            }

            yield return await inputs.OfAsync(db, ids, cancellation);
            last = ids[^1];
        }
    }

    /// <summary>The participants of this span of identifiers, but the withdrawn, in ascending order.</summary>
    public async Task<IReadOnlyList<ParticipantInput>> RangeAsync(PortalDbContext db, int first, int to, CancellationToken cancellation)
    {
        var ids = await Counting(db, Cycle.Id, first, to).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancellation);
        return ids.Count == 0 ? [] : await OfAsync(db, ids, cancellation);
    }

    private async Task<IReadOnlyList<ParticipantInput>> OfAsync(PortalDbContext db, List<int> ids, CancellationToken cancellation)
    {
        var (first, to) = (ids[0], ids[^1]);
        var actuals = await ActualsAsync(db, first, to, cancellation);
        var reviews = await ReviewsAsync(db, Cycle, first, to, cancellation);
        var customers = await CustomerAnswers.RatingsAsync(db, Cycle.Id, Cycle.IsReleased, first, to, cancellation);
        var goals = await GoalsAsync(db, Cycle.Id, first, to, cancellation);
        var adjustments = await AdjustmentsAsync(db, first, to, cancellation);
        return
        [
            .. ids.Select(id => new ParticipantInput(id, new ScoringInput(
                GoalApplication.Apply(Cycle.Template, [.. goals[id]]),
                Cycle.Threshold,
                actuals[id].ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal),
                [.. reviews[id], .. customers[id]],
                forOne[id].Concat(forAll).ToHashSet(StringComparer.Ordinal),
                [.. adjustments[id]]))),
        ];
    }

    /// <summary>The same of some of them, by identifier.</summary>
    /// <remarks>The sum keeps the database from sorting the whole cycle for a thousand people: identifiers are in order already.</remarks>
    public static IQueryable<Participant> Counting(PortalDbContext db, int cycleId, int first, int last) =>
        db.Participants.AsNoTracking().Where(p => p.Id >= first && p.Id <= last && p.CycleId + 0 == cycleId && p.State != ParticipantState.Withdrawn);

    /// <summary>The participants that results are about.</summary>
    public static IQueryable<Participant> Counting(PortalDbContext db, int cycleId) =>
        db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn);

    private static async Task<ILookup<int, KeyValuePair<string, decimal>>> ActualsAsync(
        PortalDbContext db, int first, int to, CancellationToken cancellation)
    {
        // people of another cycle in between, if there are any, are looked up by nobody
        var rows = await db.ActualValues.AsNoTracking().Where(a => a.ParticipantId >= first && a.ParticipantId <= to)
            .Select(a => new { a.ParticipantId, a.IndicatorKey, a.Value }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.ParticipantId, r => KeyValuePair.Create(r.IndicatorKey, r.Value));
    }

    private static async Task<ILookup<int, SubmittedReview>> ReviewsAsync(
        PortalDbContext db, ScoringCycle cycle, int first, int to, CancellationToken cancellation)
    {
        // from the release on what was in at that moment
        var submitted = CountedReviews.Of(db, cycle.Id, cycle.IsReleased, first, to);
        var reviews = await submitted.OrderBy(r => r.Id).Select(r => new { r.Id, r.ParticipantId, r.Relationship }).ToListAsync(cancellation);
        // a reopened review counts with what was handed in, whatever its author is changing
        var reopened = await submitted.Where(r => r.State == ReviewState.Reopened).Select(r => new { r.Id, r.LastSubmitted }).ToDictionaryAsync(r => r.Id, r => r.LastSubmitted!, cancellation);
        var ratings = await RatingsAsync(db, submitted, cancellation);
        return reviews.ToLookup(
            r => r.ParticipantId,
            r => new SubmittedReview(
                r.Relationship,
                reopened.TryGetValue(r.Id, out var contents)
                    ? contents.Where(a => a.Rating is not null).ToDictionary(a => a.ItemKey, a => a.Rating, StringComparer.Ordinal)
                    : ratings.GetValueOrDefault(r.Id) ?? []));
    }

    /// <summary>By review. A large cycle has close to a million: they are read as they come, without an object for each.</summary>
    private static async Task<Dictionary<int, Dictionary<string, int?>>> RatingsAsync(PortalDbContext db, IQueryable<Review> submitted, CancellationToken cancellation)
    {
        var query = from r in submitted
                    join a in db.ReviewAnswers on r.Id equals a.ReviewId
                    where a.Rating != null
                    select new { a.ReviewId, a.ItemKey, Rating = a.Rating!.Value };
        var found = new Dictionary<int, Dictionary<string, int?>>();
        await using var command = query.CreateDbCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var (review, answers, keys) = (0, (Dictionary<string, int?>?)null, new Dictionary<string, string>(StringComparer.Ordinal));
            while (await reader.ReadAsync(cancellation))
            {
                var next = reader.GetInt32(0);
                if (answers is null || next != review)
                {
                    review = next;
                    if (!found.TryGetValue(review, out answers))
                    {
                        // usually as many as the one before
                        found[review] = answers = new Dictionary<string, int?>(keys.Count, StringComparer.Ordinal);
                    }
                }

                var key = reader.GetString(1);
                if (!keys.TryGetValue(key, out var known))
                {
                    keys[key] = known = key;
                }

                answers[known] = reader.GetInt32(2);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        return found;
    }

    /// <summary>Only what both agreed on, or what stood when the phase closed.</summary>
    private static async Task<ILookup<int, GoalEntry>> GoalsAsync(
        PortalDbContext db, int cycleId, int first, int to, CancellationToken cancellation)
    {
        var rows = await (from g in db.Goals.AsNoTracking()
                          join s in db.GoalSheets on g.SheetId equals s.Id
                          where s.CycleId == cycleId && s.State == GoalSheetState.Confirmed && s.ParticipantId >= first && s.ParticipantId <= to
                              && (g.Target != null || g.Weight != null)
                          select new { s.ParticipantId, g.IndicatorKey, g.Target, g.Weight }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.ParticipantId, r => new GoalEntry(r.IndicatorKey, r.Target, r.Weight));
    }

    private static async Task<ILookup<int, AppliedAdjustment>> AdjustmentsAsync(
        PortalDbContext db, int first, int to, CancellationToken cancellation)
    {
        var rows = await db.Adjustments.AsNoTracking().Where(a => a.ParticipantId >= first && a.ParticipantId <= to && a.ApprovedBy != null)
            .OrderBy(a => a.Id).Select(a => new { a.ParticipantId, a.Points, a.Reason, a.ApprovedBy }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.ParticipantId, r => new AppliedAdjustment(r.Points, r.Reason, r.ApprovedBy!));
    }
}
