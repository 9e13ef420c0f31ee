namespace StarPortal.Domain.Reviews;

/// <summary>Why a delegation could not be made or changed; the sentences are in <c>ReviewsText</c>.</summary>
public static class DelegationErrors
{
    /// <summary>Missing and forbidden get the same answer.</summary>
    public static readonly Error NotAllowed = SharedErrors.NotAllowed;

    public static readonly Error ToOneself = New("DelegateToOneself");
    public static readonly Error Gone = New("DelegateGone");
    public static readonly Error NoAccount = New("DelegateNoAccount");
    public static readonly Error DaysReversed = New("DelegationDaysReversed");
    public static readonly Error DaysPast = New("DelegationDaysPast");
    public static readonly Error DaysTooMany = New("DelegationDaysTooMany");
    public static readonly Error CycleOver = New("DelegationCycleOver");
    public static readonly Error Overlaps = New("DelegationOverlaps");
    public static readonly Error StandsInAlready = New("DelegationStandsInAlready");
    public static readonly Error DelegateIsAway = New("DelegationDelegateIsAway");
    public static readonly Error AlreadyAnswered = New("DelegationAnswered");
    public static readonly Error Over = New("DelegationOver");

    private static Error New(string code) => new("Reviews", code);
}
