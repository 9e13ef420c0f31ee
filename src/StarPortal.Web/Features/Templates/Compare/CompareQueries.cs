using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates.Compare;

/// <summary>Two versions side by side.</summary>
/// <param name="Choices">Every version that can be chosen for either side.</param>
public sealed record CompareView(ComparedVersion? Before, ComparedVersion? After, IReadOnlyList<VersionChoice> Choices);

public sealed record ComparedVersion(TemplateReference Reference, TemplateState State, TemplateDefinition Definition);

public sealed record VersionChoice(TemplateReference Reference, LocalText Name, TemplateState State);

/// <summary>Reads versions to compare, for HR.</summary>
public sealed class CompareQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<CompareView> ViewAsync(TemplateReference? before, TemplateReference? after, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanView(actor))
        {
            return new CompareView(null, null, []);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var versions = await db.TemplateVersions.AsNoTracking()
            .OrderBy(v => v.Template!.Code).ThenByDescending(v => v.Number)
            .Select(v => new { v.TemplateId, v.Number, v.State })
            .ToListAsync(cancellation);
        var names = await db.FormTemplates.AsNoTracking()
            .Select(t => new { t.Id, t.Versions.OrderByDescending(v => v.Number).First().Definition })
            .ToDictionaryAsync(t => t.Id, t => t.Definition.Name, cancellation);
        return new CompareView(
            await FindAsync(db, before, cancellation),
            await FindAsync(db, after, cancellation),
            [.. versions.Select(v => new VersionChoice(new TemplateReference(v.TemplateId, v.Number), names[v.TemplateId], v.State))]);
    }

    private static async Task<ComparedVersion?> FindAsync(PortalDbContext db, TemplateReference? reference, CancellationToken cancellation)
        => reference is null
            ? null
            : await db.TemplateVersions.AsNoTracking()
                .Where(v => v.TemplateId == reference.TemplateId && v.Number == reference.Number)
                .Select(v => new ComparedVersion(new TemplateReference(v.TemplateId, v.Number), v.State, v.Definition))
                .SingleOrDefaultAsync(cancellation);
}
