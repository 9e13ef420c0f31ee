using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>Why somebody is suggested.</summary>
public enum SuggestionReason
{
    SameManager,
    SameDepartment,

    /// <summary>Owns a part of the same objective, or of the one above or below it.</summary>
    SharedObjective,

    /// <summary>The participant chose them in an earlier cycle.</summary>
    ChosenBefore,

    /// <summary>The participant reviewed them in an earlier cycle.</summary>
    ReviewedBefore,

    DirectReport,
}

/// <param name="Reasons">Why they are suggested; empty for somebody who was searched for.</param>
/// <param name="Load">Reviews asked of them in running cycles; null where it is not the reader's business.</param>
public sealed record Candidate(int EmployeeId, string Name, string Number, string Department, string JobTitle, IReadOnlyList<SuggestionReason> Reasons, int? Load);

/// <summary>
/// Who could review a participant. For the participant the list never depends on who reviews them already; who chose them
/// earlier means their own choice, not who was asked.
/// </summary>
public sealed class CandidateQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int Most = 12;

    public async Task<IReadOnlyList<Candidate>> SuggestAsync(int participantId, Relationship group, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await OpenAsync(db, participantId, actor, cancellation) is not { } scene)
        {
            return [];
        }

        var reasons = await ReasonsAsync(db, scene, group, actor, cancellation);
        var fitting = Fitting(db, scene, group, actor);
        var ids = reasons.Keys.ToList();
        var people = await Rows(fitting.Where(e => ids.Contains(e.Id))).ToListAsync(cancellation);
        var shown = people.OrderByDescending(p => reasons[p.EmployeeId].Count).ThenBy(p => reasons[p.EmployeeId].Min()).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.EmployeeId).Take(Most);
        return await WithLoadAsync(db, scene, [.. shown.Select(p => p with { Reasons = [.. reasons[p.EmployeeId].Order()] })], actor, cancellation);
    }

    /// <summary>By a part of the name, the number or the department's name.</summary>
    public async Task<IReadOnlyList<Candidate>> SearchAsync(int participantId, Relationship group, string text, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (string.IsNullOrWhiteSpace(text) || await OpenAsync(db, participantId, actor, cancellation) is not { } scene)
        {
            return [];
        }

        var pattern = SearchPattern.Contains(text);
        var found = Fitting(db, scene, group, actor).Where(e =>
            EF.Functions.Like(e.Name.ToLower(), pattern, "\\") || EF.Functions.Like(e.Number.ToLower(), pattern, "\\") || EF.Functions.Like(e.Department!.Name.ToLower(), pattern, "\\"));
        var people = await Rows(found.OrderBy(e => e.Name).ThenBy(e => e.Id).Take(Most)).ToListAsync(cancellation);
        return await WithLoadAsync(db, scene, people, actor, cancellation);
    }

    private static async Task<NominationScene?> OpenAsync(PortalDbContext db, int participantId, Actor actor, CancellationToken cancellation) =>
        await NominationDesk.FindAsync(db, participantId, cancellation) is { } scene
        && (NominationAccess.CanPropose(actor, scene.SubjectId) || NominationAccess.DeciderOf(actor, scene.SubjectId, scene.ManagerId) is not null)
            ? scene
            : null;

    private IQueryable<Employee> Fitting(PortalDbContext db, NominationScene scene, Relationship group, Actor actor)
    {
        var today = DateOnly.FromDateTime(ZoneTime.ToLocal(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(scene.TimeZone)));
        var fitting = db.Employees.AsNoTracking().Where(e => (e.LeaveDate == null || e.LeaveDate >= today) && e.Id != scene.SubjectId && e.Id != scene.ManagerId);
        fitting = group == Relationship.Report
            ? fitting.Where(e => e.ManagerId == scene.SubjectId)
            : fitting.Where(e => e.ManagerId == null || e.ManagerId != scene.SubjectId);
        return NominationAccess.CanPropose(actor, scene.SubjectId)
            ? fitting.Where(e => !db.Nominations.Any(n => n.ParticipantId == scene.ParticipantId && n.ReviewerId == e.Id
                && n.Chooser == Chooser.Employee && n.State != NominationState.Withdrawn))
            : fitting.Where(e => !db.Reviews.Any(r => r.ParticipantId == scene.ParticipantId && r.ReviewerId == e.Id));
    }

    private static async Task<Dictionary<int, HashSet<SuggestionReason>>> ReasonsAsync(PortalDbContext db, NominationScene scene, Relationship group, Actor actor, CancellationToken cancellation)
    {
        var me = scene.SubjectId;
        var reasons = new Dictionary<int, HashSet<SuggestionReason>>();
        if (group == Relationship.Report)
        {
            Add(SuggestionReason.DirectReport, await db.Employees.Where(e => e.ManagerId == me).Select(e => e.Id).ToListAsync(cancellation));
            return reasons;
        }

        if (group == Relationship.Peer)
        {
            var department = await db.Participants.Where(p => p.Id == scene.ParticipantId).Select(p => p.DepartmentId).SingleAsync(cancellation);
            if (scene.ManagerId is { } manager)
            {
                Add(SuggestionReason.SameManager, await db.Employees.Where(e => e.ManagerId == manager).OrderBy(e => e.Id).Select(e => e.Id).Take(100).ToListAsync(cancellation));
            }

            Add(SuggestionReason.SameDepartment, await db.Employees.Where(e => e.DepartmentId == department).OrderBy(e => e.Id).Select(e => e.Id).Take(100).ToListAsync(cancellation));
        }

        Add(SuggestionReason.SharedObjective, await ObjectivesAsync(db, me, cancellation));
        Add(SuggestionReason.ChosenBefore, await db.Nominations.Where(n => n.SubjectId == me && n.CycleId != scene.CycleId && n.Chooser == Chooser.Employee
            && n.Relationship == group && n.State == NominationState.Approved).Select(n => n.ReviewerId).Distinct().ToListAsync(cancellation));
        if (NominationAccess.DeciderOf(actor, scene.SubjectId, scene.ManagerId) != Chooser.Manager)
        {
            // whom somebody reviewed is no business of their manager, who may read what that group said
            Add(SuggestionReason.ReviewedBefore, await db.Reviews.Where(r => r.ReviewerId == me && r.CycleId != scene.CycleId && r.Relationship == group
                && r.State == ReviewState.Submitted).Select(r => r.SubjectId).Distinct().ToListAsync(cancellation));
        }
        return reasons;

        void Add(SuggestionReason reason, List<int> people)
        {
            foreach (var id in people)
            {
                if (!reasons.TryGetValue(id, out var known))
                {
                    reasons[id] = known = [];
                }

                known.Add(reason);
            }
        }
    }

    /// <summary>Owners around the objectives of which this person owns a part: the same one, the one above, those below.</summary>
    private static async Task<List<int>> ObjectivesAsync(PortalDbContext db, int me, CancellationToken cancellation)
    {
        var active = db.Objectives.Where(o => o.State == ObjectiveState.Active);
        var mine = await active.Where(o => o.OwnerId == me || db.KeyResults.Any(k => k.ObjectiveId == o.Id && k.OwnerId == me))
            .Select(o => new { o.Id, o.ParentId }).ToListAsync(cancellation);
        if (mine.Count == 0)
        {
            return [];
        }

        var ids = mine.Select(o => o.Id).ToList();
        var parents = mine.Select(o => o.ParentId).OfType<int>().ToList();
        var around = active.Where(o => ids.Contains(o.Id) || parents.Contains(o.Id) || (o.ParentId != null && ids.Contains(o.ParentId.Value)));
        var owners = await around.Select(o => o.OwnerId).ToListAsync(cancellation);
        owners.AddRange(await db.KeyResults.Where(k => around.Any(o => o.Id == k.ObjectiveId)).Select(k => k.OwnerId).ToListAsync(cancellation));
        return [.. owners.Distinct()];
    }

    private async Task<IReadOnlyList<Candidate>> WithLoadAsync(PortalDbContext db, NominationScene scene, IReadOnlyList<Candidate> people, Actor actor, CancellationToken cancellation)
    {
        if (NominationAccess.CanPropose(actor, scene.SubjectId))
        {
            return people;
        }

        var loads = await ReviewerLoads.OfAsync(db, [.. people.Select(p => p.EmployeeId)], clock.GetUtcNow().UtcDateTime, cancellation);
        return [.. people.Select(p => p with { Load = loads.GetValueOrDefault(p.EmployeeId) })];
    }

    private static IQueryable<Candidate> Rows(IQueryable<Employee> people) =>
        people.Select(e => new Candidate(e.Id, e.Name, e.Number, e.Department!.Name, e.JobTitle, Array.Empty<SuggestionReason>(), null));
}
