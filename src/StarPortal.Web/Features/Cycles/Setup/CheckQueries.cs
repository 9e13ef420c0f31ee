using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>Something that the check page says.</summary>
/// <param name="Blocks">An error stands in the way; a warning does not.</param>
/// <param name="Step">The wizard's step where it can be put right.</param>
/// <param name="Examples">Names, the first few.</param>
public sealed record Finding(bool Blocks, Error Error, SetupStep Step, IReadOnlyList<string> Examples);

public enum SetupStep
{
    Basics,
    Population,
    Calendar,
    Reviewers,
    Check,
}

/// <summary>What launch will make.</summary>
public sealed record CheckView(IReadOnlyList<Finding> Findings, int Participants, int SelfReviews, int ManagerReviews, int PeerReviews)
{
    public bool Blocked => Findings.Any(f => f.Blocks);
}

/// <summary>Finds what is wrong or odd with a cycle before it is published. HR only.</summary>
public sealed class CheckQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int MostExamples = 5;

    public async Task<CheckView?> CheckAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == cycleId, cancellation) is not { } cycle)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var today = cycle.Today(now);
        var people = db.InPopulation(cycle.Population, today);
        var count = await people.CountAsync(cancellation);
        var findings = cycle.Incomplete().Select(e => new Finding(true, e, StepOf(e), [])).ToList();
        if (count == 0)
        {
            findings.Add(new Finding(true, CycleErrors.NobodyTakesPart, SetupStep.Population, []));
        }

        var planned = db.PlannedReviewers.Where(p => p.CycleId == cycleId && people.Any(e => e.Id == p.EmployeeId) && db.Employees.Any(r => r.Id == p.ReviewerId && (r.LeaveDate == null || r.LeaveDate >= today)));
        var peers = await planned.CountAsync(cancellation);
        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        findings.AddRange(AboutPhases(cycle, template, peers, now));
        findings.AddRange(AboutGroups(cycle, template));
        var managed = people.Where(e => e.ManagerId != null && db.Employees.Any(m => m.Id == e.ManagerId && (m.LeaveDate == null || m.LeaveDate >= today)));
        if (cycle.WithManagerReview)
        {
            await AddPeopleAsync(findings, CheckErrors.NoManager, SetupStep.Population, people.Where(e => !managed.Any(m => m.Id == e.Id)), cancellation);
        }

        if (template is not null && template.Indicators.Any(i => i.IsRatedBy(Source.Peer)))
        {
            var few = people.Where(e => planned.Count(p => p.EmployeeId == e.Id) < cycle.AnonymityThreshold);
            await AddPeopleAsync(findings, CheckErrors.FewPeers.With(0, cycle.AnonymityThreshold), SetupStep.Reviewers, few, cancellation);
        }

        findings.AddRange((await StarFit.FaultsAsync(db, cycle, template, cancellation)).Select(f => new Finding(f.Severity == StarSeverity.Error, f.Error, SetupStep.Basics, [])));
        await AddOverlapAsync(db, findings, cycle, cancellation);
        return new CheckView(
            [.. findings.OrderByDescending(f => f.Blocks)],
            count,
            cycle.WithSelfReview ? count : 0,
            cycle.WithManagerReview ? await managed.CountAsync(cancellation) : 0,
            peers);
    }

    /// <summary>Groups that the template asks for and the rules cannot give.</summary>
    private static IEnumerable<Finding> AboutGroups(Cycle cycle, TemplateDefinition? template)
    {
        foreach (var group in ReviewerRules.Groups)
        {
            var (rule, source) = (cycle.ReviewRules.Of(group), group.AsSource());
            var rated = template is not null && template.Indicators.Any(i => i.IsRatedBy(source));
            var asked = rated || template?.Questions.Any(q => q.AskedOf.Contains(source)) == true;
            if (asked && rule.Maximum == 0)
            {
                yield return new Finding(false, CheckErrors.GroupClosed.With(group), SetupStep.Reviewers, []);
            }
            else if (rated && rule.Minimum < cycle.AnonymityThreshold)
            {
                yield return new Finding(false, CheckErrors.MinimumUnderThreshold.With(group, rule.Minimum, cycle.AnonymityThreshold), SetupStep.Reviewers, []);
            }

            if (asked && ChosenByPeople(rule) && cycle.Phase(PhaseKind.Nomination) is null)
            {
                yield return new Finding(false, CheckErrors.NoNominationPhase.With(group), SetupStep.Calendar, []);
            }
        }
    }

    /// <summary>Managers can choose without the phase; where a group needs somebody, they should be asked to.</summary>
    private static bool ChosenByPeople(GroupRule rule) =>
        rule is { Maximum: > 0, Nominator: Nominator.Employee } or { Maximum: > 0, Minimum: > 0, Nominator: Nominator.Manager };

    private static IEnumerable<Finding> AboutPhases(Cycle cycle, TemplateDefinition? template, int peers, DateTime now)
    {
        if (peers > 0 && cycle.Phase(PhaseKind.PeerReview) is null)
        {
            yield return new Finding(true, CycleErrors.PhaseMissing.With(PhaseKind.PeerReview), SetupStep.Calendar, []);
        }

        if (template is not null && template.Indicators.Any(i => i.NeedsActual) && cycle.Phase(PhaseKind.DataCollection) is null)
        {
            yield return new Finding(false, CheckErrors.NoDataPhase, SetupStep.Calendar, []);
        }

        foreach (var phase in cycle.Phases.Where(p => p.ClosesAt <= now && !PhaseRules.FollowsTheCycle(p.Kind)).OrderBy(p => p.Kind))
        {
            yield return new Finding(false, CheckErrors.PhasePast.With(phase.Kind), SetupStep.Calendar, []);
        }
    }

    private static async Task AddPeopleAsync(List<Finding> findings, Error error, SetupStep step, IQueryable<Domain.People.Employee> people, CancellationToken cancellation)
    {
        var count = await people.CountAsync(cancellation);
        if (count > 0)
        {
            var names = await people.OrderBy(e => e.Name).ThenBy(e => e.Id).Take(MostExamples).Select(e => e.Name).ToListAsync(cancellation);
            findings.Add(new Finding(false, error.With([count, .. error.Args.Skip(1)]), step, names));
        }
    }

    private static async Task AddOverlapAsync(PortalDbContext db, List<Finding> findings, Cycle cycle, CancellationToken cancellation)
    {
        var others = await db.Cycles.AsNoTracking()
            .Where(c => c.Id != cycle.Id && (c.State == CycleState.Published || c.State == CycleState.Running || c.State == CycleState.Calibrating))
            .Where(c => c.PeriodStart <= cycle.PeriodEnd && c.PeriodEnd >= cycle.PeriodStart)
            .OrderBy(c => c.Id).Select(c => c.Name).ToListAsync(cancellation);
        if (others.Count > 0)
        {
            findings.Add(new Finding(false, CheckErrors.Overlap.With(others.Count), SetupStep.Basics, [.. others.Take(MostExamples)]));
        }
    }

    private static SetupStep StepOf(Error error) =>
        error.Is(CycleErrors.NameMissing) || error.Is(CycleErrors.TemplateMissing) ? SetupStep.Basics : SetupStep.Calendar;
}

/// <summary>Warnings of the check page.</summary>
public static class CheckErrors
{
    /// <summary>{0} how many people.</summary>
    public static readonly Error NoManager = new("Cycles", "CheckNoManager");

    /// <summary>{0} how many people, {1} the threshold.</summary>
    public static readonly Error FewPeers = new("Cycles", "CheckFewPeers");
    public static readonly Error NoDataPhase = new("Cycles", "CheckNoDataPhase");

    /// <summary>{0} the phase.</summary>
    public static readonly Error PhasePast = new("Cycles", "CheckPhasePast");

    /// <summary>{0} the group.</summary>
    public static readonly Error GroupClosed = new("Cycles", "CheckGroupClosed");

    /// <summary>{0} the group, {1} its minimum, {2} the threshold.</summary>
    public static readonly Error MinimumUnderThreshold = new("Cycles", "CheckMinimumUnderThreshold");

    /// <summary>{0} the group.</summary>
    public static readonly Error NoNominationPhase = new("Cycles", "CheckNoNominationPhase");

    /// <summary>{0} how many cycles.</summary>
    public static readonly Error Overlap = new("Cycles", "CheckOverlap");
}
