using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Features.Identity;

/// <param name="User">E-mail or employee number.</param>
/// <param name="Address">Network address, for the audit trail.</param>
public sealed record SignInCommand(string User, string Password, string? Address);

/// <param name="NeedsCode">The password was right; the second factor is still to come.</param>
public sealed record SignInAnswer(int AccountId, bool NeedsCode);

/// <summary>
/// Checks a password. Unknown, locked, disabled accounts and wrong passwords get one answer after one time: each is
/// checked against a hash, and no failure is told before <see cref="SignInLimits.FailureMilliseconds"/>.
/// </summary>
public sealed class SignIn(IDbContextFactory<PortalDbContext> factory, HashWorkers hashes, TimeProvider clock, IOptions<PortalOptions> options)
{
    public async Task<Result<SignInAnswer>> RunAsync(SignInCommand command, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await TryAsync(command, cancellation);
        PortalTelemetry.SignInTried("password", result.Succeeded);
        var rest = TimeSpan.FromMilliseconds(options.Value.SignIn.FailureMilliseconds) - Stopwatch.GetElapsedTime(started);
        if (result.Failed && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, cancellation);
        }

        return result;
    }

    private async Task<Result<SignInAnswer>> TryAsync(SignInCommand command, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var id = await FindAsync(db, command.User.Trim(), cancellation);
        var attempt = await db.WriteAsync(() => SignInAttempts.BeginAsync(db, id, now, cancellation), cancellation);
        var verified = await hashes.VerifyAsync(attempt?.PasswordHash, command.Password, cancellation);
        if (Refusal(attempt, verified, now) is { } why)
        {
            SignInAttempts.AuditFailure(db, attempt, command.Address, why, now);
            await db.SaveChangesAsync(cancellation);
            return IdentityErrors.SignInFailed;
        }

        var newHash = verified == PasswordVerificationResult.SuccessRehashNeeded ? await hashes.HashAsync(command.Password, cancellation) : null;
        await db.WriteAsync(() => SucceedAsync(db, attempt!, command.Address, newHash, now, cancellation), cancellation);
        return new SignInAnswer(attempt!.AccountId, attempt.NeedsCode);
    }

    private static string? Refusal(SignInAttempt? attempt, PasswordVerificationResult verified, DateTime now) =>
        attempt is null ? "unknown account"
        : attempt.Locked ? "locked out"
        : verified == PasswordVerificationResult.Failed ? "wrong password"
        : !attempt.State.MayAct(now) ? "disabled or left"
        : null;

    private static async Task SucceedAsync(PortalDbContext db, SignInAttempt attempt, string? address, string? newHash, DateTime now, CancellationToken cancellation)
    {
        if (newHash is not null)
        {
            // not over a password that was changed while this one was checked
            await db.Users.Where(a => a.Id == attempt.AccountId && a.PasswordHash == attempt.PasswordHash)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.PasswordHash, newHash), cancellation);
        }

        if (attempt.NeedsCode)
        {
            await SignInAttempts.ForgiveAsync(db, attempt, cancellation);
            return;
        }

        await CompleteAsync(db, attempt, address, "password", now, cancellation);
    }

    /// <summary>The last step of every way in: failures are forgotten, the moment kept, the trail written.</summary>
    internal static async Task CompleteAsync(PortalDbContext db, SignInAttempt attempt, string? address, string how, DateTime now, CancellationToken cancellation)
    {
        await SignInAttempts.ForgetAsync(db, attempt, cancellation);
        await db.Users.Where(a => a.Id == attempt.AccountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.LastSignInAt, now), cancellation);
        db.Audit(SignInAttempts.ActorOf(attempt, address), new AuditNote("Identity.SignedIn", "Account", attempt.AccountId, attempt.EmployeeId, Details: how), now);
    }

    private static async Task<int> FindAsync(PortalDbContext db, string user, CancellationToken cancellation)
    {
        if (user.Contains('@', StringComparison.Ordinal))
        {
            var email = Account.Normalize(user);
            return await db.Users.Where(a => a.NormalizedUserName == email).Select(a => a.Id).SingleOrDefaultAsync(cancellation);
        }

        string[] forms = [user, user.ToUpperInvariant(), user.ToLowerInvariant()];
        return await db.Users
            .Where(a => a.Employee != null && forms.Contains(a.Employee.Number))
            .OrderByDescending(a => a.Employee!.Number == user)
            .Select(a => a.Id)
            .FirstOrDefaultAsync(cancellation);
    }
}
