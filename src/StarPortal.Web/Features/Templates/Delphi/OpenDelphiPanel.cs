using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates.Delphi;

/// <summary>Opens a panel on the weights of a draft, with its first round.</summary>
public sealed class OpenDelphiPanel(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="SectionKey">The section whose indicators are weighed; null for the sections themselves.</param>
    public sealed record Command(TemplateReference Reference, string? SectionKey, string Question, IReadOnlyList<int> Employees, DateTime? DueAt);

    /// <returns>The panel's id.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!DelphiAccess.CanFacilitate(actor) || await db.FindVersionAsync(command.Reference, cancellation) is not { } version)
        {
            return TemplateErrors.NotFound;
        }

        if (version.State != TemplateState.Draft)
        {
            return TemplateErrors.Frozen;
        }

        if (DelphiSubject.Of(version.Id, version.Definition, command.SectionKey) is not { } subject)
        {
            return DelphiErrors.NothingToWeigh;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var wanted = command.Employees.Distinct().ToList();
        var today = DateOnly.FromDateTime(now);
        if (await db.Employees.CountAsync(e => wanted.Contains(e.Id) && (e.LeaveDate == null || e.LeaveDate >= today), cancellation) != wanted.Count)
        {
            return DelphiErrors.UnknownMember;
        }

        var panel = DelphiPanel.Open(subject, command.Question, wanted, command.DueAt, actor, now);
        return panel.Failed ? Result<int>.Fail(panel.Errors) : await db.WriteOrTellAsync<int>(() => SaveAsync(db, panel.Value, actor, now, cancellation), cancellation);
    }

    private static async Task<Result<int>> SaveAsync(PortalDbContext db, DelphiPanel panel, Actor actor, DateTime now, CancellationToken cancellation)
    {
        db.DelphiPanels.Add(panel);
        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Templates.DelphiOpened", "DelphiPanel", panel.Id, Details: $"{panel.SectionKey ?? "sections"}, {panel.Members.Count}"), now);
        return panel.Id;
    }
}
