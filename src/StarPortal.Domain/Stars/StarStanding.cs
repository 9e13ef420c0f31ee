namespace StarPortal.Domain.Stars;

/// <summary>An employee's current level in a programme; moved by nothing but the closing of cycles and its reversal.</summary>
public sealed class StarStanding : IVersioned
{
    private StarStanding()
    {
    }

    public StarStanding(int employeeId, int programmeId, int level, int cyclesBelow, int cycleId, DateOnly periodEnd, DateTime now)
    {
        EmployeeId = employeeId;
        ProgrammeId = programmeId;
        Level = level;
        CyclesBelow = cyclesBelow;
        LastCycleId = cycleId;
        LastPeriodEnd = periodEnd;
        Since = now;
    }

    public int Id { get; private set; }

    public int EmployeeId { get; private set; }

    /// <summary>Unique with <see cref="EmployeeId"/>.</summary>
    public int ProgrammeId { get; private set; }

    /// <summary>1 upwards.</summary>
    public int Level { get; private set; }

    /// <summary>When this level was reached (the closing that wrote it), UTC.</summary>
    public DateTime Since { get; private set; }

    /// <summary>Consecutive cycles below <see cref="Level"/>.</summary>
    public int CyclesBelow { get; private set; }

    /// <summary>The cycle that moved or confirmed it last.</summary>
    public int LastCycleId { get; private set; }

    /// <summary>End of that cycle's period; an earlier cycle that is closed later changes nothing.</summary>
    public DateOnly LastPeriodEnd { get; private set; }

    public int Version { get; private set; }
}

/// <summary>
/// What one cycle's closing did to a standing. Never removed, and never changed but for the mark that it was taken back:
/// queries see only what holds, unless they ask for the whole history.
/// </summary>
public sealed class StarStandingChange
{
    private StarStandingChange()
    {
    }

    public StarStandingChange(int standingId, StandingMove move, int programmeId, int programmeVersionId, int cycleId, DateOnly periodEnd, DateTime now, int round = 1)
    {
        Round = round;
        StandingId = standingId;
        EmployeeId = move.EmployeeId;
        ParticipantId = move.ParticipantId;
        ProgrammeId = programmeId;
        ProgrammeVersionId = programmeVersionId;
        CycleId = cycleId;
        PeriodEnd = periodEnd;
        ReachedLevel = move.Reached;
        LevelBefore = move.Before?.Level;
        LevelAfter = move.Step.LevelAfter;
        CyclesBelow = move.Step.CyclesBelow;
        Change = move.Step.Change;
        Counts = move.Counts;
        At = now;
    }

    public int Id { get; private set; }

    public int StandingId { get; private set; }

    public int EmployeeId { get; private set; }

    public int ParticipantId { get; private set; }

    public int ProgrammeId { get; private set; }

    public int ProgrammeVersionId { get; private set; }

    public int CycleId { get; private set; }

    public DateOnly PeriodEnd { get; private set; }

    public int? ReachedLevel { get; private set; }

    /// <summary>Null when the standing began with this cycle.</summary>
    public int? LevelBefore { get; private set; }

    public int LevelAfter { get; private set; }

    public int CyclesBelow { get; private set; }

    public StarChange Change { get; private set; }

    /// <summary>False for a cycle closed after one whose period ends later: kept for the record, it moved nothing.</summary>
    public bool Counts { get; private set; }

    public DateTime At { get; private set; }

    /// <summary>Of the closing. Unique with <see cref="StandingId"/>, <see cref="CycleId"/> and <see cref="ReversesId"/>.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>The entry that this one takes back; 0 for what a closing did.</summary>
    public int ReversesId { get; private set; }

    /// <summary>When a later entry took this one back; null while it holds.</summary>
    public DateTime? ReversedAt { get; private set; }
}

/// <summary>A standing with what decides whether a cycle may move it.</summary>
public sealed record StandingNow(int Id, int Level, int CyclesBelow, DateOnly LastPeriodEnd);

/// <summary>What a cycle's closing does to one person's standing.</summary>
/// <param name="StandingId">Null when the standing begins.</param>
/// <param name="Counts">False when the standing comes from a cycle whose period ends later: it then stays as it is.</param>
public sealed record StandingMove(int ParticipantId, int EmployeeId, int? Reached, int? StandingId, StandingBefore? Before, StarStep Step, bool Counts)
{
    /// <summary>
    /// Follows the level reached, which the release froze, from the standing as it is now: between release and closing
    /// another cycle of the same programme may have moved it.
    /// </summary>
    /// <param name="levels">How many levels the programme has.</param>
    /// <param name="periodEnd">Of the cycle that is closed.</param>
    public static StandingMove Of(
        StarPolicy policy, int levels, DateOnly periodEnd, int participantId, int employeeId, int? reached, bool newcomer, StandingNow? standing)
    {
        var before = standing is null ? null : new StandingBefore(standing.Level, standing.CyclesBelow);
        var counts = standing is null || standing.LastPeriodEnd <= periodEnd;
        var step = counts
            ? StarProgression.Next(policy, levels, before, new StarExplanation(reached, newcomer, null, []))
            : new StarStep(standing!.Level, standing.CyclesBelow, StarChange.Kept);
        return new StandingMove(participantId, employeeId, reached, standing?.Id, before, step, counts);
    }
}
