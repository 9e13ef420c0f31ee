using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates;

/// <summary>Where a version is found: the parts of its address.</summary>
public sealed record TemplateReference(int TemplateId, int Number)
{
    public string Href => $"/templates/{TemplateId}/versions/{Number}";
}

/// <summary>Makes a template with a first draft: empty, from a preset, or as a copy of any version.</summary>
public sealed class CreateTemplate(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Preset">Key of the preset to start from; null for none.</param>
    /// <param name="CopyOf">The version to copy; null for none. Both null: empty.</param>
    public sealed record Command(LocalText Name, string? Preset = null, TemplateReference? CopyOf = null);

    public async Task<Result<TemplateReference>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanEdit(actor))
        {
            return TemplateErrors.NotFound;
        }

        var name = new LocalText(command.Name.En.Trim(), command.Name.Zh.Trim());
        if (name.IsEmpty)
        {
            return TemplateErrors.NameMissing;
        }

        if (Math.Max(name.En.Length, name.Zh.Length) > TemplateCheck.NameLength)
        {
            return TemplateErrors.TooLong.With(TemplateCheck.NameLength);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var start = await StartAsync(db, command, name, cancellation);
        if (start.Failed)
        {
            return Result<TemplateReference>.Fail(start.Errors);
        }

        try
        {
            return await db.WriteAsync(() => SaveAsync(db, command, start.Value with { Name = name }, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // two people started from the same preset in the same moment: on PostgreSQL neither saw the other's code
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<TemplateReference>> SaveAsync(PortalDbContext db, Command command, TemplateDefinition definition, Actor actor, CancellationToken cancellation)
    {
        // the free code is looked up inside the transaction: two people may start from the same preset at once
        var template = new FormTemplate(await db.FreeCodeAsync(command.Preset ?? TemplateStorage.CodeFrom(definition.Name), cancellation));
        template.Add(new TemplateVersion(1, definition));
        db.FormTemplates.Add(template);
        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Templates.Created", "Template", template.Id, Details: template.Code), clock.GetUtcNow().UtcDateTime);
        return new TemplateReference(template.Id, 1);
    }

    private static async Task<Result<TemplateDefinition>> StartAsync(PortalDbContext db, Command command, LocalText name, CancellationToken cancellation)
    {
        if (command.Preset is { } key)
        {
            return Presets.Find(key) is { } preset ? preset.Definition : TemplateErrors.UnknownPreset;
        }

        if (command.CopyOf is not { } source)
        {
            return Presets.Empty(name);
        }

        var definition = await db.TemplateVersions.AsNoTracking()
            .Where(v => v.TemplateId == source.TemplateId && v.Number == source.Number)
            .Select(v => v.Definition)
            .SingleOrDefaultAsync(cancellation);
        return definition is null ? TemplateErrors.NotFound : definition;
    }
}
