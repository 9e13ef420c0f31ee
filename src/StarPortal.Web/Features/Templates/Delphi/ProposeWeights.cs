using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates.Delphi;

/// <summary>
/// A member's proposal for the open round. It is not in the audit trail: the trail names people, and who proposed what is
/// nobody's to know.
/// </summary>
public sealed class ProposeWeights(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Weights">Percent by key.</param>
    /// <param name="Round">Number of the round that the person saw.</param>
    public sealed record Command(int PanelId, int Round, IReadOnlyDictionary<string, decimal> Weights, string Reason);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => ProposeAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result> ProposeAsync(PortalDbContext db, Command command, Actor actor, CancellationToken cancellation)
    {
        if (await db.LockPanelAsync(command.PanelId, cancellation) is not { } panel || !DelphiAccess.CanPropose(actor, panel.Members.Select(m => m.EmployeeId)))
        {
            return DelphiErrors.NotFound;
        }

        return panel.OpenRound is { } round && round.Number != command.Round
            ? SharedErrors.ChangedElsewhere
            : panel.Propose(actor.EmployeeId!.Value, command.Weights, command.Reason, clock.GetUtcNow().UtcDateTime);
    }
}
