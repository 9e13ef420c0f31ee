using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Goals;

public enum GoalSheetState
{
    /// <summary>The employee writes; nothing is agreed.</summary>
    Open,

    /// <summary>On the table: one side has confirmed what stands there, the other has not.</summary>
    Proposed,

    /// <summary>Agreed by both, or confirmed as proposed when the phase closed. Only such goals count in a score.</summary>
    Confirmed,
}

/// <summary>The two who agree on goals. The manager's side is the manager of the snapshot, or HR where there is none.</summary>
public enum GoalSide
{
    Employee,
    Manager,
}

/// <summary>One participant's goals in a cycle: who proposed, who confirmed, and every step that led there.</summary>
public sealed class GoalSheet : IVersioned
{
    private readonly List<Goal> goals = [];
    private readonly List<GoalStep> steps = [];

    private GoalSheet()
    {
    }

    public GoalSheet(int cycleId, int participantId, int employeeId)
    {
        CycleId = cycleId;
        ParticipantId = participantId;
        EmployeeId = employeeId;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ParticipantId { get; private set; }

    public int EmployeeId { get; private set; }

    public GoalSheetState State { get; private set; }

    /// <summary>When the draft was last saved.</summary>
    public DateTime? SavedAt { get; private set; }

    /// <summary>When the employee agreed to what stands there now; null when that has changed since.</summary>
    public DateTime? EmployeeConfirmedAt { get; private set; }

    public string EmployeeConfirmedBy { get; private set; } = "";

    /// <inheritdoc cref="EmployeeConfirmedAt"/>
    public DateTime? ManagerConfirmedAt { get; private set; }

    public string ManagerConfirmedBy { get; private set; } = "";

    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>The phase closed before both had confirmed.</summary>
    public bool ConfirmedAsProposed { get; private set; }

    /// <summary>HR opened it again after its phase: both may go on until the results are released.</summary>
    public bool OpenAfterPhase { get; private set; }

    public IReadOnlyList<Goal> Goals => goals;

    public IReadOnlyList<GoalStep> Steps => steps;

    public int Version { get; private set; }

    public IReadOnlyList<GoalEntry> Entries => [.. goals.Select(g => g.Entry)];

    /// <summary>Whose confirmation is awaited; null when nobody's is.</summary>
    public GoalSide? WaitsFor => State != GoalSheetState.Proposed ? null : EmployeeConfirmedAt is null ? GoalSide.Employee : GoalSide.Manager;

    /// <summary>Keeps what the employee has written so far; it need not add up yet.</summary>
    public Result SaveDraft(TemplateDefinition template, IReadOnlyList<GoalEntry> entries, DateTime now)
    {
        if (State != GoalSheetState.Open)
        {
            return GoalErrors.NotOpen;
        }

        var faults = GoalRules.CheckDraft(template, entries);
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        Take(template, entries);
        SavedAt = now;
        return Result.Ok;
    }

    /// <summary>The employee proposes these goals and thereby agrees to them.</summary>
    public Result Propose(TemplateDefinition template, IReadOnlyList<GoalEntry> entries, Actor actor, DateTime now)
    {
        if (State != GoalSheetState.Open)
        {
            return GoalErrors.NotOpen;
        }

        var faults = GoalRules.Check(template, entries);
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        var changes = Changes(template, entries);
        Take(template, entries);
        State = GoalSheetState.Proposed;
        SavedAt = now;
        AgreeAs(GoalSide.Employee, actor, now);
        steps.Add(new GoalStep(GoalStepKind.Proposed, "", changes, actor, now));
        return Result.Ok;
    }

    /// <summary>The manager's side changes what was proposed and agrees to it; the employee has to confirm again.</summary>
    public Result Change(TemplateDefinition template, IReadOnlyList<GoalEntry> entries, string reason, Actor actor, DateTime now)
    {
        if (State != GoalSheetState.Proposed)
        {
            return GoalErrors.NotProposed;
        }

        var faults = GoalRules.Check(template, entries).ToList();
        var changes = Changes(template, entries);
        faults.AddRange(ReasonFaults(reason));
        if (changes.Count == 0)
        {
            faults.Add(GoalErrors.NothingChanged);
        }

        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        Take(template, entries);
        AgreeAs(GoalSide.Manager, actor, now);
        (EmployeeConfirmedAt, EmployeeConfirmedBy) = (null, "");
        steps.Add(new GoalStep(GoalStepKind.Changed, reason.Trim(), changes, actor, now));
        return Result.Ok;
    }

    /// <summary>One side agrees to what stands there; agreed by both, the goals count.</summary>
    public Result Confirm(TemplateDefinition template, GoalSide side, Actor actor, DateTime now)
    {
        if (State != GoalSheetState.Proposed)
        {
            return GoalErrors.NotProposed;
        }

        if (WaitsFor != side)
        {
            return GoalErrors.AlreadyConfirmed;
        }

        var faults = GoalRules.Check(template, Entries);
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        AgreeAs(side, actor, now);
        steps.Add(new GoalStep(GoalStepKind.Confirmed, "", [], actor, now));
        (State, ConfirmedAt, OpenAfterPhase) = (GoalSheetState.Confirmed, now, false);
        return Result.Ok;
    }

    /// <summary>Back to the employee's hand; the figures stay, the confirmations go.</summary>
    /// <param name="afterPhase">HR does it when the phase is over: the sheet alone stays open until release.</param>
    public Result Reopen(string reason, bool afterPhase, Actor actor, DateTime now)
    {
        if (State == GoalSheetState.Open && (!afterPhase || OpenAfterPhase))
        {
            return GoalErrors.AlreadyOpen;
        }

        var faults = ReasonFaults(reason);
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        State = GoalSheetState.Open;
        (EmployeeConfirmedAt, EmployeeConfirmedBy, ManagerConfirmedAt, ManagerConfirmedBy) = (null, "", null, "");
        (ConfirmedAt, ConfirmedAsProposed, OpenAfterPhase) = (null, false, OpenAfterPhase || afterPhase);
        steps.Add(new GoalStep(GoalStepKind.Reopened, reason.Trim(), [], actor, now));
        return Result.Ok;
    }

    private static List<Error> ReasonFaults(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? [SharedErrors.ReasonRequired]
        : reason.Trim().Length > GoalRules.LongestReason ? [GoalErrors.TooLong.With(GoalRules.LongestReason)]
        : [];

    private void AgreeAs(GoalSide side, Actor actor, DateTime now)
    {
        if (side == GoalSide.Employee)
        {
            (EmployeeConfirmedAt, EmployeeConfirmedBy) = (now, actor.Name);
        }
        else
        {
            (ManagerConfirmedAt, ManagerConfirmedBy) = (now, actor.Name);
        }
    }

    private List<GoalChange> Changes(TemplateDefinition template, IReadOnlyList<GoalEntry> entries)
    {
        var changes = new List<GoalChange>();
        foreach (var indicator in template.Indicators)
        {
            var before = GoalRules.Filled(indicator, goals.Find(g => g.IndicatorKey == indicator.Key)?.Entry);
            var after = GoalRules.Filled(indicator, entries.FirstOrDefault(e => e.IndicatorKey == indicator.Key));
            if (before != after)
            {
                changes.Add(new GoalChange(before, after));
            }
        }

        return changes;
    }

    private void Take(TemplateDefinition template, IReadOnlyList<GoalEntry> entries)
    {
        goals.RemoveAll(g => template.FindIndicator(g.IndicatorKey) is null);
        foreach (var entry in entries)
        {
            var goal = goals.Find(g => g.IndicatorKey == entry.IndicatorKey);
            if (goal is null)
            {
                goal = new Goal(entry.IndicatorKey);
                goals.Add(goal);
            }

            goal.Set(entry);
        }
    }
}
