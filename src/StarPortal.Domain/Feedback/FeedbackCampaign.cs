using StarPortal.Domain.Anonymity;

namespace StarPortal.Domain.Feedback;

/// <summary>What customers are asked, and what becomes of it.</summary>
public enum FeedbackKind
{
    /// <summary>The template's indicators with a <c>Customer</c> share, on its scale: a source of the score.</summary>
    Ratings,

    /// <summary>Satisfaction 1 to 5; the mean becomes an actual value.</summary>
    FivePoints,

    /// <summary>Satisfaction 1 to 5; the percentage of 4 and 5 becomes an actual value.</summary>
    SatisfiedShare,

    /// <summary>Satisfaction 0 to 100; the mean becomes an actual value.</summary>
    HundredPoints,

    /// <summary>Would you recommend us, 0 to 10: promoters (9, 10) minus detractors (0 to 6) in percent, −100 to 100.</summary>
    Nps,
}

/// <summary>Whether a link stands for one customer or for many.</summary>
public enum LinkUse
{
    One,
    Many,
}

/// <summary>What HR wants a campaign to be.</summary>
/// <param name="IndicatorKey">The indicator whose actual value the answers become; null for <see cref="FeedbackKind.Ratings"/>.</param>
/// <param name="AsksForCode">The form asks for an order or ticket number, and each counts once for a link.</param>
/// <param name="MostAnswers">For each link; 1 for links of single use.</param>
/// <param name="MinimumAnswers">Fewest answers that become a value.</param>
/// <param name="WritesItself">Values are written while data are collected, without HR's doing.</param>
/// <param name="Days">How long links stay open.</param>
public sealed record FeedbackPlan(
    string Name,
    int CycleId,
    FeedbackKind Kind,
    string? IndicatorKey,
    LinkUse Use,
    bool AsksForCode,
    int MostAnswers,
    int MinimumAnswers,
    bool WritesItself,
    int Days);

/// <summary>What customers are asked about the participants of one cycle. Links and answers belong to it.</summary>
public sealed class FeedbackCampaign : IVersioned
{
    public const int NameLimit = 120;
    public const int MostAnswersLimit = 10_000;
    public const int MostMinimum = 1_000;
    public const int MostDays = 366;
    public const int DefaultDays = 60;

    private FeedbackCampaign()
    {
    }

    private FeedbackCampaign(FeedbackPlan plan, Actor actor, DateTime now)
    {
        Name = plan.Name.Trim();
        CycleId = plan.CycleId;
        Kind = plan.Kind;
        IndicatorKey = plan.Kind == FeedbackKind.Ratings ? null : plan.IndicatorKey;
        Use = plan.Use;
        AsksForCode = plan.Use == LinkUse.Many && plan.AsksForCode;
        MostAnswers = plan.Use == LinkUse.One ? 1 : plan.MostAnswers;
        MinimumAnswers = plan.MinimumAnswers;
        WritesItself = plan.Kind != FeedbackKind.Ratings && plan.WritesItself;
        ExpiresAt = now.AddDays(plan.Days);
        CreatedBy = actor.Name;
        CreatedAt = now;
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public int CycleId { get; private set; }

    public FeedbackKind Kind { get; private set; }

    public string? IndicatorKey { get; private set; }

    public LinkUse Use { get; private set; }

    public bool AsksForCode { get; private set; }

    public int MostAnswers { get; private set; }

    public int MinimumAnswers { get; private set; } = GroupVisibility.LowestThreshold;

    public bool WritesItself { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>When HR ended it: its links take no more answers.</summary>
    public DateTime? EndedAt { get; private set; }

    public int Version { get; private set; }

    /// <param name="customerRated">Whether the template has anything that customers rate or answer.</param>
    /// <param name="measured">Keys of the template's indicators that take an actual value.</param>
    public static Result<FeedbackCampaign> Create(FeedbackPlan plan, bool customerRated, IReadOnlyCollection<string> measured, Actor actor, DateTime now)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        var faults = new List<Error>();
        if (string.IsNullOrWhiteSpace(plan.Name) || plan.Name.Trim().Length > NameLimit)
        {
            faults.Add(FeedbackErrors.NameLength.With(NameLimit));
        }

        if (plan.Kind == FeedbackKind.Ratings ? !customerRated : plan.IndicatorKey is null || !measured.Contains(plan.IndicatorKey))
        {
            faults.Add(plan.Kind == FeedbackKind.Ratings ? FeedbackErrors.NothingToRate : FeedbackErrors.IndicatorNeeded);
        }

        if (plan.Use == LinkUse.Many && plan.MostAnswers is < 1 or > MostAnswersLimit)
        {
            faults.Add(FeedbackErrors.MostAnswersRange.With(MostAnswersLimit));
        }

        // fewer would let an answer be told from the value
        if (plan.Kind != FeedbackKind.Ratings && plan.MinimumAnswers is < GroupVisibility.LowestThreshold or > MostMinimum)
        {
            faults.Add(FeedbackErrors.MinimumRange.With(GroupVisibility.LowestThreshold, MostMinimum));
        }

        if (plan.Days is < 1 or > MostDays)
        {
            faults.Add(FeedbackErrors.DaysRange.With(MostDays));
        }

        return faults.Count > 0 ? Result<FeedbackCampaign>.Fail(faults) : new FeedbackCampaign(plan, actor, now);
    }

    public Result End(Actor actor, DateTime now)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (EndedAt is not null)
        {
            return FeedbackErrors.CampaignEnded;
        }

        EndedAt = now;
        return Result.Ok;
    }

    /// <summary>A new link for a participant of the cycle, and its token.</summary>
    public Result<(FeedbackLink Link, string Token)> Issue(int participantId, int employeeId, Actor actor, DateTime now)
    {
        if (!FeedbackAccess.CanIssueFor(actor, employeeId))
        {
            return SharedErrors.NotAllowed;
        }

        return EndedAt is not null || ExpiresAt <= now
            ? FeedbackErrors.CampaignEnded
            : FeedbackLink.Create(Id, participantId, MostAnswers, ExpiresAt, actor, now);
    }
}
