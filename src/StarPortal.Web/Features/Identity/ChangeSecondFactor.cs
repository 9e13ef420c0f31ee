using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>Switches one's own second factor on and off. The other sessions end each time.</summary>
public sealed class ChangeSecondFactor(IDbContextFactory<PortalDbContext> factory, SecondFactor second, OwnAccount own, TimeProvider clock)
{
    /// <summary>Switches it on once a code proves that the authenticator has the secret; answers the recovery codes, told once.</summary>
    public async Task<Result<string[]>> EnableAsync(byte[] secret, string code, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (Totp.Verify(secret, code, now, 0) is not { } step)
        {
            return IdentityErrors.CodeWrong;
        }

        var sealedSecret = second.Seal(secret);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result<string[]>>(
            async () =>
            {
                var rows = await db.Users.Where(a => a.Id == actor.AccountId && !a.TwoFactorEnabled).ExecuteUpdateAsync(s => s.SetProperty(a => a.TwoFactorEnabled, true), cancellation);
                if (rows == 0)
                {
                    return IdentityErrors.SecondFactorOn;
                }

                await second.SetAsync(db, actor.AccountId, sealedSecret, step, cancellation);
                var codes = await second.RenewRecoveryCodesAsync(db, actor.AccountId, cancellation);
                await db.EndSessionsAsync(actor.AccountId, cancellation);
                db.Audit(actor, Note("Identity.SecondFactorEnabled", actor), now);
                return codes;
            },
            cancellation);
    }

    public async Task<Result> DisableAsync(string password, Actor actor, CancellationToken cancellation)
    {
        var confirmed = await own.ConfirmPasswordAsync(password, actor, cancellation);
        if (confirmed.Failed)
        {
            return confirmed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                await second.RemoveAsync(db, actor.AccountId, cancellation);
                await db.EndSessionsAsync(actor.AccountId, cancellation);
                db.Audit(actor, Note("Identity.SecondFactorDisabled", actor), clock.GetUtcNow().UtcDateTime);
            },
            cancellation);
        return Result.Ok;
    }

    /// <summary>Ten new recovery codes; the earlier ones are void.</summary>
    public async Task<Result<string[]>> RenewCodesAsync(string password, Actor actor, CancellationToken cancellation)
    {
        var confirmed = await own.ConfirmPasswordAsync(password, actor, cancellation);
        if (confirmed.Failed)
        {
            return confirmed.Error;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result<string[]>>(
            async () =>
            {
                if (!await db.Users.AnyAsync(a => a.Id == actor.AccountId && a.TwoFactorEnabled, cancellation))
                {
                    return IdentityErrors.SecondFactorOff;
                }

                var codes = await second.RenewRecoveryCodesAsync(db, actor.AccountId, cancellation);
                db.Audit(actor, Note("Identity.RecoveryCodesRenewed", actor), clock.GetUtcNow().UtcDateTime);
                return codes;
            },
            cancellation);
    }

    private static AuditNote Note(string action, Actor actor) => new(action, "Account", actor.AccountId, actor.EmployeeId);
}
