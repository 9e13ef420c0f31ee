using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Templates.Delphi;

/// <summary>Open rounds in which the person has not proposed yet.</summary>
internal sealed class DelphiInbox(IDbContextFactory<PortalDbContext> factory) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var open = await db.DelphiPanels.AsNoTracking()
            .Where(p => p.State == DelphiState.Open && p.Members.Any(m => m.EmployeeId == me))
            .SelectMany(p => p.Rounds.Where(r => r.ClosedAt == null && !r.Proposals.Any(x => x.EmployeeId == me)), (p, r) => new { p.Id, p.TemplateVersion!.Definition, r.Number, r.DueAt })
            .ToListAsync(cancellation);
        return
        [
            .. open.Select(o => new InboxItem(
                TemplateLabels.Format(DelphiText.InboxTitle, o.Number),
                TemplateLabels.Of(o.Definition.Name),
                o.DueAt,
                DelphiText.InboxAction,
                $"/delphi/{o.Id}")),
        ];
    }
}
