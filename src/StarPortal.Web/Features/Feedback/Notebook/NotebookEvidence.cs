using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Feedback.Notebook;

/// <summary>Entries of the period about the person, for their author alone: a delegate sees none.</summary>
internal sealed class NotebookEvidence(IDbContextFactory<PortalDbContext> factory) : IReviewEvidence
{
    private const int Most = 50;

    public int Order => 20;

    public async Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me || me != about.ReviewerId || about.Relationship == Relationship.Self)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var entries = await db.NotebookEntries.AsNoTracking()
            .Where(e => e.AuthorId == me && e.SubjectId == about.SubjectId && e.PutAwayAt == null && e.Day >= about.Start && e.Day <= about.End)
            .OrderByDescending(e => e.Day).ThenByDescending(e => e.Id).Take(Most).ToListAsync(cancellation);
        return [.. entries.Where(e => NotebookAccess.CanRead(actor, e.AuthorId)).Select(e => new EvidencePiece(NotebookText.EvidenceHeading, Formats.Day(e.Day), null, e.Text, $"/feedback/notebook/{about.SubjectId}"))];
    }
}
