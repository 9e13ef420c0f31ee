using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Company;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Gives certificates their numbers, codes and design, for every use case that issues some.</summary>
public sealed class CertificateIssuing(IOptions<PortalOptions> portal, TimeProvider clock)
{
    /// <summary>
    /// Issues one certificate each. Only in a write transaction that has locked the cycle and found that none of them has one:
    /// numbers have no gap because they are given out in the same transaction as the certificates that bear them.
    /// </summary>
    public async Task<IReadOnlyList<Certificate>> IssueAsync(PortalDbContext db, IReadOnlyList<CertificateSubject> subjects, Actor actor, CancellationToken cancellation)
    {
        if (subjects.Count == 0)
        {
            return [];
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var issued = await MakeAsync(db, subjects, actor, now, cancellation);
        db.Certificates.AddRange(issued);
        await db.SaveChangesAsync(cancellation);
        foreach (var certificate in issued)
        {
            var details = string.Create(CultureInfo.InvariantCulture, $"number={certificate.Number}, level={certificate.Level}, cycle={certificate.CycleId}");
            db.Audit(actor, new AuditNote("Documents.CertificateIssued", "Certificate", certificate.Id, certificate.EmployeeId, Details: details), now);
        }

        return issued;
    }

    /// <summary>
    /// Issues many without tracking them, under the same conditions. Whoever has a chunk of them issued notes in the audit
    /// trail how many; the certificates themselves say who got which and are never removed.
    /// </summary>
    public async Task IssueManyAsync(PortalDbContext db, IReadOnlyList<CertificateSubject> subjects, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (subjects.Count > 0)
        {
            await db.InsertAsync(await MakeAsync(db, subjects, actor, now, cancellation), null, cancellation);
        }
    }

    private async Task<List<Certificate>> MakeAsync(PortalDbContext db, IReadOnlyList<CertificateSubject> subjects, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(portal.Value.TimeZone)));
        var designId = await Brands.DesignAsync(db, portal.Value, cancellation);
        var first = await ReserveAsync(db, today.Year, subjects.Count, cancellation);
        return [.. subjects.Select((s, i) => new Certificate(new CertificateNumber(today.Year, first + i), CertificateCode.Create(), s, designId, today, actor, now))];
    }

    /// <returns>The first of so many numbers, which nobody else gets.</returns>
    private static async Task<int> ReserveAsync(PortalDbContext db, int year, int count, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "CertificateCounters" ("Year", "Last") VALUES ({year}, 0) ON CONFLICT ("Year") DO NOTHING""", cancellation);
        // the row stays locked until the transaction ends
        await db.CertificateCounters.Where(c => c.Year == year).ExecuteUpdateAsync(s => s.SetProperty(c => c.Last, c => c.Last + count), cancellation);
        var last = await db.CertificateCounters.AsNoTracking().Where(c => c.Year == year).Select(c => c.Last).SingleAsync(cancellation);
        return last - count + 1;
    }
}
