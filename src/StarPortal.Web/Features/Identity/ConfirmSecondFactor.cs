using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Features.Identity;

/// <param name="Recovery">The code is one of the recovery codes.</param>
public sealed record ConfirmSecondFactorCommand(int AccountId, string Code, bool Recovery, string? Address);

/// <summary>The second step of signing in. Wrong codes count towards the lock-out like wrong passwords.</summary>
public sealed class ConfirmSecondFactor(IDbContextFactory<PortalDbContext> factory, SecondFactor second, TimeProvider clock)
{
    public async Task<Result> RunAsync(ConfirmSecondFactorCommand command, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var secret = command.Recovery ? null : await second.SecretAsync(db, command.AccountId, cancellation);
        // a wrong code is a successful write: the failure is counted
        var right = await db.WriteAsync(() => TryAsync(db, command, secret, cancellation), cancellation);
        PortalTelemetry.SignInTried("code", right);
        return right ? Result.Ok : IdentityErrors.CodeWrong;
    }

    private async Task<bool> TryAsync(PortalDbContext db, ConfirmSecondFactorCommand command, byte[]? secret, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var attempt = await SignInAttempts.BeginAsync(db, command.AccountId, now, cancellation);
        var right = attempt is { Locked: false, NeedsCode: true } && attempt.State.MayAct(now) && (command.Recovery
            ? await second.UseRecoveryCodeAsync(db, command.AccountId, command.Code, cancellation)
            : await SecondFactor.UseCodeAsync(db, command.AccountId, secret, command.Code, now, cancellation));
        if (right)
        {
            await SignIn.CompleteAsync(db, attempt!, command.Address, command.Recovery ? "recovery code" : "code", now, cancellation);
        }
        else
        {
            SignInAttempts.AuditFailure(db, attempt, command.Address, attempt is { Locked: true } ? "locked out" : "wrong code", now);
        }

        return right;
    }
}
