using System.Security.Cryptography;
using StarPortal.Domain.Identity;

namespace StarPortal.Domain.Feedback;

/// <summary>As the list shows it.</summary>
public enum FeedbackLinkState
{
    Open,

    /// <summary>As many answers as it takes.</summary>
    Full,
    Expired,
    Revoked,
}

/// <summary>What a customer opens. Only the hash of its token is kept; the card with the QR code is the one copy.</summary>
public sealed class FeedbackLink
{
    private FeedbackLink()
    {
    }

    private FeedbackLink(int campaignId, int participantId, string tokenHash, int mostAnswers, DateTime expiresAt, Actor actor, DateTime now)
    {
        CampaignId = campaignId;
        ParticipantId = participantId;
        TokenHash = tokenHash;
        MostAnswers = mostAnswers;
        ExpiresAt = expiresAt;
        CreatedBy = actor.Name;
        CreatedAt = now;
    }

    /// <summary>Also the number printed on the card.</summary>
    public int Id { get; private set; }

    public int CampaignId { get; private set; }

    public int ParticipantId { get; private set; }

    public string TokenHash { get; private set; } = "";

    public int MostAnswers { get; private set; }

    /// <summary>Raised by set statements only, together with the answer: many may arrive at once.</summary>
    public int Answers { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    internal static (FeedbackLink Link, string Token) Create(int campaignId, int participantId, int mostAnswers, DateTime expiresAt, Actor actor, DateTime now)
    {
        // 160 random bits in 32 letters and digits: short enough for a QR code that a phone reads from a card
        var token = Totp.ToBase32(RandomNumberGenerator.GetBytes(20)).ToLowerInvariant();
        return (new FeedbackLink(campaignId, participantId, HashOf(token), mostAnswers, expiresAt, actor, now), token);
    }

    /// <summary>Case does not matter: somebody may type it from the card.</summary>
    public static string HashOf(string token) => OneTimeLink.HashOf(token.Trim().ToLowerInvariant());

    public FeedbackLinkState StateAt(DateTime now) => StateOf(RevokedAt, ExpiresAt, Answers, MostAnswers, now);

    public static FeedbackLinkState StateOf(DateTime? revokedAt, DateTime expiresAt, int answers, int mostAnswers, DateTime now) =>
        revokedAt is not null ? FeedbackLinkState.Revoked
        : answers >= mostAnswers ? FeedbackLinkState.Full
        : expiresAt <= now ? FeedbackLinkState.Expired
        : FeedbackLinkState.Open;
}
