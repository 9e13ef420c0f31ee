using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Preferences;

/// <summary>Switches off what a signed link names. Doing it twice is as good as once.</summary>
public sealed class Unsubscribe(IDbContextFactory<PortalDbContext> factory, UnsubscribeLinks links, MailChoices choices, TimeProvider clock)
{
    /// <summary>What the link would switch off, in the reader's language; null for a link that is none.</summary>
    public string? LabelOf(string token) => links.Read(token) is { } wish && choices.IsSwitchable(wish.Kind) ? choices.LabelOf(wish.Kind) : null;

    public async Task<Result> ByLinkAsync(string token, CancellationToken cancellation)
    {
        if (links.Read(token) is not { } wish)
        {
            return SharedErrors.NotAllowed;
        }

        if (!choices.IsSwitchable(wish.Kind))
        {
            return NotificationErrors.Mandatory;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!await db.Employees.AnyAsync(e => e.Id == wish.EmployeeId, cancellation))
        {
            return SharedErrors.NotAllowed;
        }

        await db.WriteAsync(() => db.InsertAsync([new MailOptOut(wish.EmployeeId, wish.Kind, clock.GetUtcNow().UtcDateTime)], null, cancellation, skipKnown: true), cancellation);
        return Result.Ok;
    }
}
