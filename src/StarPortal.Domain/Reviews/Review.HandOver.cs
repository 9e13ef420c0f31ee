namespace StarPortal.Domain.Reviews;

/// <summary>What becomes of a manager review when the participant gets another manager.</summary>
public sealed partial class Review
{
    /// <summary>
    /// The writer is no longer the participant's manager: what was handed in stays as evidence, anything else is put away
    /// with its text. Neither counts. Asks for the answers: one that is reopened is again what was handed in last.
    /// </summary>
    public Result SetAside()
    {
        if (Relationship != Relationship.Manager || PreviousManager)
        {
            return ReviewErrors.Withdrawn;
        }

        PreviousManager = true;
        if (State == ReviewState.Reopened)
        {
            return EndReopening();
        }

        if (State != ReviewState.Submitted)
        {
            State = ReviewState.Withdrawn;
        }

        return Result.Ok;
    }

    /// <summary>The writer manages the participant again: the review counts again and goes on where it was.</summary>
    /// <param name="closesAt">Its own end, in UTC, when the phase gives too little time.</param>
    public Result TakeUpAgain(DateTime? closesAt)
    {
        if (Relationship != Relationship.Manager)
        {
            return ReviewErrors.NotWithdrawn;
        }

        PreviousManager = false;
        ClosesAt = closesAt;
        return State == ReviewState.Withdrawn ? Restore() : Result.Ok;
    }

    /// <summary>Gives a new review an own end when its phase leaves too little time.</summary>
    /// <param name="closesAt">UTC; null for the phase's.</param>
    public Review Until(DateTime? closesAt)
    {
        ClosesAt = closesAt;
        return this;
    }
}
