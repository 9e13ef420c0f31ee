using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>
/// Notes beside a review: what the writer gave the person, what givers shared with the writer as the manager, and in a self
/// review what the writer received. A note is between people: a delegate sees none of the reviewer's.
/// </summary>
internal sealed class NotesEvidence(IDbContextFactory<PortalDbContext> factory) : IReviewEvidence
{
    private const int Most = 30;

    public int Order => 30;

    public async Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me || me != about.ReviewerId)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        // a day more on both sides: the period's days are the company's, the moments are not
        var (begin, until) = (about.Start.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), about.End.AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var self = about.Relationship == Relationship.Self && me == about.SubjectId;
        var manager = about.Relationship == Relationship.Manager;
        var notes = await (from n in db.FeedbackNotes.AsNoTracking()
                           join f in db.Employees on n.FromId equals f.Id
                           where n.ToId == about.SubjectId && n.State == NoteState.Sent && n.SentAt >= begin && n.SentAt < until
                               && (self || n.FromId == me || (manager && n.SharedWithId == me))
                           orderby n.SentAt descending
                           select new { Note = n, From = f.Name }).Take(Most).ToListAsync(cancellation);
        return
        [
            .. notes.Where(r => NoteAccess.CanRead(actor, r.Note.FromId, r.Note.ToId, r.Note.SharedWithId, r.Note.State)).Select(r => new EvidencePiece(
                NotesText.EvidenceHeading, NoteWords.Title(r.Note.Kind, r.From), r.Note.SentAt, NoteWords.Text(r.Note.Situation, r.Note.Behaviour, r.Note.Impact),
                $"{NoteStore.NotesPage}?view={(self ? "received" : r.Note.FromId == me ? "given" : "team")}")),
        ];
    }
}
