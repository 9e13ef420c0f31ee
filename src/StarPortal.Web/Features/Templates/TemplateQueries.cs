using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates;

/// <summary>One template of the list with all its versions, the newest first.</summary>
public sealed record TemplateRow(int Id, string Code, LocalText Name, IReadOnlyList<TemplateVersionRow> Versions);

public sealed record TemplateVersionRow(int Number, TemplateState State, DateTime? PublishedAt, string? PublishedBy);

/// <summary>One version as the designer or the read-only page shows it.</summary>
/// <param name="Version">Concurrency token.</param>
/// <param name="Cycles">How many cycles use it.</param>
/// <param name="Draft">Number of the template's draft; null when there is none.</param>
public sealed record TemplateVersionView(
    int TemplateId,
    int Number,
    TemplateState State,
    TemplateDefinition Definition,
    DateTime? PublishedAt,
    string? PublishedBy,
    int Version,
    int Cycles,
    int? Draft)
{
    public TemplateReference Reference => new(TemplateId, Number);
}

/// <summary>Reads form templates. Only HR sees them here; participants read theirs with their cycle.</summary>
public sealed class TemplateQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<TemplateRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanView(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var versions = await db.TemplateVersions.AsNoTracking()
            .OrderBy(v => v.Template!.Code).ThenByDescending(v => v.Number)
            .Select(v => new { v.TemplateId, v.Template!.Code, v.Number, v.State, v.PublishedAt, v.PublishedBy })
            .ToListAsync(cancellation);

        // the name is inside the definition; only the newest version's counts
        var names = await db.FormTemplates.AsNoTracking()
            .Select(t => new { t.Id, t.Versions.OrderByDescending(v => v.Number).First().Definition })
            .ToDictionaryAsync(t => t.Id, t => t.Definition.Name, cancellation);
        return
        [
            .. versions.GroupBy(v => (v.TemplateId, v.Code)).Select(g => new TemplateRow(
                g.Key.TemplateId,
                g.Key.Code,
                names[g.Key.TemplateId],
                [.. g.Select(v => new TemplateVersionRow(v.Number, v.State, v.PublishedAt, v.PublishedBy))])),
        ];
    }

    public async Task<TemplateVersionView?> FindAsync(TemplateReference reference, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanView(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.TemplateVersions.AsNoTracking()
            .Where(v => v.TemplateId == reference.TemplateId && v.Number == reference.Number)
            .Select(v => new TemplateVersionView(
                v.TemplateId,
                v.Number,
                v.State,
                v.Definition,
                v.PublishedAt,
                v.PublishedBy,
                v.Version,
                db.Cycles.Count(c => c.TemplateVersionId == v.Id),
                db.TemplateVersions.Where(d => d.TemplateId == v.TemplateId && d.State == TemplateState.Draft).Select(d => (int?)d.Number).FirstOrDefault()))
            .SingleOrDefaultAsync(cancellation);
    }
}
