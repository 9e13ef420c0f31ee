using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>One programme of the list with all its versions, the newest first.</summary>
public sealed record ProgrammeRow(int Id, string Code, LocalText Name, IReadOnlyList<ProgrammeVersionRow> Versions);

public sealed record ProgrammeVersionRow(
    int Id, int Number, StarProgrammeState State, DateOnly? EffectiveFrom, DateOnly? EffectiveTo, DateTime? PublishedAt, string? PublishedBy, int Levels, int Cycles);

/// <summary>One version as the designer or the read-only page shows it.</summary>
/// <param name="Version">Concurrency token.</param>
/// <param name="Cycles">How many cycles use it.</param>
/// <param name="Draft">Number of the programme's draft; null when there is none.</param>
public sealed record ProgrammeView(
    int ProgrammeId,
    int VersionId,
    int Number,
    StarProgrammeState State,
    StarDefinition Definition,
    DateOnly? EffectiveFrom,
    DateOnly? EffectiveTo,
    DateTime? PublishedAt,
    string? PublishedBy,
    int Version,
    int Cycles,
    int? Draft)
{
    public ProgrammeReference Reference => new(ProgrammeId, Number);
}

/// <summary>A published template that criteria can be checked against.</summary>
public sealed record TemplateOption(int VersionId, LocalText Name, int Number, TemplateDefinition Definition);

/// <summary>Something to pick for the population.</summary>
public sealed record PopulationChoice(int Id, string Label);

/// <summary>What the designer offers besides the draft.</summary>
public sealed record DesignerOffers(
    IReadOnlyList<TemplateOption> Templates,
    IReadOnlyDictionary<string, LocalText> Trainings,
    IReadOnlyList<PopulationChoice> Departments,
    IReadOnlyList<string> Families,
    IReadOnlyList<string> Levels)
{
    /// <summary>The newest template that knows every key the criteria name; null when none does or no key is named.</summary>
    public TemplateOption? TemplateFor(StarDefinition definition)
    {
        List<string> keys = [.. definition.Comparisons.Where(c => c.Fact.NeedsKey && c.Fact.Key.Length > 0).Select(c => c.Fact.Key).Distinct()];
        return keys.Count == 0 ? null : Templates.FirstOrDefault(t => keys.TrueForAll(k => t.Definition.FindIndicator(k) is not null || t.Definition.Sections.Any(s => s.Key == k)));
    }
}

/// <summary>Reads star programmes. Only HR sees them here; participants read theirs with their cycle.</summary>
public sealed class ProgrammeQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<ProgrammeRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var versions = await db.StarProgrammeVersions.AsNoTracking()
            .OrderBy(v => v.Programme!.Code).ThenByDescending(v => v.Number)
            .Select(v => new
            {
                v.Id,
                v.ProgrammeId,
                v.Programme!.Code,
                v.Number,
                v.State,
                v.EffectiveFrom,
                v.EffectiveTo,
                v.PublishedAt,
                v.PublishedBy,
                v.Definition,
                Cycles = db.Cycles.Count(c => c.StarProgrammeVersionId == v.Id),
            })
            .ToListAsync(cancellation);
        return
        [
            .. versions.GroupBy(v => (v.ProgrammeId, v.Code)).Select(g => new ProgrammeRow(
                g.Key.ProgrammeId,
                g.Key.Code,
                g.First().Definition.Name,
                [.. g.Select(v => new ProgrammeVersionRow(v.Id, v.Number, v.State, v.EffectiveFrom, v.EffectiveTo, v.PublishedAt, v.PublishedBy, v.Definition.Levels.Count, v.Cycles))])),
        ];
    }

    /// <param name="number">Null for the newest.</param>
    public async Task<ProgrammeView?> FindAsync(int programmeId, int? number, Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.StarProgrammeVersions.AsNoTracking()
            .Where(v => v.ProgrammeId == programmeId && (number == null || v.Number == number))
            .OrderByDescending(v => v.Number)
            .Select(v => new ProgrammeView(
                v.ProgrammeId,
                v.Id,
                v.Number,
                v.State,
                v.Definition,
                v.EffectiveFrom,
                v.EffectiveTo,
                v.PublishedAt,
                v.PublishedBy,
                v.Version,
                db.Cycles.Count(c => c.StarProgrammeVersionId == v.Id),
                db.StarProgrammeVersions.Where(d => d.ProgrammeId == v.ProgrammeId && d.State == StarProgrammeState.Draft).Select(d => (int?)d.Number).FirstOrDefault()))
            .FirstOrDefaultAsync(cancellation);
    }

    public async Task<DesignerOffers> OffersAsync(Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return new DesignerOffers([], StarNames.None.Trainings, [], [], []);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var templates = await db.TemplateVersions.AsNoTracking().Where(v => v.State == TemplateState.Published)
            .OrderByDescending(v => v.Id).Select(v => new { v.Id, v.Number, v.Definition }).ToListAsync(cancellation);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Path.Length).ThenBy(d => d.Name).Select(d => new { d.Id, d.Name, d.Path }).ToListAsync(cancellation);
        return new DesignerOffers(
            [.. templates.Select(t => new TemplateOption(t.Id, t.Definition.Name, t.Number, t.Definition))],
            await db.TrainingNamesAsync(cancellation),
            [.. Trails(departments.ConvertAll(d => (d.Id, d.Name, d.Path)))],
            await db.Employees.AsNoTracking().Where(e => e.JobFamily != "").Select(e => e.JobFamily).Distinct().OrderBy(f => f).ToListAsync(cancellation),
            await db.Employees.AsNoTracking().Where(e => e.Level != "").Select(e => e.Level).Distinct().OrderBy(l => l).ToListAsync(cancellation));
    }


    private static IEnumerable<PopulationChoice> Trails(List<(int Id, string Name, string Path)> departments)
    {
        var names = departments.ToDictionary(d => d.Path, d => d.Name, StringComparer.Ordinal);
        foreach (var (id, _, path) in departments)
        {
            var parts = path.Trim('/').Split('/');
            var trail = Enumerable.Range(1, parts.Length).Select(n => names.GetValueOrDefault($"/{string.Join('/', parts.Take(n))}/", ""));
            yield return new PopulationChoice(id, string.Join(" › ", trail.Where(t => t.Length > 0)));
        }
    }
}
