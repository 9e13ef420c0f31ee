using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates.Delphi;

public enum DelphiStep
{
    CloseRound,
    NextRound,
    ClosePanel,
}

/// <summary>The facilitator's steps: closes a round, opens the next one, ends the panel.</summary>
public sealed class MoveDelphiPanel(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Round">Number of the newest round that the person saw: nobody closes a round that somebody else just opened.</param>
    /// <param name="DueAt">For the next round.</param>
    public sealed record Command(int PanelId, DelphiStep Step, int Round, DateTime? DueAt = null);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!DelphiAccess.CanFacilitate(actor))
        {
            return DelphiErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => MoveAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result> MoveAsync(PortalDbContext db, Command command, Actor actor, CancellationToken cancellation)
    {
        if (await db.LockPanelAsync(command.PanelId, cancellation) is not { } panel)
        {
            return DelphiErrors.NotFound;
        }

        if (panel.Rounds.Max(r => r.Number) != command.Round)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var moved = command.Step switch
        {
            DelphiStep.CloseRound => panel.CloseRound(now),
            DelphiStep.NextRound => panel.OpenNextRound(command.DueAt, now),
            _ => panel.Close(now),
        };
        if (moved.Succeeded)
        {
            var action = command.Step switch
            {
                DelphiStep.CloseRound => "Templates.DelphiRoundClosed",
                DelphiStep.NextRound => "Templates.DelphiRoundOpened",
                _ => "Templates.DelphiClosed",
            };
            db.Audit(actor, new AuditNote(action, "DelphiPanel", panel.Id, Details: $"{panel.Rounds.Max(r => r.Number)}"), now);
        }

        return moved;
    }
}
