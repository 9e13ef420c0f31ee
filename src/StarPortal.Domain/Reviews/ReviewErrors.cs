namespace StarPortal.Domain.Reviews;

/// <summary>Why something could not be done with a review; the sentences are in <c>ReviewsText</c>.</summary>
public static class ReviewErrors
{
    /// <summary>Missing and forbidden get the same answer.</summary>
    public static readonly Error NotAllowed = SharedErrors.NotAllowed;

    public static readonly Error ReasonRequired = SharedErrors.ReasonRequired;

    public static readonly Error AlreadySubmitted = New("AlreadySubmitted");
    public static readonly Error NotSubmitted = New("NotSubmitted");
    public static readonly Error Declined = New("Declined");
    public static readonly Error Missed = New("Missed");
    public static readonly Error Withdrawn = New("Withdrawn");
    public static readonly Error NotWithdrawn = New("NotWithdrawn");
    public static readonly Error StillOpen = New("StillOpen");
    public static readonly Error CannotDecline = New("CannotDecline");
    public static readonly Error Incomplete = New("Incomplete");
    public static readonly Error ExtremesWithoutComment = New("ExtremesWithoutComment");
    public static readonly Error TextTooLong = New("TextTooLong");
    public static readonly Error ReasonTooLong = New("ReasonTooLong");
    public static readonly Error UnknownItem = New("UnknownItem");
    public static readonly Error NotOnScale = New("NotOnScale");
    public static readonly Error NotRated = New("NotRated");
    public static readonly Error CycleNotRunning = New("CycleNotRunning");
    public static readonly Error NotOpenYet = New("NotOpenYet");
    public static readonly Error PhaseClosed = New("PhaseClosed");
    public static readonly Error WaitsForSelfReview = New("WaitsForSelfReview");

    public static readonly Error NotOpen = New("NotOpen");
    public static readonly Error Released = New("Released");
    public static readonly Error EndPast = New("EndPast");
    public static readonly Error EndTooEarly = New("EndTooEarly");
    public static readonly Error EndRequired = New("EndRequired");
    public static readonly Error Escalated = New("Escalated");
    public static readonly Error OneCaseOnly = New("OneCaseOnly");
    public static readonly Error OwnReview = New("OwnReview");
    public static readonly Error OwnTeam = New("OwnTeam");
    public static readonly Error NothingChosen = New("NothingChosen");
    public static readonly Error OneCycleOnly = New("OneCycleOnly");
    public static readonly Error NotReassignable = New("NotReassignable");
    public static readonly Error SameReviewer = New("SameReviewer");
    public static readonly Error RequestDecided = New("RequestDecided");
    public static readonly Error RequestExists = New("RequestExists");
    public static readonly Error SelfReviewStays = New("SelfReviewStays");
    public static readonly Error OfPreviousManager = New("OfPreviousManager");
    public static readonly Error TooManyChosen = New("TooManyChosen");
    public static readonly Error ReviewerRequired = New("ReviewerRequired");
    public static readonly Error ManagerReviewExists = New("ManagerReviewExists");

    /// <summary>What stands in the way of writing in this state.</summary>
    public static Error Of(ReviewState state) => state switch
    {
        ReviewState.Submitted => AlreadySubmitted,
        ReviewState.Declined => Declined,
        ReviewState.Missed => Missed,
        ReviewState.Withdrawn => Withdrawn,
        _ => StillOpen,
    };

    private static Error New(string code) => new("Reviews", code);
}
