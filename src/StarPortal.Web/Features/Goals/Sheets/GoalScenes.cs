using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>A sheet with all that decides what may be done with it.</summary>
/// <param name="Side">Which side of the agreement the actor stands on.</param>
internal sealed record GoalScene(GoalSheet Sheet, GoalSide? Side, CycleState Cycle, PhaseState? Phase, TemplateDefinition Template)
{
    public bool IsOpen => GoalWindow.IsOpen(Cycle, Phase, Sheet.OpenAfterPhase);
}

/// <summary>What the person saw before acting.</summary>
/// <param name="Version">Of the sheet; null when there was none yet.</param>
public sealed record GoalSeen(int ParticipantId, int? Version);

/// <summary>Where a sheet stands after an act.</summary>
public sealed record GoalKept(int Version, DateTime? SavedAt);

/// <summary>The frame of every act on a sheet: who may, is it open, is it what the person saw; then one write transaction.</summary>
internal static class GoalScenes
{
    /// <param name="db">A context of the caller's own.</param>
    /// <param name="seen">The sheet and the version that the person saw.</param>
    /// <param name="actor">Who acts; for anybody who may not even see the sheet it does not exist.</param>
    /// <param name="act">Calls the domain and answers the note for the trail; null writes none.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Result<GoalKept>> ActAsync(
        PortalDbContext db, GoalSeen seen, Actor actor, Func<GoalScene, Task<Result<AuditNote?>>> act, DateTime now, CancellationToken cancellation)
    {
        var person = await db.Participants.AsNoTracking().Where(p => p.Id == seen.ParticipantId && p.State != ParticipantState.Withdrawn)
            .Select(p => new { p.CycleId, p.EmployeeId, p.ManagerId }).SingleOrDefaultAsync(cancellation);
        if (person is null || !GoalAccess.CanView(actor, person.EmployeeId, person.ManagerId))
        {
            return GoalErrors.NotFound;
        }

        try
        {
            return await db.WriteOrTellAsync<GoalKept>(
                async () =>
                {
                    // the phase does not close, nor are results released, before this is in
                    await db.HoldCycleAsync(person.CycleId, cancellation);
                    var facts = await FactsAsync(db, person.CycleId, cancellation);
                    var sheet = await db.GoalSheets.Include(s => s.Goals).SingleOrDefaultAsync(s => s.ParticipantId == seen.ParticipantId, cancellation);
                    if (sheet?.Version != seen.Version)
                    {
                        return SharedErrors.ChangedElsewhere;
                    }

                    sheet ??= Begin(db, person.CycleId, seen.ParticipantId, person.EmployeeId);
                    var done = await act(new GoalScene(sheet, GoalAccess.SideOf(actor, person.EmployeeId, person.ManagerId), facts.State, facts.Phase, facts.Template));
                    if (done.Failed)
                    {
                        return Result<GoalKept>.Fail(done.Errors);
                    }

                    if (db.Entry(sheet).State != EntityState.Added)
                    {
                        // also when only its goals changed: two windows must not both save over the same version
                        db.Entry(sheet).Property(s => s.SavedAt).IsModified = true;
                    }

                    await db.SaveChangesAsync(cancellation);
                    if (done.Value is { } note)
                    {
                        db.Audit(actor, note with { EntityId = sheet.Id, SubjectEmployeeId = sheet.EmployeeId }, now);
                    }

                    return new GoalKept(sheet.Version, sheet.SavedAt);
                },
                cancellation);
        }
        catch (DbUpdateException)
        {
            // another window began the same sheet in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    /// <summary>Whether every key result that goals point to exists.</summary>
    public static async Task<bool> KeyResultsExistAsync(PortalDbContext db, IReadOnlyList<GoalEntry> entries, CancellationToken cancellation)
    {
        var ids = entries.Select(e => e.KeyResultId).OfType<int>().Distinct().ToList();
        return ids.Count == 0 || await db.KeyResults.CountAsync(k => ids.Contains(k.Id), cancellation) == ids.Count;
    }

    /// <summary>Figures for the trail; what people wrote stays out of it.</summary>
    public static string Figures(IEnumerable<GoalChange> changes) => string.Join("; ", changes.SelectMany(Figures));

    /// <summary>Where a sheet's figures differ from the template's.</summary>
    public static IEnumerable<GoalChange> OwnFigures(TemplateDefinition template, GoalSheet sheet) =>
        from entry in sheet.Entries
        let indicator = template.FindIndicator(entry.IndicatorKey)
        where indicator is not null
        select new GoalChange(GoalRules.Filled(indicator, null), GoalRules.Filled(indicator, entry));

    private static IEnumerable<string> Figures(GoalChange change)
    {
        var (before, after) = (change.Before, change.After);
        if (before.Target != after.Target)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{after.IndicatorKey} target {before.Target:0.########} → {after.Target:0.########}");
        }

        if (before.Weight != after.Weight)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{after.IndicatorKey} weight {before.Weight:0.##} → {after.Weight:0.##}");
        }
    }

    private static GoalSheet Begin(PortalDbContext db, int cycleId, int participantId, int employeeId)
    {
        var sheet = new GoalSheet(cycleId, participantId, employeeId);
        db.GoalSheets.Add(sheet);
        return sheet;
    }

    private static async Task<Facts> FactsAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        await (from c in db.Cycles.AsNoTracking()
               join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
               where c.Id == cycleId
               select new Facts(
                   c.State,
                   db.CyclePhases.Where(p => p.CycleId == cycleId && p.Kind == PhaseKind.GoalConfirmation).Select(p => (PhaseState?)p.State).FirstOrDefault(),
                   v.Definition)).SingleAsync(cancellation);

    private sealed record Facts(CycleState State, PhaseState? Phase, TemplateDefinition Template);
}
