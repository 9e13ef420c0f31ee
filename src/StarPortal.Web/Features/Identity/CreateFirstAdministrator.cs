using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// First start outside Development: one administrator from the settings, or a one-time set-up link on the console.
/// Nothing has a default password.
/// </summary>
public sealed class CreateFirstAdministrator(
    IDbContextFactory<PortalDbContext> factory,
    SetUpAdministrator setUp,
    PortalLinks links,
    TimeProvider clock,
    IOptions<PortalOptions> options)
{
    /// <exception cref="OptionsValidationException">The e-mail or password of the settings cannot be used; the message says why.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (await setUp.IsDoneAsync(cancellation))
        {
            return;
        }

        var admin = options.Value.Admin;
        if (admin.Email.Length == 0 && admin.Password.Length == 0)
        {
            // not a log: the link is a secret
            Console.WriteLine(await NewLinkAsync(cancellation));
            return;
        }

        var result = await setUp.CreateAsync(admin.Email, admin.Name, admin.Password, Actor.System("first start"), null, cancellation);
        if (result.Failed)
        {
            throw new OptionsValidationException(
                PortalOptions.Section,
                typeof(PortalOptions),
                [.. result.Errors.Select(e => $"{PortalOptions.Section}:Admin: {ErrorText.For(e)}")]);
        }

        Console.WriteLine($"The administrator {admin.Email} can sign in now. Remove the password from the settings.");
    }

    private async Task<string> NewLinkAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var (link, secret) = OneTimeLink.Create(LinkKind.SetUp, null, clock.GetUtcNow().UtcDateTime);
        await db.WriteAsync(
            async () =>
            {
                // the link of an earlier start may lie in an old terminal
                await db.OneTimeLinks.Where(l => l.Kind == LinkKind.SetUp).ExecuteDeleteAsync(cancellation);
                db.OneTimeLinks.Add(link);
                db.Audit(Actor.System("first start"), new AuditNote("Identity.SetUpLinkIssued", "Account"), link.CreatedAt);
            },
            cancellation);
        return $"""

              StarPortal has no administrator yet. Open this link once to make one:
              {links.Absolute(PortalLinks.Of(link, secret).Path)}

            """;
    }
}
