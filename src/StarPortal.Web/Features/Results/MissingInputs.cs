using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Results;

public enum MissingKind
{
    /// <summary>No actual value was entered for an indicator that needs one.</summary>
    Actual,

    /// <summary>A review was not handed in.</summary>
    Review,

    /// <summary>A group has fewer answers than the threshold and does not count.</summary>
    Group,

    /// <summary>Nothing is left to compute a total from.</summary>
    Total,
}

/// <summary>One thing that a participant's result goes without.</summary>
/// <param name="Indicator">For a missing actual value.</param>
/// <param name="Group">For a missing review or a group that is too small.</param>
/// <param name="State">For a missing review: how far it is.</param>
public sealed record MissingInput(
    int ParticipantId,
    string Number,
    string Name,
    string Department,
    MissingKind Kind,
    LocalText? Indicator = null,
    Source? Group = null,
    ReviewState? State = null);

/// <summary>Finds what the results of a cycle go without. Works on light projections of all participants at once.</summary>
internal static class MissingInputs
{
    private static readonly ReviewState[] NotIn =
        [ReviewState.NotStarted, ReviewState.Draft, ReviewState.Reopened, ReviewState.Missed, ReviewState.Declined];

    /// <param name="exceptEmployeeId">Nobody sees their own row, so HR's own gaps are left out; null lists everybody's.</param>
    public static async Task<List<MissingInput>> ListAsync(PortalDbContext db, ScoringCycle cycle, int? exceptEmployeeId, CancellationToken cancellation)
    {
        var people = await ScoringInputs.Counting(db, cycle.Id)
            .Where(p => exceptEmployeeId == null || p.EmployeeId != exceptEmployeeId)
            .OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Select(p => new MissingInput(p.Id, p.Number, p.Name, p.DepartmentName, MissingKind.Total, null, null, null))
            .ToListAsync(cancellation);
        var missing = new List<MissingInput>();
        missing.AddRange(await TotalsAsync(db, cycle.Id, people, cancellation));
        missing.AddRange(await ActualsAsync(db, cycle, people, cancellation));
        missing.AddRange(await ReviewsAsync(db, cycle.Id, people, cancellation));
        missing.AddRange(await GroupsAsync(db, cycle, people, cancellation));
        return missing;
    }

    private static async Task<IEnumerable<MissingInput>> TotalsAsync(PortalDbContext db, int cycleId, List<MissingInput> people, CancellationToken cancellation)
    {
        var without = (await db.ParticipantResults.AsNoTracking()
            .Where(r => r.CycleId == cycleId && r.CurrentNumber > 0 && r.CurrentTotal == null)
            .Select(r => r.ParticipantId)
            .ToListAsync(cancellation)).ToHashSet();
        return people.Where(p => without.Contains(p.ParticipantId));
    }

    private static async Task<List<MissingInput>> ActualsAsync(PortalDbContext db, ScoringCycle cycle, List<MissingInput> people, CancellationToken cancellation)
    {
        var missing = new List<MissingInput>();
        foreach (var indicator in cycle.Template.Indicators.Where(i => i.NeedsActual))
        {
            var key = indicator.Key;
            var without = (await ScoringInputs.Counting(db, cycle.Id)
                .Where(p => !db.ActualValues.Any(a => a.ParticipantId == p.Id && a.IndicatorKey == key))
                .Where(p => !db.Exemptions.Any(e => e.CycleId == p.CycleId && e.IndicatorKey == key && (e.ParticipantId == null || e.ParticipantId == p.Id)
                    && e.ApprovedByManagement != null && e.ApprovedByHr != null))
                .Select(p => p.Id)
                .ToListAsync(cancellation)).ToHashSet();
            missing.AddRange(people.Where(p => without.Contains(p.ParticipantId)).Select(p => p with { Kind = MissingKind.Actual, Indicator = indicator.Name }));
        }

        return missing;
    }

    private static async Task<IEnumerable<MissingInput>> ReviewsAsync(PortalDbContext db, int cycleId, List<MissingInput> people, CancellationToken cancellation)
    {
        var reviews = (await db.Reviews.AsNoTracking()
            .Where(r => r.CycleId == cycleId && NotIn.Contains(r.State))
            // the next level up has judged in the place of a manager who did not
            .Where(r => r.Relationship != Relationship.Manager || !db.Reviews.Counting().HandedIn().Any(o => o.ParticipantId == r.ParticipantId && o.Relationship == Relationship.Manager))
            .OrderBy(r => r.Relationship)
            .Select(r => new { r.ParticipantId, r.Relationship, r.State })
            .ToListAsync(cancellation)).ToLookup(r => r.ParticipantId);
        return people.SelectMany(p => reviews[p.ParticipantId]
            .OrderBy(r => r.Relationship)
            .Select(r => p with { Kind = MissingKind.Review, Group = r.Relationship.AsSource(), State = r.State }));
    }

    private static async Task<List<MissingInput>> GroupsAsync(PortalDbContext db, ScoringCycle cycle, List<MissingInput> people, CancellationToken cancellation)
    {
        var counted = GroupVisibility.AnonymousGroups
            .Where(g => cycle.Template.Indicators.Any(i => i.Sources.Any(s => s.Source == g.AsSource() && s.Share > 0)))
            .ToList();
        if (counted.Count == 0)
        {
            return [];
        }

        var submitted = (await db.Reviews.AsNoTracking()
            .Counting().HandedIn()
            .Where(r => r.CycleId == cycle.Id)
            .GroupBy(r => new { r.ParticipantId, r.Relationship })
            .Select(g => new { g.Key.ParticipantId, g.Key.Relationship, Count = g.Count() })
            .ToListAsync(cancellation)).ToLookup(g => g.ParticipantId);
        var customers = await CustomerAnswers.CountsAsync(db, cycle.Id, cancellation);
        var missing = new List<MissingInput>();
        foreach (var person in people)
        {
            var counts = submitted[person.ParticipantId].ToDictionary(g => g.Relationship, g => g.Count);
            counts[Relationship.Customer] = counts.GetValueOrDefault(Relationship.Customer) + customers.GetValueOrDefault(person.ParticipantId);
            var groups = GroupVisibility.Of(counts, cycle.Threshold);
            missing.AddRange(counted
                .Where(g => groups.Of(g) == GroupView.Suppressed)
                .Select(g => person with { Kind = MissingKind.Group, Group = g.AsSource() }));
        }

        return missing;
    }
}
