using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>One participant's sheet as a line of a list.</summary>
/// <param name="State">Null when nothing has been written yet.</param>
/// <param name="WaitsFor">Whose confirmation is awaited.</param>
/// <param name="IsOpen">It can be worked on now.</param>
public sealed record GoalRow(
    int ParticipantId,
    int EmployeeId,
    string Name,
    string Number,
    string JobTitle,
    string Department,
    int CycleId,
    string CycleName,
    DateTime OpensAt,
    DateTime ClosesAt,
    PhaseState Phase,
    GoalSheetState? State,
    GoalSide? WaitsFor,
    bool AsProposed,
    bool IsOpen);

public sealed record GoalIndicatorView(
    string Key,
    LocalText Name,
    LocalText Definition,
    string Unit,
    decimal TemplateWeight,
    decimal? TemplateTarget,
    decimal? Floor,
    GoalRange? TargetRange,
    GoalRange? WeightRange,
    GoalEntry Entry);

public sealed record GoalSectionView(string Key, LocalText Name, decimal Weight, IReadOnlyList<GoalIndicatorView> Indicators);

public sealed record GoalStepView(GoalStepKind Kind, string By, DateTime At, string Reason, IReadOnlyList<GoalChange> Changes);

/// <summary>A key result that a goal can be aligned to.</summary>
public sealed record KeyResultChoice(int Id, string Objective, string Title);

/// <param name="Side">The reader's; null for HR looking on.</param>
/// <param name="CanReopenOne">The reader may open this sheet after its phase.</param>
public sealed record GoalSheetView(
    GoalRow Row,
    GoalSide? Side,
    string ManagerName,
    int? Version,
    DateTime? SavedAt,
    DateTime? EmployeeConfirmedAt,
    string EmployeeConfirmedBy,
    DateTime? ManagerConfirmedAt,
    string ManagerConfirmedBy,
    DateTime? ConfirmedAt,
    bool OpenAfterPhase,
    bool CanReopenOne,
    CycleState Cycle,
    IReadOnlyList<GoalSectionView> Sections,
    IReadOnlyList<GoalStepView> Steps,
    IReadOnlyList<KeyResultChoice> KeyResults)
{
    public IEnumerable<GoalIndicatorView> Indicators => Sections.SelectMany(s => s.Indicators);

    public IReadOnlyList<GoalEntry> Entries => [.. Indicators.Select(i => i.Entry)];
}

/// <summary>Reads goals for the two who agree on them.</summary>
public sealed class GoalQueries(IDbContextFactory<PortalDbContext> factory)
{
    internal static readonly CycleState[] Shown = [CycleState.Running, CycleState.Calibrating, CycleState.Released];

