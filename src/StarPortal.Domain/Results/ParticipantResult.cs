namespace StarPortal.Domain.Results;

/// <summary>The one rating record of a participant in a cycle; versions are added, never overwritten.</summary>
public sealed class ParticipantResult : IVersioned
{
    private readonly List<ResultVersion> versions = [];

    private ParticipantResult()
    {
    }

    public ParticipantResult(int cycleId, int participantId)
    {
        CycleId = cycleId;
        ParticipantId = participantId;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ParticipantId { get; private set; }

    /// <summary>Number of the version that holds; 0 before the first.</summary>
    public int CurrentNumber { get; private set; }

    /// <summary>The current version's total, rounded; null for insufficient data.</summary>
    public decimal? CurrentTotal { get; private set; }

    /// <summary>Number of the version that the closing found right and made final; null before.</summary>
    public int? FinalNumber { get; private set; }

    public IReadOnlyList<ResultVersion> Versions => versions;

    public int Version { get; private set; }
}

public enum ResultVersionKind
{
    Computed,
    Calibrated,
    Appealed,
}

/// <summary>A dated version of a result with everything that explains it.</summary>
public sealed class ResultVersion
{
    private ResultVersion()
    {
    }

    public ResultVersion(int resultId, int number, ResultVersionKind kind, ScoreTree tree, string reason, Actor actor, DateTime now)
    {
        ResultId = resultId;
        Number = number;
        Kind = kind;
        Tree = tree;
        Total = tree.Total is { } total ? Rounding.Score(total) : null;
        Reason = reason;
        CreatedBy = actor.Name;
        CreatedAt = now;
    }

    public int Id { get; private set; }

    public int ResultId { get; private set; }

    /// <summary>1 upwards.</summary>
    public int Number { get; private set; }

    public ResultVersionKind Kind { get; private set; }

    /// <summary>Rounded to two decimals; null for insufficient data.</summary>
    public decimal? Total { get; private set; }

    /// <summary>How the total was computed, down to each share.</summary>
    public ScoreTree Tree { get; private set; } = null!;

    public string Reason { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";
}
