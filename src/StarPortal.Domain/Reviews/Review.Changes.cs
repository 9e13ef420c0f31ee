namespace StarPortal.Domain.Reviews;

/// <summary>What HR changes about a review before the results are released. Whether HR may at all is asked before.</summary>
public sealed partial class Review
{
    /// <summary>Gives more time; one that was missed is given back to its writer.</summary>
    /// <param name="closesAt">UTC; later than now and than its present end.</param>
    /// <param name="phaseClosesAt">UTC; null when its phase is closed or there is none.</param>
    public Result Extend(DateTime closesAt, DateTime? phaseClosesAt, DateTime now)
    {
        if (!IsOpen && State != ReviewState.Missed)
        {
            return StateError();
        }

        if (closesAt <= now)
        {
            return ReviewErrors.EndPast;
        }

        if (State != ReviewState.Missed && closesAt <= ReviewWindow.EndOf(phaseClosesAt, ClosesAt))
        {
            return ReviewErrors.EndTooEarly;
        }

        ClosesAt = closesAt;
        if (State == ReviewState.Missed)
        {
            State = SavedAt is not null ? ReviewState.Draft : ReviewState.NotStarted;
        }

        return Result.Ok;
    }

    /// <summary>Puts the review away because somebody else is asked; the text is kept. One that was declined stays as it is.</summary>
    public Result GiveUp()
    {
        if (Relationship == Relationship.Self || PreviousManager || State is not (ReviewState.NotStarted or ReviewState.Draft or ReviewState.Missed or ReviewState.Declined))
        {
            return ReviewErrors.NotReassignable;
        }

        if (State != ReviewState.Declined)
        {
            State = ReviewState.Withdrawn;
        }

        return Result.Ok;
    }

    /// <summary>Undoes <see cref="Withdraw"/> when the time for writing may be over meanwhile.</summary>
    /// <param name="stillTime">The review could be written now.</param>
    public Result RestoreAsOf(bool stillTime)
    {
        if (PreviousManager)
        {
            return ReviewErrors.OfPreviousManager;
        }

        var restored = Restore();
        return restored.Failed || stillTime || !IsOpen ? restored
            : State == ReviewState.Reopened ? EndReopening()
            : MarkMissed();
    }
}