    /// <summary>The actor's own sheets, latest cycle first.</summary>
    public async Task<IReadOnlyList<GoalRow>> MineAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await RowsOf(db, db.Participants.Where(p => p.EmployeeId == me)).ToListAsync(cancellation);
    }

    /// <summary>Sheets of those who reported to the actor at launch.</summary>
    public async Task<IReadOnlyList<GoalRow>> TeamAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await RowsOf(db, db.Participants.Where(p => p.ManagerId == me)).ToListAsync(cancellation);
    }

    /// <summary>One sheet; null when there is none that the actor may see.</summary>
    public async Task<GoalSheetView?> SheetAsync(int participantId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await db.Participants.AsNoTracking().Where(p => p.Id == participantId)
            .Select(p => new
            {
                p.EmployeeId,
                p.ManagerId,
                p.DepartmentPath,
                Manager = db.Employees.Where(e => e.Id == p.ManagerId).Select(e => e.Name).FirstOrDefault() ?? "",
                Cycle = db.Cycles.Where(c => c.Id == p.CycleId).Select(c => new { c.State, c.TemplateVersionId, c.PeriodStart, c.PeriodEnd }).Single(),
            })
            .SingleOrDefaultAsync(cancellation);
        if (person is null || !GoalAccess.CanView(actor, person.EmployeeId, person.ManagerId)
            || await RowsOf(db, db.Participants.Where(p => p.Id == participantId)).SingleOrDefaultAsync(cancellation) is not { } row)
        {
            return null;
        }

        var sheet = await db.GoalSheets.AsNoTracking().Include(s => s.Goals).Include(s => s.Steps.OrderByDescending(t => t.Id)).AsSplitQuery()
            .SingleOrDefaultAsync(s => s.ParticipantId == participantId, cancellation);
        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == person.Cycle.TemplateVersionId).Select(v => v.Definition).SingleAsync(cancellation);
        var chosen = sheet?.Goals.Select(g => g.KeyResultId).OfType<int>().ToList() ?? [];
        return new GoalSheetView(
            row,
            GoalAccess.SideOf(actor, person.EmployeeId, person.ManagerId),
            person.Manager,
            sheet?.Version,
            sheet?.SavedAt,
            sheet?.EmployeeConfirmedAt,
            sheet?.EmployeeConfirmedBy ?? "",
            sheet?.ManagerConfirmedAt,
            sheet?.ManagerConfirmedBy ?? "",
            sheet?.ConfirmedAt,
            sheet?.OpenAfterPhase ?? false,
            !row.IsOpen && GoalAccess.CanReopenAfterPhase(actor, person.EmployeeId) && GoalWindow.CanReopenOne(person.Cycle.State, row.Phase),
            person.Cycle.State,
            [.. template.Sections.Select(s => Section(s, sheet))],
            [.. (sheet?.Steps ?? []).Select(s => new GoalStepView(s.Kind, s.By, s.At, s.Reason, s.Changes))],
            await ChoicesAsync(db, person.DepartmentPath, (person.Cycle.PeriodStart, person.Cycle.PeriodEnd), chosen, cancellation));
    }

    /// <summary>Latest cycle first, then by name.</summary>
    internal static IQueryable<GoalRow> RowsOf(PortalDbContext db, IQueryable<Participant> people) =>
        from p in people.AsNoTracking()
        join c in db.Cycles on p.CycleId equals c.Id
        join f in db.CyclePhases on new { p.CycleId, Kind = PhaseKind.GoalConfirmation } equals new { f.CycleId, f.Kind }
        join s in db.GoalSheets on p.Id equals s.ParticipantId into sheets
        from s in sheets.DefaultIfEmpty()
        where p.State != ParticipantState.Withdrawn && Shown.Contains(c.State)
        orderby c.Id descending, p.Name, p.Id
        select new GoalRow(
            p.Id,
            p.EmployeeId,
            p.Name,
            p.Number,
            p.JobTitle,
            p.DepartmentName,
            c.Id,
            c.Name,
            f.OpensAt,
            f.ClosesAt,
            f.State,
            s == null ? null : (GoalSheetState?)s.State,
            s == null || s.State != GoalSheetState.Proposed ? null : s.EmployeeConfirmedAt == null ? (GoalSide?)GoalSide.Employee : GoalSide.Manager,
            s != null && s.ConfirmedAsProposed,
            c.State != CycleState.Released && (f.State == PhaseState.Open || (s != null && s.OpenAfterPhase)));

    private static GoalSectionView Section(Section section, GoalSheet? sheet) => new(
        section.Key,
        section.Name,
        section.Weight,
        [
            .. section.Indicators.Select(i => new GoalIndicatorView(
                i.Key,
                i.Name,
                i.Definition,
                i.Unit,
                i.Weight,
                i.Measure.Target(),
                GoalRules.FloorOf(i.Measure),
                GoalRules.TargetRange(i),
                GoalRules.WeightRange(i),
                sheet?.Goals.FirstOrDefault(g => g.IndicatorKey == i.Key)?.Entry ?? new GoalEntry(i.Key, null, null))),
        ]);

    /// <summary>Key results of the person's department and those above it, in the cycle's period, and those chosen already.</summary>
    private static async Task<List<KeyResultChoice>> ChoicesAsync(
        PortalDbContext db, string departmentPath, (DateOnly Start, DateOnly End) period, List<int> chosen, CancellationToken cancellation)
    {
        var departments = departmentPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return await (from k in db.KeyResults.AsNoTracking()
                      join o in db.Objectives on k.ObjectiveId equals o.Id
                      where chosen.Contains(k.Id)
                          || (o.State == ObjectiveState.Active && departments.Contains(o.DepartmentId) && o.PeriodStart <= period.End && o.PeriodEnd >= period.Start)
                      orderby o.Title, k.Id
                      select new KeyResultChoice(k.Id, o.Title, k.Title)).ToListAsync(cancellation);
    }
}
