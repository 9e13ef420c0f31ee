namespace StarPortal.Domain.DevelopmentPlans;

/// <summary>Why a development plan is called for.</summary>
public enum PlanTriggerKind
{
    /// <summary>The lowest level in two consecutive cycles of the programme.</summary>
    LowestLevelTwice,

    /// <summary>The behaviour section of the result under <see cref="PlanTriggerRules.LeastBehaviour"/>.</summary>
    BehaviourLow,
}

/// <summary>The facts of a trigger, from which its reason is told in the reader's language.</summary>
/// <param name="Level">The lowest level's name.</param>
/// <param name="EarlierCycle">The cycle before, by name.</param>
/// <param name="Section">The behaviour section's name.</param>
/// <param name="Score">Of that section, rounded.</param>
public sealed record PlanTriggerFacts(LocalText? Level = null, string EarlierCycle = "", LocalText? Section = null, decimal? Score = null);

/// <summary>A closing found that somebody should get a development plan. Never removed; withdrawn when the cycle is reopened.</summary>
public sealed class PlanTrigger
{
    private PlanTrigger()
    {
    }

    public PlanTrigger(int employeeId, int participantId, int cycleId, int round, PlanTriggerKind kind, PlanTriggerFacts facts, DateTime now)
    {
        EmployeeId = employeeId;
        ParticipantId = participantId;
        CycleId = cycleId;
        Round = round;
        Kind = kind;
        Facts = facts;
        At = now;
    }

    public int Id { get; private set; }

    public int EmployeeId { get; private set; }

    public int ParticipantId { get; private set; }

    /// <summary>Unique with <see cref="EmployeeId"/>, <see cref="Kind"/> and <see cref="Round"/>.</summary>
    public int CycleId { get; private set; }

    /// <summary>Of the closing.</summary>
    public int Round { get; private set; }

    public PlanTriggerKind Kind { get; private set; }

    public PlanTriggerFacts Facts { get; private set; } = new();

    public DateTime At { get; private set; }

    /// <summary>When the cycle was reopened; null while the trigger holds.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public string WithdrawnReason { get; private set; } = "";
}
