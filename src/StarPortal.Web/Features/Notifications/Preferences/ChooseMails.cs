using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Preferences;

/// <summary>A person says which kinds they want by e-mail.</summary>
public sealed class ChooseMails(IDbContextFactory<PortalDbContext> factory, MailChoices choices, TimeProvider clock)
{
    /// <param name="wanted">Kinds that stay on; those that cannot be switched off stay on anyway.</param>
    /// <param name="actor">Whose mails they are.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<Result> RunAsync(IReadOnlyCollection<string> wanted, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return SharedErrors.NotAllowed;
        }

        var known = (await choices.MineAsync(actor, cancellation)).Where(c => !c.Mandatory).Select(c => c.Kind).ToList();
        var off = known.Except(wanted, StringComparer.Ordinal).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                await db.MailOptOuts.Where(o => o.EmployeeId == me && !off.Contains(o.Kind)).ExecuteDeleteAsync(cancellation);
                await db.InsertAsync(off.ConvertAll(k => new MailOptOut(me, k, now)), null, cancellation, skipKnown: true);
            },
            cancellation);
        return Result.Ok;
    }
}
