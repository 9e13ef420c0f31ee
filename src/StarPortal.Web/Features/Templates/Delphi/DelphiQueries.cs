using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Delphi;

/// <summary>A draft with its panels, and what a new one could weigh.</summary>
public sealed record DelphiPanelsView(TemplateReference Reference, LocalText Name, TemplateState State, IReadOnlyList<DelphiSection> Sections, IReadOnlyList<DelphiRow> Panels);

public sealed record DelphiSection(string Key, LocalText Name, int Indicators);

/// <param name="Subject">The section whose indicators are weighed; null for the sections.</param>
/// <param name="Answered">Who proposed in the newest round.</param>
public sealed record DelphiRow(int Id, LocalText? Subject, DelphiState State, int Round, bool RoundOpen, int Answered, int Members, DateTime OpenedAt);

/// <summary>A round that is over, or the open one. Figures only, never whose they are.</summary>
/// <param name="Reasons">Sorted by their text, so that their order tells nothing; empty while open or when too few proposed.</param>
public sealed record DelphiRoundView(int Number, DateTime OpenedAt, DateTime? DueAt, DateTime? ClosedAt, int Answered, IReadOnlyList<DelphiSpread> Summary, IReadOnlyList<string> Reasons);

/// <param name="Members">Who was asked, and whether they proposed in the newest round; only for the facilitator.</param>
/// <param name="Outcome">Weights by key once there are any.</param>
/// <param name="CanApply">The draft is still a draft.</param>
public sealed record DelphiFacilitatorView(
    int Id,
    TemplateReference Reference,
    LocalText TemplateName,
    LocalText? Subject,
    string Question,
    DelphiState State,
    DateTime? AppliedAt,
    IReadOnlyList<DelphiItem> Items,
    IReadOnlyList<DelphiRoundView> Rounds,
    IReadOnlyList<DelphiMemberRow> Members,
    IReadOnlyDictionary<string, decimal> Outcome,
    bool CanApply)
{
    public DelphiRoundView Newest => Rounds[0];
}

public sealed record DelphiMemberRow(string Name, bool Proposed);

/// <param name="Mine">The member's own weights by round and key.</param>
/// <param name="MyReason">Of the open round.</param>
public sealed record DelphiMemberView(
    int Id,
    LocalText TemplateName,
    LocalText? Subject,
    string Question,
    string Facilitator,
    DelphiState State,
    IReadOnlyList<DelphiItem> Items,
    IReadOnlyList<DelphiRoundView> Rounds,
    IReadOnlyDictionary<int, IReadOnlyList<DelphiWeight>> Mine,
    string MyReason)
{
    public DelphiRoundView Newest => Rounds[0];

    public bool IsOpen => State == DelphiState.Open && Newest.ClosedAt is null;
}

public sealed record DelphiPerson(int Id, string Name, string Number);

