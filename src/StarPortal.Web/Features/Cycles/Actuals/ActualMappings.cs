using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>Remembers, per person, what the columns of their files were: the next file with the same headings needs no choosing.</summary>
public sealed class ActualMappings(IDbContextFactory<PortalDbContext> factory)
{
    private const string Kind = "Actuals";

    // beyond, the oldest headings are forgotten
    private const int MostHeadings = 500;

    public async Task<IReadOnlyDictionary<string, ActualColumnRole>> LoadAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var name = NameOf(actor);
        return Read(await db.ImportMappings.AsNoTracking().Where(m => m.Name == name).Select(m => m.Json).SingleOrDefaultAsync(cancellation));
    }

    /// <summary>Best effort: who imports in two windows at once keeps one of the two.</summary>
    public async Task RememberAsync(IReadOnlyList<string> header, ActualMapping mapping, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var name = NameOf(actor);
        var saved = await db.ImportMappings.SingleOrDefaultAsync(m => m.Name == name, cancellation);
        var roles = new Dictionary<string, ActualColumnRole>(StringComparer.Ordinal);
        foreach (var (heading, role) in header.Select(h => h.Trim()).Zip(mapping.Columns).Where(c => c.First.Length > 0))
        {
            roles[heading] = role;
        }

        foreach (var (heading, role) in Read(saved?.Json).TakeWhile(_ => roles.Count < MostHeadings))
        {
            roles.TryAdd(heading, role);
        }

        var json = JsonSerializer.Serialize(new Stored(Kind, roles), JsonColumn.Options);
        if (saved is null)
        {
            db.ImportMappings.Add(new ImportMapping(name, json));
        }
        else if (saved.Json != json)
        {
            saved.Replace(json);
        }

        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // the other window's choice stands
        }
    }

    private static string NameOf(Actor actor) => string.Create(CultureInfo.InvariantCulture, $"{Kind} {actor.AccountId}");

    private static Dictionary<string, ActualColumnRole> Read(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<Stored>(json, JsonColumn.Options) is { Kind: Kind, Roles: { } roles } ? roles : [];
        }
        catch (JsonException)
        {
            // of another version
            return [];
        }
    }

    private sealed record Stored(string Kind, Dictionary<string, ActualColumnRole>? Roles);
}
