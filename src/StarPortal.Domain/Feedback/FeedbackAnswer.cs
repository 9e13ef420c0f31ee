using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Feedback;

/// <summary>What one customer said. Nothing in it says who they are.</summary>
public sealed class FeedbackAnswer
{
    private FeedbackAnswer()
    {
    }

    /// <param name="once">Hash of what may answer a link once: a browser, a form or an order number.</param>
    public FeedbackAnswer(int campaignId, int linkId, int participantId, FeedbackContent content, string once, DateOnly day)
    {
        CampaignId = campaignId;
        LinkId = linkId;
        ParticipantId = participantId;
        Score = content.Score;
        Items = content.Items;
        Once = once;
        Day = day;
    }

    public int Id { get; private set; }

    public int CampaignId { get; private set; }

    public int LinkId { get; private set; }

    public int ParticipantId { get; private set; }

    /// <summary>Of satisfaction and recommendation; null for ratings.</summary>
    public int? Score { get; private set; }

    /// <summary>Ratings and texts by indicator or question; empty for satisfaction and recommendation.</summary>
    public IReadOnlyList<AnswerContent> Items { get; private set; } = [];

    /// <summary>Unique for each link: a second answer of the same browser, form or order number is refused by the database.</summary>
    public string Once { get; private set; } = "";

    /// <summary>In UTC. The hour is not kept: it would tell who it was.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Part of the actual value that was written; see <see cref="FeedbackValue"/>.</summary>
    public bool Counted { get; private set; }

    /// <summary>Was in when the results were released, and is part of what they show.</summary>
    public bool Published { get; private set; }
}

/// <param name="Score">Null for ratings.</param>
/// <param name="Items">Empty for satisfaction and recommendation.</param>
public sealed record FeedbackContent(int? Score, IReadOnlyList<AnswerContent> Items);
