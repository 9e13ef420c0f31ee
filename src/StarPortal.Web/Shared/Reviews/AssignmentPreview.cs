using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Shared.Reviews;

/// <summary>What a rule would give: sums, and the first few people with their new reviewers.</summary>
/// <param name="Reviewers">New reviewers in all.</param>
/// <param name="People">Participants who get any.</param>
/// <param name="Most">New reviews of the busiest reviewer.</param>
/// <param name="Overloaded">Reviewers who would then have as many reviews as the cycle warns of.</param>
/// <param name="OwnCase">The rule would choose for the one who asks.</param>
public sealed record AssignmentPreview(
    int Reviewers, int People, int HadARole, int NoRoom, int NotFitting, int Below, int Most, int Overloaded, bool OwnCase, IReadOnlyList<AssignmentPreviewRow> First)
{
    private const int Shown = 8;

    internal static async Task<AssignmentPreview> OfAsync(PortalDbContext db, AssignmentPlan plan, int loadWarning, bool ownCase, DateTime now, CancellationToken cancellation)
    {
        var perReviewer = plan.Pairs.GroupBy(p => p.ReviewerId).ToDictionary(g => g.Key, g => g.Count());
        var loads = await ReviewerLoads.Asked(db, now).GroupBy(r => r.ReviewerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var bySubject = plan.Pairs.GroupBy(p => p.SubjectId).ToList();
        var first = bySubject.Take(Shown).ToList();
        var ids = first.SelectMany(g => g.Select(p => p.ReviewerId).Append(g.Key)).Distinct().ToList();
        var names = await db.Employees.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Name, cancellation);
        return new AssignmentPreview(
            plan.Pairs.Count,
            bySubject.Count,
            plan.HadARole,
            plan.NoRoom,
            plan.NotFitting,
            plan.Below,
            perReviewer.Count == 0 ? 0 : perReviewer.Values.Max(),
            perReviewer.Count(r => r.Value + loads.GetValueOrDefault(r.Key) >= loadWarning),
            ownCase,
            [.. first.Select(g => new AssignmentPreviewRow(names[g.Key], [.. g.Select(p => names[p.ReviewerId])]))]);
    }
}

public sealed record AssignmentPreviewRow(string Name, IReadOnlyList<string> Reviewers);
