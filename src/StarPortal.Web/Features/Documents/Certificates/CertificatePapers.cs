using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Company;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Certificates as documents, from what was kept when they were issued.</summary>
public sealed class CertificatePapers(VerifyAddress verify)
{
    /// <param name="db">Any context.</param>
    /// <param name="ids">In the order of the pages.</param>
    /// <param name="languages">Null takes the choice in each certificate's own design; that of the first for the whole document.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<CertificateModel> ReadAsync(PortalDbContext db, IReadOnlyList<int> ids, CertificateLanguages? languages, CancellationToken cancellation)
    {
        var rows = await db.Certificates.AsNoTracking().Where(c => ids.Contains(c.Id))
            .Select(c => new { c.Id, c.Number, c.Code, c.Facts, c.IssuedOn, c.DesignId }).ToDictionaryAsync(c => c.Id, cancellation);
        var designs = rows.Values.Select(r => r.DesignId).Distinct().ToList();
        var brands = await db.CertificateDesigns.AsNoTracking().Where(d => designs.Contains(d.Id)).OrderBy(d => d.Id).Select(d => new { d.Id, d.Brand }).ToListAsync(cancellation);
        var looks = new List<CertificateLook>();
        foreach (var design in brands)
        {
            looks.Add(await Brands.LookAsync(db, design.Id, design.Brand, cancellation));
        }

        var papers = ids.Where(rows.ContainsKey).Select(id => rows[id])
            .Select(r => new CertificatePaper(r.Number, CertificateCode.Printed(r.Code), r.Facts, r.IssuedOn, r.DesignId, verify.Of(r.Code)))
            .ToList();
        var chosen = languages ?? looks.FirstOrDefault(l => papers.Count > 0 && l.Id == papers[0].LookId)?.Brand.Languages ?? CertificateLanguages.Both;
        return new CertificateModel(looks, papers, chosen);
    }
}
