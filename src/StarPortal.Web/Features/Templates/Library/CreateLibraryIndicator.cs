using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates.Designer;

namespace StarPortal.Web.Features.Templates.Library;

/// <summary>Adds an indicator of the company's own, from nothing or from the content of another.</summary>
public sealed class CreateLibraryIndicator(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(LibraryContent Content);

    /// <returns>The new indicator's code.</returns>
    public async Task<Result<string>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanEdit(actor))
        {
            return TemplateErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteAsync(() => AddAsync(db, command.Content, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // somebody took the same code in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<string>> AddAsync(PortalDbContext db, LibraryContent content, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var own = LibraryIndicator.Own(await FreeCodeAsync(db, content.Name.En, cancellation), content, actor, now);
        if (own.Failed)
        {
            return Result<string>.Fail(own.Errors);
        }

        db.LibraryIndicators.Add(own.Value);
        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Templates.LibraryAdded", "LibraryIndicator", own.Value.Id, Details: own.Value.Code), now);
        return own.Value.Code;
    }

    private static async Task<string> FreeCodeAsync(PortalDbContext db, string name, CancellationToken cancellation)
    {
        var wanted = LibraryIndicator.OwnPrefix + (DraftKeys.From(name) is { Length: > 0 } key ? key : "indicator");
        var taken = await db.LibraryIndicators.AsNoTracking().Where(i => i.Code.StartsWith(wanted)).Select(i => i.Code).ToHashSetAsync(cancellation);
        return taken.Contains(wanted) ? Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{wanted}-{n}").First(c => !taken.Contains(c)) : wanted;
    }
}
