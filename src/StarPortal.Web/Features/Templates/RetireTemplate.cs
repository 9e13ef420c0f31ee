using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates;

/// <summary>Takes a published version, or all of a template, out of use, or puts them back. Cycles that have one keep it.</summary>
public sealed class RetireTemplate(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Number">The version; null for every one of the template.</param>
    /// <param name="Retire">False to put back into use.</param>
    public sealed record Command(int TemplateId, int? Number, bool Retire);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanEdit(actor))
        {
            return TemplateErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var versions = await db.TemplateVersions
            .Where(v => v.TemplateId == command.TemplateId && (command.Number == null || v.Number == command.Number))
            .ToListAsync(cancellation);
        if (versions.Count == 0)
        {
            return TemplateErrors.NotFound;
        }

        var from = command.Retire ? TemplateState.Published : TemplateState.Retired;
        var concerned = command.Number is null ? versions.FindAll(v => v.State == from) : versions;
        if (concerned.Count == 0)
        {
            return command.Retire ? TemplateErrors.NotPublished : TemplateErrors.NotRetired;
        }

        foreach (var version in concerned)
        {
            var done = command.Retire ? version.Retire() : version.Restore();
            if (done.Failed)
            {
                return done;
            }
        }

        var note = new AuditNote(
            command.Retire ? "Templates.Retired" : "Templates.Restored",
            "Template",
            command.TemplateId,
            Details: string.Join(", ", concerned.Select(v => $"v{v.Number}")));
        db.Audit(actor, note, clock.GetUtcNow().UtcDateTime);
        return await db.SaveOrTellAsync(cancellation);
    }
}
