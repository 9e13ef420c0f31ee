using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Shared.Database;

/// <summary>The sheet that the company prints on.</summary>
public sealed class CompanyPaper(IDbContextFactory<PortalDbContext> factory)
{
    /// <param name="chosen">What was chosen for this print; null for the company's own.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<PaperSize> ReadAsync(PaperSize? chosen, CancellationToken cancellation)
    {
        if (chosen is { } paper)
        {
            return paper;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return (await db.CompanySettings.AsNoTracking().Select(s => s.Brand).SingleOrDefaultAsync(cancellation) ?? CompanyBrand.Default).Paper;
    }
}
