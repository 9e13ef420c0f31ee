using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Results.Comments;

public sealed record RestoreShownCommentCommand(int ParticipantId, string ItemKey, Source From, string Text);

/// <summary>HR shows a hidden comment of a result again.</summary>
public sealed class RestoreShownComment(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(RestoreShownCommentCommand command, Actor actor, CancellationToken cancellation)
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
                var places = scene?.Places(command.ItemKey, command.From, command.Text, hidden: true) ?? [];
                return places.Count == 0
                    ? SharedErrors.ChangedElsewhere
                    : await CommentHiding.RestoreAsync(db, places, null, actor, clock.GetUtcNow().UtcDateTime, cancellation);
            },
            cancellation);
    }
}
