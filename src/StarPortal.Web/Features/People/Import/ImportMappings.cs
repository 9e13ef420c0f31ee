using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;

namespace StarPortal.Web.Features.People.Import;

/// <summary>Saved answers to "which column is which field": kept under a name, found again by a file's header.</summary>
public sealed class ImportMappings(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const string Kind = "People";

    public async Task<IReadOnlyDictionary<string, PeopleMapping>> AllAsync(Actor actor, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanImport(actor))
        {
            return new Dictionary<string, PeopleMapping>();
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await db.ImportMappings.AsNoTracking().OrderBy(m => m.Name).Select(m => new { m.Name, m.Json }).ToListAsync(cancellation);
        return rows.Select(r => (r.Name, Mapping: Read(r.Json))).Where(r => r.Mapping is not null).ToDictionary(r => r.Name, r => r.Mapping!);
    }

    /// <summary>The saved mapping that speaks of most columns of this header; null when none fits.</summary>
    public async Task<(string Name, IReadOnlyDictionary<PeopleField, int> Columns)?> FindAsync(IReadOnlyList<string> header, Actor actor, CancellationToken cancellation)
    {
        var fitting = (await AllAsync(actor, cancellation)).Select(m => (m.Key, Columns: m.Value.In(header))).Where(m => m.Columns is not null).ToList();
        return fitting.Count == 0 ? null : fitting.OrderByDescending(m => m.Columns!.Count).Select(m => (m.Key, m.Columns!)).First();
    }

    public async Task<Result> SaveAsync(string name, PeopleMapping mapping, Actor actor, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanImport(actor))
        {
            return PeopleErrors.NotAllowed;
        }

        name = name.Trim();
        if (name.Length is 0 or > 200)
        {
            return PeopleErrors.MappingNameRequired;
        }

        var json = JsonSerializer.Serialize(new Stored(Kind, mapping.Headings.ToDictionary(h => h.Key, h => h.Value)), JsonColumn.Options);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var saved = await db.ImportMappings.SingleOrDefaultAsync(m => m.Name == name, cancellation);
        if (saved is null)
        {
            db.ImportMappings.Add(new ImportMapping(name, json));
        }
        else
        {
            saved.Replace(json);
        }

        db.Audit(actor, new AuditNote("People.MappingSaved", nameof(ImportMapping), Details: name), clock.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return Result.Ok;
        }
        catch (DbUpdateException)
        {
            // somebody else saved a mapping of this name in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    private static PeopleMapping? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(json, JsonColumn.Options) is { Kind: Kind, Headings: { } headings } ? new PeopleMapping(headings) : null;
        }
        catch (JsonException)
        {
            // another feature's
            return null;
        }
    }

    private sealed record Stored(string Kind, Dictionary<PeopleField, string>? Headings);
}
