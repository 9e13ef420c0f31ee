using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>What can be done to somebody else's account besides roles and links.</summary>
public enum AccountAction
{
    /// <summary>Nobody signs in with it and its sessions end.</summary>
    Disable,
    Enable,

    /// <summary>Lifts a lock-out before its time.</summary>
    Unlock,

    /// <summary>For somebody who lost both the authenticator and the recovery codes.</summary>
    ResetSecondFactor,
}

public sealed record ManageAccountCommand(int AccountId, AccountAction Action, string Reason);

/// <summary>Disables, enables or unlocks an account, or takes its second factor off; each with a reason.</summary>
public sealed class ManageAccount(IDbContextFactory<PortalDbContext> factory, SecondFactor second, TimeProvider clock)
{
    public async Task<Result> RunAsync(ManageAccountCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(() => SaveAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result> SaveAsync(PortalDbContext db, ManageAccountCommand command, Actor actor, CancellationToken cancellation)
    {
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == command.AccountId, cancellation);
        if (account is null || !AccountAccess.CanManage(actor, account.Subject))
        {
            return SharedErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return SharedErrors.ReasonRequired;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var result = await ApplyAsync(db, account, command.Action, now, cancellation);
        if (result.Succeeded)
        {
            db.Audit(actor, new AuditNote($"Identity.{Word(command.Action)}", "Account", account.Id, account.EmployeeId, command.Reason), now);
        }

        return result;
    }

    private async Task<Result> ApplyAsync(PortalDbContext db, Account account, AccountAction action, DateTime now, CancellationToken cancellation)
    {
        var row = db.Users.Where(a => a.Id == account.Id);
        switch (action)
        {
            case AccountAction.Disable:
                if (account.Roles.HasFlag(Roles.Administrator) && await db.KeepAnAdministratorAsync(account.Id, now, cancellation) is { Failed: true } last)
                {
                    return last;
                }

                await row.ExecuteUpdateAsync(s => s.SetProperty(a => a.Disabled, true), cancellation);
                await db.EndSessionsAsync(account.Id, cancellation);
                await db.VoidLinksAsync(account.Id, cancellation);
                break;
            case AccountAction.Enable:
                await row.ExecuteUpdateAsync(s => s.SetProperty(a => a.Disabled, false), cancellation);
                break;
            case AccountAction.Unlock:
                await row.ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, 0).SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null), cancellation);
                break;
            default:
                if (!account.TwoFactorEnabled)
                {
                    return IdentityErrors.SecondFactorOff;
                }

                await second.RemoveAsync(db, account.Id, cancellation);
                await db.EndSessionsAsync(account.Id, cancellation);
                break;
        }

        return Result.Ok;
    }

    private static string Word(AccountAction action) => action switch
    {
        AccountAction.Disable => "Disabled",
        AccountAction.Enable => "Enabled",
        AccountAction.Unlock => "Unlocked",
        _ => "SecondFactorReset",
    };
}