/// <summary>Reads panels: HR facilitates, members see their own and the figures of all.</summary>
public sealed class DelphiQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<DelphiPanelsView?> PanelsAsync(TemplateReference reference, Actor actor, CancellationToken cancellation)
    {
        if (!DelphiAccess.CanFacilitate(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var version = await db.TemplateVersions.AsNoTracking()
            .Where(v => v.TemplateId == reference.TemplateId && v.Number == reference.Number)
            .Select(v => new { v.Id, v.State, v.Definition })
            .SingleOrDefaultAsync(cancellation);
        if (version is null)
        {
            return null;
        }

        var panels = await db.DelphiPanels.AsNoTracking()
            .Where(p => p.TemplateVersionId == version.Id)
            .OrderByDescending(p => p.Id)
            .Select(p => new
            {
                p.Id,
                p.SectionKey,
                p.State,
                p.OpenedAt,
                Members = p.Members.Count,
                Newest = p.Rounds.OrderByDescending(r => r.Number).Select(r => new { r.Number, r.ClosedAt, Answered = r.Proposals.Count }).First(),
            })
            .ToListAsync(cancellation);
        return new DelphiPanelsView(
            reference,
            version.Definition.Name,
            version.State,
            [.. version.Definition.Sections.Select(s => new DelphiSection(s.Key, s.Name, s.Indicators.Count))],
            [.. panels.Select(p => new DelphiRow(p.Id, SubjectName(version.Definition, p.SectionKey), p.State, p.Newest.Number, p.Newest.ClosedAt is null, p.Newest.Answered, p.Members, p.OpenedAt))]);
    }

    public async Task<DelphiFacilitatorView?> ForFacilitatorAsync(int id, Actor actor, CancellationToken cancellation)
    {
        if (!DelphiAccess.CanFacilitate(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await LoadAsync(db, id, cancellation) is not { } panel)
        {
            return null;
        }

        var version = panel.TemplateVersion!;
        var newest = panel.Rounds.MaxBy(r => r.Number)!;
        var proposed = newest.Proposals.Select(p => p.EmployeeId).ToHashSet();
        var members = panel.Members.Select(m => m.EmployeeId).ToList();
        var names = await db.Employees.AsNoTracking().Where(e => members.Contains(e.Id)).OrderBy(e => e.Name).Select(e => new { e.Id, e.Name }).ToListAsync(cancellation);
        return new DelphiFacilitatorView(
            panel.Id,
            new TemplateReference(version.TemplateId, version.Number),
            version.Definition.Name,
            SubjectName(version.Definition, panel.SectionKey),
            panel.Question,
            panel.State,
            panel.AppliedAt,
            panel.Items,
            Rounds(panel),
            [.. names.Select(n => new DelphiMemberRow(n.Name, proposed.Contains(n.Id)))],
            panel.Outcome(),
            version.State == TemplateState.Draft);
    }

    public async Task<DelphiMemberView?> ForMemberAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await LoadAsync(db, id, cancellation) is not { } panel || !DelphiAccess.CanPropose(actor, panel.Members.Select(m => m.EmployeeId)))
        {
            return null;
        }

        var mine = panel.Rounds
            .SelectMany(r => r.Proposals.Where(p => p.EmployeeId == actor.EmployeeId).Select(p => (r.Number, Proposal: p)))
            .ToList();
        return new DelphiMemberView(
            panel.Id,
            panel.TemplateVersion!.Definition.Name,
            SubjectName(panel.TemplateVersion.Definition, panel.SectionKey),
            panel.Question,
            panel.Facilitator,
            panel.State,
            panel.Items,
            Rounds(panel),
            mine.ToDictionary(m => m.Number, m => m.Proposal.Weights),
            mine.Where(m => m.Number == panel.OpenRound?.Number).Select(m => m.Proposal.Reason).FirstOrDefault(""));
    }

    /// <summary>Employed people whom a text may mean, at most ten.</summary>
    public async Task<IReadOnlyList<DelphiPerson>> FindPeopleAsync(string text, Actor actor, CancellationToken cancellation)
    {
        if (!DelphiAccess.CanFacilitate(actor) || text.Trim().Length == 0)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var pattern = SearchPattern.Contains(text);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
#pragma warning disable CA1304, CA1311 // becomes SQL
        return await db.Employees.AsNoTracking()
            .Where(e => e.LeaveDate == null || e.LeaveDate >= today)
            .Where(e => EF.Functions.Like(e.Name.ToLower(), pattern, SearchPattern.Escape) || EF.Functions.Like(e.Number.ToLower(), pattern, SearchPattern.Escape))
            .OrderBy(e => e.Name).ThenBy(e => e.Id)
            .Take(10)
            .Select(e => new DelphiPerson(e.Id, e.Name, e.Number))
            .ToListAsync(cancellation);
#pragma warning restore CA1304, CA1311
    }

    private static Task<DelphiPanel?> LoadAsync(PortalDbContext db, int id, CancellationToken cancellation) => db.DelphiPanels.AsNoTracking()
        .Include(p => p.TemplateVersion)
        .Include(p => p.Members)
        .Include(p => p.Rounds).ThenInclude(r => r.Proposals)
        .AsSplitQuery()
        .SingleOrDefaultAsync(p => p.Id == id, cancellation);

    private static LocalText? SubjectName(TemplateDefinition definition, string? key)
        => key is null ? null : definition.Sections.FirstOrDefault(s => s.Key == key)?.Name ?? LocalText.Same(key);

    private static IReadOnlyList<DelphiRoundView> Rounds(DelphiPanel panel) =>
    [
        .. panel.Rounds.OrderByDescending(r => r.Number).Select(r => new DelphiRoundView(
            r.Number,
            r.OpenedAt,
            r.DueAt,
            r.ClosedAt,
            r.Proposals.Count,
            r.Summary,
            r.Summary.Count == 0 ? [] : [.. r.Proposals.Select(p => p.Reason).Where(t => t.Length > 0).Order(StringComparer.Ordinal)])),
    ];
}
