using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Results.Comments;

/// <param name="Text">As it is shown: the words are all that the page knows of a comment in a group.</param>
public sealed record HideShownCommentCommand(int ParticipantId, string ItemKey, Source From, string Text, string Reason);

/// <summary>HR takes a comment that a result shows out of sight, without learning who wrote it.</summary>
public sealed class HideShownComment(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(HideShownCommentCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ShownCommentScene.LoadAsync(db, command.ParticipantId, actor, cancellation) is not { } seen)
        {
            return ResultErrors.NotAllowed;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockCycleAsync(seen.CycleId, cancellation);
                var scene = await ShownCommentScene.LoadAsync(db, command.ParticipantId, actor, cancellation);
                var places = scene?.Places(command.ItemKey, command.From, command.Text, hidden: false) ?? [];
                return places.Count == 0
                    ? SharedErrors.ChangedElsewhere
                    : await CommentHiding.HideAsync(db, places, command.Reason, actor, clock.GetUtcNow().UtcDateTime, cancellation);
            },
            cancellation);
    }
}
