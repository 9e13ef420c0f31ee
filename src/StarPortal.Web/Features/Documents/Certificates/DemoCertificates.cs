using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Certificates for everybody whose level in the demo company's closed cycle brings one; one is revoked.</summary>
internal sealed class DemoCertificates(IDbContextFactory<PortalDbContext> factory, CertificateIssuing issuing, TimeProvider clock) : IDemoPart
{
    private const int Chunk = 500;
    private static readonly Actor Demo = Actor.System("Demo");

    public int Order => 70;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Closed && c.StarProgrammeVersionId != null).OrderBy(c => c.Id)
            .Select(c => new { c.Id, Version = c.StarProgrammeVersionId!.Value }).ToListAsync(cancellation);
        foreach (var cycle in cycles)
        {
            var programme = await db.Set<StarProgrammeVersion>().AsNoTracking().Where(v => v.Id == cycle.Version).Select(v => v.Definition).SingleAsync(cancellation);
            var promised = programme.Levels.Where(l => l.Benefits.Any(b => b.Kind == BenefitKind.Certificate)).Select(l => l.Number).ToList();
            await IssueAsync(cycle.Id, promised.Count > 0 ? promised : [.. programme.Levels.Where(l => l.Number > 1).Select(l => l.Number)], cancellation);
        }

        await EndSomeAsync(cancellation);
    }

    private async Task IssueAsync(int cycleId, List<int> levels, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var subjects = (await CertificateSubjects.OfAsync(db, cycleId, cancellation))!;
        var rows = await CertificateSubjects.In(db, cycleId, levels, null)
            .Where(r => !db.Certificates.Any(c => c.CycleId == cycleId && c.EmployeeId == r.EmployeeId))
            .OrderBy(r => r.DepartmentPath).ThenBy(r => r.Name).ThenBy(r => r.EmployeeId).ToListAsync(cancellation);
        foreach (var chunk in rows.Chunk(Chunk))
        {
            await using var chunkDb = await factory.CreateDbContextAsync(cancellation);
            await chunkDb.WriteAsync(() => issuing.IssueAsync(chunkDb, [.. chunk.Select(r => subjects.Of(cycleId, r))], Demo, cancellation), cancellation);
        }
    }

    // so that every state can be seen
    private async Task EndSomeAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Certificates.CountAsync(cancellation) >= 4 && await db.Certificates.OrderByDescending(c => c.Id).FirstAsync(cancellation) is { } last)
        {
            last.Revoke("Issued to the wrong person", Demo, now);
            db.Audit(Demo, new Domain.Audit.AuditNote("Documents.CertificateRevoked", "Certificate", last.Id, last.EmployeeId, last.EndReason!, $"number={last.Number}"), now);
            await db.SaveChangesAsync(cancellation);
        }
    }
}
