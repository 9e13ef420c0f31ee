using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Cycles.CheckIns;

/// <summary>The cycle's check-ins beside the manager's review and the self review; nobody else sees them, nor does a delegate.</summary>
internal sealed class CheckInEvidence(IDbContextFactory<PortalDbContext> factory) : IReviewEvidence
{
    public int Order => 10;

    public async Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId != about.ReviewerId || about.Relationship is not (Relationship.Self or Relationship.Manager))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await (from c in db.CheckIns.AsNoTracking()
                          join p in db.Participants on c.ParticipantId equals p.Id
                          where c.ParticipantId == about.ParticipantId && c.CycleId == about.CycleId
                          orderby c.SharedAt descending, c.Id descending
                          select new { CheckIn = c, p.EmployeeId, p.ManagerId }).ToListAsync(cancellation);
        return
        [
            .. rows.Where(r => CheckInAccess.CanRead(actor, r.EmployeeId, r.ManagerId, r.CheckIn.AuthorId)).Select(r => new EvidencePiece(
                CheckInsText.Title, CheckInWords.Of(r.CheckIn.Status), r.CheckIn.SharedAt, Text(r.CheckIn), CheckInWords.Href(r.CheckIn.ParticipantId))),
        ];
    }

    private static string Text(CheckIn c)
    {
        var text = $"{CheckInsText.Progress}: {c.Progress}\n{CheckInsText.NextSteps}: {c.NextSteps}";
        return c.Comment.Length == 0 ? text : $"{text}\n{CheckInsText.EmployeeComment}: {c.Comment}";
    }
}
