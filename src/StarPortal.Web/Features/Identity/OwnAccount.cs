using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// Asks somebody who is signed in for the present password again. Wrong answers count towards the lock-out: an open
/// session is no way to guess it.
/// </summary>
public sealed class OwnAccount(IDbContextFactory<PortalDbContext> factory, HashWorkers hashes, TimeProvider clock)
{
    public async Task<Result> ConfirmPasswordAsync(string password, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var attempt = await db.WriteAsync(() => SignInAttempts.BeginAsync(db, actor.AccountId, now, cancellation), cancellation);
        var verified = await hashes.VerifyAsync(attempt?.PasswordHash, password, cancellation);
        if (attempt is null || attempt.Locked || verified == PasswordVerificationResult.Failed)
        {
            SignInAttempts.AuditFailure(db, attempt, actor.Address, "wrong password when asked again", now);
            await db.SaveChangesAsync(cancellation);
            return IdentityErrors.PasswordWrong;
        }

        await db.WriteAsync(() => SignInAttempts.ForgiveAsync(db, attempt, cancellation), cancellation);
        return Result.Ok;
    }
}
