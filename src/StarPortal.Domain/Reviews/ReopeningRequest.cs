namespace StarPortal.Domain.Reviews;

public enum ReopeningState
{
    Open,
    Granted,
    Refused,

    /// <summary>Nobody can grant it any more: results are released, or the review was reopened or withdrawn otherwise.</summary>
    Overtaken,
}

/// <summary>Somebody asks HR to give a submitted review back to its author.</summary>
public sealed class ReopeningRequest : IVersioned
{
    private ReopeningRequest()
    {
    }

    public ReopeningRequest(int cycleId, int reviewId, int requestedById, string reason, DateTime now)
    {
        (CycleId, ReviewId, RequestedById) = (cycleId, reviewId, requestedById);
        Reason = reason.Trim();
        RequestedAt = now;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ReviewId { get; private set; }

    /// <summary>The author, or for a self review the participant's manager.</summary>
    public int RequestedById { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTime RequestedAt { get; private set; }

    public ReopeningState State { get; private set; }

    /// <summary>HR's words on the decision.</summary>
    public string? Answer { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public int Version { get; private set; }

    public Result Decide(bool granted, string answer, Actor actor, DateTime now)
    {
        if (State != ReopeningState.Open)
        {
            return ReviewErrors.RequestDecided;
        }

        if (Review.ReasonFault(answer) is { } fault)
        {
            return fault;
        }

        State = granted ? ReopeningState.Granted : ReopeningState.Refused;
        (Answer, DecidedBy, DecidedAt) = (answer.Trim(), actor.Name, now);
        return Result.Ok;
    }

    public void Overtake(DateTime now) => (State, DecidedAt) = State == ReopeningState.Open ? (ReopeningState.Overtaken, now) : (State, DecidedAt);
}
