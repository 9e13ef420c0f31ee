using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>A cycle's reviewers in sums, one per group.</summary>
public sealed record NominationOverview(
    int CycleId, string Name, CycleState State, PhaseState? NominationPhase, DateTime? ClosesAt, int LoadWarning, bool CanAssign, IReadOnlyList<GroupSum> Groups);

/// <param name="Below">Participants with fewer reviewers than the minimum.</param>
/// <param name="Unreplaced">Declined reviews in whose place nobody was chosen.</param>
public sealed record GroupSum(GroupRule Rule, int Proposed, int Reviewers, int Below, int Unreplaced);

public enum NominationView
{
    All,
    BelowMinimum,
    WithProposals,
    Unreplaced,
}

public sealed record NominationFilter(Relationship Group, NominationView View = NominationView.All, string Search = "");

/// <summary>One participant's reviewers of one group.</summary>
public sealed record NominationRow(int ParticipantId, string Name, string Number, string Department, string? Manager, int Proposed, int Reviewers, int Unreplaced, bool Below);

/// <summary>HR's view of a cycle's reviewers, and the preview of a rule. HR only.</summary>
public sealed class NominationOverviewQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<NominationOverview?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor)
            || await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == cycleId && c.LaunchedAt != null, cancellation) is not { } cycle)
        {
            return null;
        }

        var sums = new List<GroupSum>();
        foreach (var rule in cycle.ReviewRules.Groups)
        {
            var rows = Rows(db, cycleId, rule);
            var sum = await rows.GroupBy(r => 1).Select(g => new
            {
                Proposed = g.Sum(r => r.Proposed),
                Reviewers = g.Sum(r => r.Reviewers),
                Below = g.Count(r => r.Reviewers < rule.Minimum),
                Unreplaced = g.Sum(r => r.Unreplaced),
            }).SingleOrDefaultAsync(cancellation);
            if (rule.Maximum > 0 || sum?.Reviewers > 0)
            {
                sums.Add(new GroupSum(rule, sum?.Proposed ?? 0, sum?.Reviewers ?? 0, sum?.Below ?? 0, sum?.Unreplaced ?? 0));
            }
        }

        var phase = cycle.Phase(PhaseKind.Nomination);
        return new NominationOverview(
            cycle.Id, cycle.Name, cycle.State, phase?.State, phase?.ClosesAt, cycle.ReviewRules.LoadWarning,
            ReviewerRules.TimeToAssign(cycle.State, cycle.Phase(PhaseKind.PeerReview)?.State).Succeeded, sums);
    }

    public async Task<Page<NominationRow>> RowsAsync(int cycleId, NominationFilter filter, SortBy sort, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => c.ReviewRules).SingleOrDefaultAsync(cancellation) is not { } rules)
        {
            return new Page<NominationRow>([], 0);
        }

        var rule = rules.Of(filter.Group);
        var rows = Rows(db, cycleId, rule);
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SearchPattern.Contains(filter.Search);
            rows = rows.Where(r => EF.Functions.Like(r.Participant.Name.ToLower(), pattern, "\\")
                || EF.Functions.Like(r.Participant.Number.ToLower(), pattern, "\\")
                || EF.Functions.Like(r.Participant.DepartmentName.ToLower(), pattern, "\\"));
        }

        rows = filter.View switch
        {
            NominationView.BelowMinimum => rows.Where(r => r.Reviewers < rule.Minimum),
            NominationView.WithProposals => rows.Where(r => r.Proposed > 0),
            NominationView.Unreplaced => rows.Where(r => r.Unreplaced > 0),
            _ => rows,
        };
        var total = await rows.CountAsync(cancellation);
        var shown = await Sorted(rows, sort).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(r => new NominationRow(
                r.Participant.Id, r.Participant.Name, r.Participant.Number, r.Participant.DepartmentName,
                db.Employees.Where(e => e.Id == r.Participant.ManagerId).Select(e => e.Name).FirstOrDefault(),
                r.Proposed, r.Reviewers, r.Unreplaced, r.Reviewers < rule.Minimum))
            .ToListAsync(cancellation);
        return new Page<NominationRow>(shown, total);
    }

    public async Task<AssignmentPreview?> PreviewAsync(int cycleId, AssignmentRule rule, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!CycleAccess.CanManage(actor) || await RunningAssignment.LoadAsync(db, cycleId, now, cancellation) is not { } cycle)
        {
            return null;
        }

        var (plan, _) = await cycle.PlanAsync(db, rule, cancellation);
        var own = rule is AssignmentRule.CrossTeam named && actor.EmployeeId is { } me && named.Chooses(me);
        return await AssignmentPreview.OfAsync(db, plan, cycle.Rules.LoadWarning, own, now, cancellation);
    }

    /// <summary>Employed people by name, number or department, to be named in a rule.</summary>
    public async Task<IReadOnlyList<PersonChoice>> FindPeopleAsync(string text, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor) || string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var pattern = SearchPattern.Contains(text);
        return await db.Employees.AsNoTracking().Where(e => e.LeaveDate == null || e.LeaveDate >= today)
            .Where(e => EF.Functions.Like(e.Name.ToLower(), pattern, "\\") || EF.Functions.Like(e.Number.ToLower(), pattern, "\\") || EF.Functions.Like(e.Department!.Name.ToLower(), pattern, "\\"))
            .OrderBy(e => e.Name).ThenBy(e => e.Id).Take(CandidateQueries.Most)
            .Select(e => new PersonChoice(e.Id, e.Name + " · " + e.Number + " · " + e.Department!.Name)).ToListAsync(cancellation);
    }

    private static IQueryable<Counted> Rows(PortalDbContext db, int cycleId, GroupRule rule) =>
        db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State == ParticipantState.Active).Select(p => new Counted
        {
            Participant = p,
            Proposed = db.Nominations.Count(n => n.ParticipantId == p.Id && n.Relationship == rule.Group && n.State == NominationState.Proposed),
            Reviewers = db.Reviews.Count(r => r.ParticipantId == p.Id && r.Relationship == rule.Group && r.State != ReviewState.Declined && r.State != ReviewState.Withdrawn),
            Unreplaced = db.Reviews.Count(r => r.ParticipantId == p.Id && r.Relationship == rule.Group && r.State == ReviewState.Declined
                && !db.Nominations.Any(n => n.ReplacesReviewId == r.Id && n.State == NominationState.Approved)),
        });

    private static IOrderedQueryable<Counted> Sorted(IQueryable<Counted> rows, SortBy sort)
    {
        var sorted = (sort.Column, sort.Descending) switch
        {
            ("department", false) => rows.OrderBy(r => r.Participant.DepartmentPath),
            ("department", true) => rows.OrderByDescending(r => r.Participant.DepartmentPath),
            ("proposed", false) => rows.OrderBy(r => r.Proposed),
            ("proposed", true) => rows.OrderByDescending(r => r.Proposed),
            ("reviewers", false) => rows.OrderBy(r => r.Reviewers),
            ("reviewers", true) => rows.OrderByDescending(r => r.Reviewers),
            ("unreplaced", false) => rows.OrderBy(r => r.Unreplaced),
            ("unreplaced", true) => rows.OrderByDescending(r => r.Unreplaced),
            (_, true) => rows.OrderByDescending(r => r.Participant.Name),
            _ => rows.OrderBy(r => r.Participant.Name),
        };
        return sorted.ThenBy(r => r.Participant.Id);
    }

    private sealed class Counted
    {
        public required Participant Participant { get; init; }

        public int Proposed { get; init; }

        public int Reviewers { get; init; }

        public int Unreplaced { get; init; }
    }
}
