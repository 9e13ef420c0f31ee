namespace StarPortal.Domain.Feedback;

/// <summary>Named faults of customer feedback.</summary>
public static class FeedbackErrors
{
    /// <summary>One answer for a link that is unknown, expired, revoked or has all its answers.</summary>
    public static readonly Error LinkClosed = Of(nameof(LinkClosed));

    public static readonly Error AlreadyAnswered = Of(nameof(AlreadyAnswered));
    public static readonly Error TooQuick = Of(nameof(TooQuick));

    /// <summary>Count of what is missing.</summary>
    public static readonly Error Incomplete = Of(nameof(Incomplete));

    /// <summary>Lowest, highest.</summary>
    public static readonly Error ScoreRange = Of(nameof(ScoreRange));

    /// <summary>Limit.</summary>
    public static readonly Error TextTooLong = Of(nameof(TextTooLong));

    public static readonly Error CodeNeeded = Of(nameof(CodeNeeded));

    /// <summary>Limit.</summary>
    public static readonly Error NameLength = Of(nameof(NameLength));

    public static readonly Error CycleNotOpen = Of(nameof(CycleNotOpen));
    public static readonly Error NothingToRate = Of(nameof(NothingToRate));
    public static readonly Error IndicatorNeeded = Of(nameof(IndicatorNeeded));

    /// <summary>Limit.</summary>
    public static readonly Error MostAnswersRange = Of(nameof(MostAnswersRange));

    /// <summary>Lowest, highest.</summary>
    public static readonly Error MinimumRange = Of(nameof(MinimumRange));

    /// <summary>Limit.</summary>
    public static readonly Error DaysRange = Of(nameof(DaysRange));

    public static readonly Error CampaignEnded = Of(nameof(CampaignEnded));
    public static readonly Error NobodyToIssueFor = Of(nameof(NobodyToIssueFor));

    /// <summary>Limit.</summary>
    public static readonly Error TooManyLinks = Of(nameof(TooManyLinks));

    public static readonly Error NoValues = Of(nameof(NoValues));

    private static Error Of(string code) => new("Feedback", code);
}

/// <summary>Who deals with customer feedback: HR only. A manager could choose whom to ask, and with it the outcome.</summary>
public static class FeedbackAccess
{
    public static bool CanManage(Actor actor) => actor.IsHr;

    /// <summary>Links and values for somebody: HR, never for oneself.</summary>
    public static bool CanIssueFor(Actor actor, int employeeId) => actor.IsHrFor(employeeId);
}
