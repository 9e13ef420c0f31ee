using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates.Delphi;

/// <summary>Puts the weights that a closed panel arrived at into its draft.</summary>
public sealed class ApplyDelphiOutcome(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int PanelId);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!DelphiAccess.CanFacilitate(actor))
        {
            return DelphiErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => ApplyAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result> ApplyAsync(PortalDbContext db, Command command, Actor actor, CancellationToken cancellation)
    {
        if (await db.LockPanelAsync(command.PanelId, cancellation) is not { } panel)
        {
            return DelphiErrors.NotFound;
        }

        var draft = await db.TemplateVersions.SingleAsync(v => v.Id == panel.TemplateVersionId, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var weighed = panel.Apply(draft, now);
        if (weighed.Failed)
        {
            return Result.Fail(weighed.Errors);
        }

        db.Audit(actor, new AuditNote("Templates.DelphiApplied", "Template", draft.TemplateId, Details: $"v{draft.Number}, {panel.SectionKey ?? "sections"}"), now);
        return draft.Edit(weighed.Value);
    }
}
