using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Database;

/// <summary>The company's name as documents and public pages say it: HR's own in the reader's language, else the configured one.</summary>
public sealed class CompanyName(IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options)
{
    public async Task<string> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var brand = await db.CompanySettings.AsNoTracking().Select(s => s.Brand).SingleOrDefaultAsync(cancellation);
        return brand is null || brand.Name.IsEmpty ? options.Value.CompanyName : brand.Name.For(CultureInfo.CurrentUICulture.Name);
    }
}
