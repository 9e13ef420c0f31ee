using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Tests.Architecture;

public sealed partial class StorageTests
{
    [Fact]
    public void Migrations_ExistForBothProviders()
    {
        var (sqlite, postgres) = (Migrations("Sqlite"), Migrations("Postgres"));

        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, postgres);
    }

    [Fact]
    public void Entities_AreMappedInTheirOwnFeaturesFolder()
    {
        var entities = typeof(PortalDbContext).GetProperties()
            .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>) && p.DeclaringType == typeof(PortalDbContext))
            .Select(p => p.PropertyType.GetGenericArguments()[0])
            .ToList();
        Assert.True(entities.Count >= 15);
        var mappings = typeof(PortalDbContext).Assembly.GetTypes()
            .SelectMany(t => t.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)).Select(i => (Entity: i.GetGenericArguments()[0], Mapping: t)))
            .ToLookup(m => m.Entity, m => m.Mapping);

        Assert.All(entities, e => Assert.Equal([$"StarPortal.Data.{e.Namespace!.Split('.')[2]}"], mappings[e].Select(m => m.Namespace)));
    }

    [Fact]
    public void Entities_OfTheDomainKeepTheirSettersToThemselves()
    {
        var entities = typeof(PortalDbContext).GetProperties()
            .Where(p => p.PropertyType.IsGenericType && p.DeclaringType == typeof(PortalDbContext))
            .Select(p => p.PropertyType.GetGenericArguments()[0])
            .Where(e => e.Assembly == typeof(Error).Assembly)
            .ToList();
        Assert.NotEmpty(entities);

        Rule.Holds(entities.SelectMany(e => e.GetProperties().Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))).Select(p => $"{e.Name}.{p.Name}")));
    }

    [Fact]
    public void EditableEntities_CarryAVersion()
    {
        var versioned = typeof(Error).Assembly.GetTypes().Where(t => typeof(IVersioned).IsAssignableFrom(t) && t.IsClass).ToList();
        Assert.True(versioned.Count >= 4);

        Assert.All(versioned, v => Assert.Equal(typeof(int), v.GetProperty(nameof(IVersioned.Version), BindingFlags.Public | BindingFlags.Instance)!.PropertyType));
    }

    private static List<string> Migrations(string provider) =>
    [
        .. Directory.GetFiles(Path.Combine(SourceTree.Root, $"src/StarPortal.Data.{provider}/Migrations"), "*.cs")
            .Select(Path.GetFileNameWithoutExtension)
            .Select(f => Migration().Match(f!))
            .Where(m => m.Success)
            .OrderBy(m => m.Value, StringComparer.Ordinal)
            .Select(m => m.Groups[1].Value),
    ];

    [GeneratedRegex(@"^\d{14}_(\w+)$")]
    private static partial Regex Migration();
}
