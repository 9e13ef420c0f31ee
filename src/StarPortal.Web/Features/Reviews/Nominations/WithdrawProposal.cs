using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>Whoever proposed takes the proposal back, while nobody has decided about it.</summary>
internal sealed class WithdrawProposal(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int nominationId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var seen = await db.Nominations.AsNoTracking().SingleOrDefaultAsync(n => n.Id == nominationId, cancellation);
        return seen is null || !NominationAccess.CanWithdraw(actor, seen.ProposedById)
            ? SharedErrors.NotAllowed
            : await NominationDesk.RunAsync(db, seen.CycleId, [seen.ParticipantId], () => WithdrawAsync(db, nominationId, actor, cancellation), cancellation);
    }

    private async Task<Result> WithdrawAsync(PortalDbContext db, int nominationId, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var nomination = await db.Nominations.SingleAsync(n => n.Id == nominationId, cancellation);
        var done = nomination.Withdraw(actor, now);
        if (done.Succeeded)
        {
            db.Audit(actor, new AuditNote("Reviews.ProposalWithdrawn", nameof(Nomination), nomination.Id, nomination.SubjectId, Details: FormattableString.Invariant($"{nomination.Relationship}: employee {nomination.ReviewerId}")), now);
        }

        return done;
    }
}
