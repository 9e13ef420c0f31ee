using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>One person's invitation, for the list that is handed out.</summary>
public sealed record InvitationRow(string Name, string Email, string Number, IssuedLink Link);

/// <summary>Makes an invitation link for every account that has no password and that the actor may manage. Earlier invitations become void.</summary>
public sealed class InviteEverybody(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<InvitationRow[]>> RunAsync(string reason, Actor actor, CancellationToken cancellation)
    {
        if (!AccountAccess.CanView(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = new List<InvitationRow>();
        await db.WriteAsync(
            async () =>
            {
                var waiting = await WaitingAsync(db, actor, now, cancellation);
                var ids = waiting.ConvertAll(a => (int?)a.Id);
                await db.OneTimeLinks.Where(l => ids.Contains(l.AccountId)).ExecuteDeleteAsync(cancellation);
                foreach (var account in waiting)
                {
                    var (link, secret) = OneTimeLink.Create(LinkKind.Invitation, account.Id, now);
                    db.OneTimeLinks.Add(link);
                    rows.Add(new InvitationRow(account.Name, account.Email, account.Number, PortalLinks.Of(link, secret)));
                }

                db.Audit(actor, new AuditNote("Identity.InvitedEverybody", "Account", Reason: reason, Details: $"{rows.Count} invitations"), now);
            },
            cancellation);
        return rows.ToArray();
    }

    private static async Task<List<Waiting>> WaitingAsync(PortalDbContext db, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now);
        var found = await db.Users.AsNoTracking()
            .Where(a => a.PasswordHash == null && !a.Disabled && (a.Employee == null || a.Employee.LeaveDate == null || a.Employee.LeaveDate >= today))
            .OrderBy(a => a.DisplayName)
            .Select(a => new Waiting(a.Id, a.EmployeeId, a.Roles, a.DisplayName, a.Email ?? "", a.Employee == null ? "" : a.Employee.Number))
            .ToListAsync(cancellation);
        return found.FindAll(a => AccountAccess.CanManage(actor, new AccountSubject(a.Id, a.EmployeeId, a.Roles)));
    }

    private sealed record Waiting(int Id, int? EmployeeId, Roles Roles, string Name, string Email, string Number);
}
