namespace StarPortal.Domain.Stars;

/// <summary>
/// What a participant reached in a cycle, and where the standing goes by it: computed with the results, frozen by their
/// release, seen by the participant from then on. Closing the cycle writes it into the standing.
/// </summary>
public sealed class StarOutcome
{
    private StarOutcome()
    {
    }

    public StarOutcome(StarSubject subject, StarExplanation explanation, StandingBefore? before, StarStep step, DateTime now)
    {
        CycleId = subject.CycleId;
        ParticipantId = subject.ParticipantId;
        EmployeeId = subject.EmployeeId;
        ProgrammeId = subject.ProgrammeId;
        ProgrammeVersionId = subject.ProgrammeVersionId;
        Explain(explanation, now);
        Step(before, step);
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    /// <summary>Unique: one outcome each.</summary>
    public int ParticipantId { get; private set; }

    public int EmployeeId { get; private set; }

    public int ProgrammeId { get; private set; }

    public int ProgrammeVersionId { get; private set; }

    /// <summary>0 when not even level 1 is met; null for insufficient data.</summary>
    public int? ReachedLevel { get; private set; }

    /// <summary>Under the least tenure: level 1 whatever was reached.</summary>
    public bool Newcomer { get; private set; }

    /// <summary>The standing before; null when there was none.</summary>
    public int? LevelBefore { get; private set; }

    /// <summary>Consecutive cycles below the standing before.</summary>
    public int CyclesBelowBefore { get; private set; }

    /// <summary>The standing after; 1 or more.</summary>
    public int LevelAfter { get; private set; }

    /// <summary>Consecutive cycles below <see cref="LevelAfter"/>.</summary>
    public int CyclesBelow { get; private set; }

    public StarChange Change { get; private set; }

    /// <summary>Every criterion of every level, as it was found.</summary>
    public StarExplanation Explanation { get; private set; } = null!;

    public DateTime EvaluatedAt { get; private set; }

    /// <summary>A new evaluation of the same participant.</summary>
    public void Replace(StarOutcome newer)
    {
        (ProgrammeId, ProgrammeVersionId) = (newer.ProgrammeId, newer.ProgrammeVersionId);
        Explain(newer.Explanation, newer.EvaluatedAt);
        Step(newer.LevelBefore is { } level ? new StandingBefore(level, newer.CyclesBelowBefore) : null, new StarStep(newer.LevelAfter, newer.CyclesBelow, newer.Change));
    }

    /// <summary>Where the standing really goes from: another cycle of the programme may have moved it after this one's release.</summary>
    public void Step(StandingBefore? before, StarStep step)
    {
        LevelBefore = before?.Level;
        CyclesBelowBefore = before?.CyclesBelow ?? 0;
        LevelAfter = step.LevelAfter;
        CyclesBelow = step.CyclesBelow;
        Change = step.Change;
    }

    private void Explain(StarExplanation explanation, DateTime now)
    {
        ReachedLevel = explanation.Reached;
        Newcomer = explanation.Newcomer;
        Explanation = explanation;
        EvaluatedAt = now;
    }
}

/// <summary>Who is evaluated, in which cycle, by which version of a programme.</summary>
public sealed record StarSubject(int CycleId, int ParticipantId, int EmployeeId, int ProgrammeId, int ProgrammeVersionId);
