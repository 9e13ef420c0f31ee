using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates.Exchange;

/// <summary>Makes a template with a first draft from an exchange file; a file with any fault makes nothing.</summary>
public sealed class ImportTemplate(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(string Json);

    public async Task<Result<TemplateReference>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanEdit(actor))
        {
            return TemplateErrors.NotFound;
        }

        // read again: what the page showed may not be what arrives here
        var reading = TemplateExchange.Read(command.Json);
        if (reading.Definition is not { } definition)
        {
            return Result<TemplateReference>.Fail([.. reading.Faults.Select(f => f.Error)]);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteAsync(() => SaveAsync(db, definition, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // somebody took the same code in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<TemplateReference>> SaveAsync(PortalDbContext db, TemplateDefinition definition, Actor actor, CancellationToken cancellation)
    {
        var template = new FormTemplate(await db.FreeCodeAsync(TemplateStorage.CodeFrom(definition.Name), cancellation));
        template.Add(new TemplateVersion(1, await AtHomeAsync(db, definition, cancellation)));
        db.FormTemplates.Add(template);
        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Templates.Imported", "Template", template.Id, Details: template.Code), clock.GetUtcNow().UtcDateTime);
        return new TemplateReference(template.Id, 1);
    }

    // another portal's own indicators are not in this library: the content stays, the pointer goes
    private static async Task<TemplateDefinition> AtHomeAsync(PortalDbContext db, TemplateDefinition definition, CancellationToken cancellation)
    {
        var codes = definition.Indicators.Select(i => i.Origin?.Code).OfType<string>().Distinct().ToList();
        var known = (await db.LibraryIndicators.AsNoTracking()
            .Where(i => codes.Contains(i.Code))
            .SelectMany(i => i.Versions, (i, v) => new { i.Code, v.Number })
            .ToListAsync(cancellation)).Select(v => new LibraryOrigin(v.Code, v.Number)).ToHashSet();
        return definition with
        {
            Sections =
            [
                .. definition.Sections.Select(s => s with
                {
                    Indicators = [.. s.Indicators.Select(i => i.Origin is { } origin && !known.Contains(origin) ? i with { Origin = null } : i)],
                }),
            ],
        };
    }
}
