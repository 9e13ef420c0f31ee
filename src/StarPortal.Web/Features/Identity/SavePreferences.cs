using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;

namespace StarPortal.Web.Features.Identity;

/// <summary>Keeps a signed-in person's language and theme for the next browser. Nothing happens for a visitor.</summary>
public sealed class SavePreferences(IDbContextFactory<PortalDbContext> factory)
{
    public Task LanguageAsync(ClaimsPrincipal user, string language, CancellationToken cancellation) =>
        SaveAsync(user, (db, id) => db.Users.Where(a => a.Id == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Language, language), cancellation), cancellation);

    public Task ThemeAsync(ClaimsPrincipal user, bool dark, CancellationToken cancellation) =>
        SaveAsync(user, (db, id) => db.Users.Where(a => a.Id == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.DarkTheme, dark), cancellation), cancellation);

    private async Task SaveAsync(ClaimsPrincipal user, Func<PortalDbContext, int, Task> save, CancellationToken cancellation)
    {
        if (!int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id))
        {
            return;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(() => save(db, id), cancellation);
    }
}
