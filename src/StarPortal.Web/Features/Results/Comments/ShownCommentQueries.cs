using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Results.Comments;

/// <summary>A hidden comment as HR sees it on a result: among whose it stands, not who wrote it.</summary>
public sealed record HiddenShownComment(string ItemKey, LocalText Item, Source From, string Text, string Reason, string HiddenBy, DateTime HiddenAt);

/// <summary>Finds the comments behind what a result shows, for HR, who hides without learning who wrote.</summary>
public sealed class ShownCommentQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>What is hidden among the sets that are shown; nothing for anybody but HR on somebody else's result.</summary>
    public async Task<IReadOnlyList<HiddenShownComment>> HiddenAsync(int participantId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ShownCommentScene.LoadAsync(db, participantId, actor, cancellation) is not { } scene)
        {
            return [];
        }

        return
        [
            .. scene.Comments.Where(c => c.Hidden is not null)
                .Select(c => new HiddenShownComment(c.Place.ItemKey, c.Item, c.From, c.Text, c.Hidden!.Reason, c.Hidden.HiddenBy, c.Hidden.HiddenAt))
                // several people may have written the same
                .DistinctBy(c => (c.ItemKey, c.From, c.Text))
                .OrderBy(c => c.ItemKey, StringComparer.Ordinal).ThenBy(c => c.From).ThenBy(c => c.Text, StringComparer.Ordinal),
        ];
    }
}

/// <summary>Every comment of the sets that a result shows, with its place: never leaves this feature.</summary>
internal sealed record ShownCommentScene(int CycleId, IReadOnlyList<PlacedComment> Comments)
{
    /// <summary>Null unless the actor is HR and may read and act on this result.</summary>
    public static async Task<ShownCommentScene?> LoadAsync(PortalDbContext db, int participantId, Actor actor, CancellationToken cancellation)
    {
        var row = await (from p in db.Participants.AsNoTracking()
                         join c in db.Cycles on p.CycleId equals c.Id
                         join t in db.TemplateVersions on c.TemplateVersionId equals t.Id
                         where p.Id == participantId && db.ParticipantResults.Any(r => r.ParticipantId == p.Id && r.CurrentNumber > 0)
                         select new { p.CycleId, p.EmployeeId, p.ManagerId, Participant = p.State, Cycle = c.State, c.ReleasedAt, c.AnonymityThreshold, t.Definition }).SingleOrDefaultAsync(cancellation);
        if (row is null || ResultAccess.ReaderOf(actor, new ResultScene(row.EmployeeId, row.ManagerId, row.Participant, row.Cycle)) != ResultReader.Hr)
        {
            return null;
        }

        var answers = await CountedReviews.PlacedAsync(db, row.CycleId, participantId, row.ReleasedAt is not null, cancellation);
        var hidden = await db.HiddenComments.AsNoTracking().Where(h => h.ParticipantId == participantId && h.RestoredAt == null).ToListAsync(cancellation);
        var shown = ResultVisibility.ShownItems(ResultReader.Hr, row.Definition, row.AnonymityThreshold, [.. answers.Select(a => a.Relationship)]);
        return new ShownCommentScene(
            row.CycleId,
            [
                .. from answer in answers
                   from content in answer.Contents
                   where !string.IsNullOrWhiteSpace(content.Text)
                   let item = shown.FirstOrDefault(s => s.ItemKey == content.ItemKey && s.Relationship == answer.Relationship)
                   where item is not null
                   select new PlacedComment(
                       new CommentPlace(participantId, row.EmployeeId, answer.ReviewId, answer.FeedbackAnswerId, content.ItemKey),
                       item.Item,
                       item.From,
                       content.Text.Trim(),
                       hidden.Find(h => h.ReviewId == answer.ReviewId && h.FeedbackAnswerId == answer.FeedbackAnswerId && h.ItemKey == content.ItemKey)),
            ]);
    }

    /// <summary>The places of one text as it is shown: all of them, where several wrote the same.</summary>
    public IReadOnlyList<CommentPlace> Places(string itemKey, Source from, string text, bool hidden) =>
        [.. Comments.Where(c => c.Place.ItemKey == itemKey && c.From == from && c.Text == text && c.Hidden is not null == hidden).Select(c => c.Place)];
}

internal sealed record PlacedComment(CommentPlace Place, LocalText Item, Source From, string Text, HiddenComment? Hidden);
