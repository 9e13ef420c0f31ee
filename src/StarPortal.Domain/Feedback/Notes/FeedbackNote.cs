namespace StarPortal.Domain.Feedback;

/// <summary>What a note is for.</summary>
public enum NoteKind
{
    /// <summary>Something to go on with.</summary>
    Praise,

    /// <summary>Something to do differently.</summary>
    Improve,
}

/// <summary>Who reads a note besides its giver; chosen and shown before it is sent.</summary>
public enum NoteVisibility
{
    Recipient,

    /// <summary>Also the one person who manages the recipient on the day it is sent, and nobody who does later.</summary>
    RecipientAndManager,
}

public enum NoteState
{
    Sent,

    /// <summary>Taken back by its giver: the text stays with the giver, nobody else reads it any more.</summary>
    Withdrawn,
}

/// <summary>What a giver writes.</summary>
/// <param name="IndicatorCode">The library's code of what it is about; empty for none.</param>
/// <param name="FollowUpOn">When both look at it again; null for never.</param>
public sealed record NoteContent(
    string Situation, string Behaviour, string Impact, NoteKind Kind, NoteVisibility Visibility, string IndicatorCode, DateOnly? FollowUpOn);

/// <summary>What must be known of the person a note is for.</summary>
/// <param name="ManagerId">Who manages them today; null for nobody.</param>
public sealed record NoteRecipient(int Id, int? ManagerId, bool Employed);

/// <summary>Feedback of one person to another: situation, behaviour, impact. Sent, it is never changed.</summary>
public sealed class FeedbackNote : IVersioned
{
    public const int LongestText = 2000;
    public const int LongestReason = 300;
    public const int CodeLength = 60;

    /// <summary>How long a giver can take a note back.</summary>
    public static readonly TimeSpan Regret = TimeSpan.FromHours(24);

    private FeedbackNote()
    {
    }

    public int Id { get; private set; }

    public int FromId { get; private set; }

    public int ToId { get; private set; }

    /// <summary>The manager whom the giver let read it, by name, when it was sent; null for nobody.</summary>
    public int? SharedWithId { get; private set; }

    /// <summary>The request that it answers; null for one given unasked.</summary>
    public int? RequestId { get; private set; }

    public NoteKind Kind { get; private set; }

    public NoteVisibility Visibility { get; private set; }

    public NoteState State { get; private set; }

    public string Situation { get; private set; } = "";

    public string Behaviour { get; private set; } = "";

    public string Impact { get; private set; } = "";

    public string IndicatorCode { get; private set; } = "";

    public DateOnly? FollowUpOn { get; private set; }

    public DateTime SentAt { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    public string WithdrawalReason { get; private set; } = "";

    public DateTime? FollowedUpAt { get; private set; }

    public int Version { get; private set; }

    /// <param name="fromId">Who gives it.</param>
    /// <param name="recipient">Whom it is for; null for nobody chosen.</param>
    /// <param name="request">The open request that it answers; null for none.</param>
    /// <param name="sharedWithSeen">The manager whose name the giver was shown; anybody else may not read what was written under that name.</param>
    /// <param name="today">The day it is where the giver is.</param>
    public static Result<FeedbackNote> Send(
        int fromId, NoteRecipient? recipient, NoteContent content, FeedbackRequest? request, int? sharedWithSeen, DateOnly today, DateTime now)
    {
        var faults = Check(fromId, recipient, content, request, sharedWithSeen, today).ToList();
        return faults.Count > 0
            ? Result<FeedbackNote>.Fail(faults)
            : new FeedbackNote
            {
                FromId = fromId,
                ToId = recipient!.Id,
                SharedWithId = content.Visibility == NoteVisibility.RecipientAndManager ? recipient.ManagerId : null,
                RequestId = request?.Id,
                Kind = content.Kind,
                Visibility = content.Visibility,
                Situation = content.Situation.Trim(),
                Behaviour = content.Behaviour.Trim(),
                Impact = content.Impact.Trim(),
                IndicatorCode = content.IndicatorCode,
                FollowUpOn = content.FollowUpOn,
                SentAt = now,
            };
    }

    /// <summary>The giver takes it back, soon after sending.</summary>
    public Result Withdraw(string reason, DateTime now)
    {
        if (State == NoteState.Withdrawn)
        {
            return NoteErrors.AlreadyWithdrawn;
        }

        if (now - SentAt > Regret)
        {
            return NoteErrors.WithdrawTooLate.With((int)Regret.TotalHours);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (reason.Trim().Length > LongestReason)
        {
            return NoteErrors.NoteTooLong.With(LongestReason);
        }

        (State, WithdrawnAt, WithdrawalReason) = (NoteState.Withdrawn, now, reason.Trim());
        return Result.Ok;
    }

    /// <summary>Giver or recipient say that both have looked at it again.</summary>
    public Result FollowUp(DateTime now)
    {
        if (State == NoteState.Withdrawn || FollowUpOn is null || FollowedUpAt is not null)
        {
            return NoteErrors.NothingToFollowUp;
        }

        FollowedUpAt = now;
        return Result.Ok;
    }

    private static IEnumerable<Error> Check(
        int fromId, NoteRecipient? recipient, NoteContent content, FeedbackRequest? request, int? sharedWithSeen, DateOnly today)
    {
        if (recipient is null)
        {
            yield return NoteErrors.RecipientMissing;
        }
        else if (recipient.Id == fromId)
        {
            yield return NoteErrors.ToOneself;
        }
        else if (!recipient.Employed)
        {
            yield return NoteErrors.RecipientLeft;
        }

        if (content.Visibility == NoteVisibility.RecipientAndManager)
        {
            // a giver who is the manager shares with nobody else
            if (recipient is not null && (recipient.ManagerId is null || recipient.ManagerId == fromId))
            {
                yield return NoteErrors.NoManagerToShareWith;
            }
            else if (recipient is not null && recipient.ManagerId != sharedWithSeen)
            {
                yield return NoteErrors.ManagerHasChanged;
            }
        }
        else if (request is { AsksAboutAnother: true } && recipient?.ManagerId == request.RequesterId)
        {
            yield return NoteErrors.ManagerAsked;
        }

        foreach (var fault in TextFaults(content))
        {
            yield return fault;
        }

        if (content.FollowUpOn < today)
        {
            yield return NoteErrors.FollowUpPast;
        }
    }

    private static IEnumerable<Error> TextFaults(NoteContent content)
    {
        if (string.IsNullOrWhiteSpace(content.Situation))
        {
            yield return NoteErrors.SituationMissing;
        }

        if (string.IsNullOrWhiteSpace(content.Behaviour))
        {
            yield return NoteErrors.BehaviourMissing;
        }

        if (string.IsNullOrWhiteSpace(content.Impact))
        {
            yield return NoteErrors.ImpactMissing;
        }

        if (new[] { content.Situation, content.Behaviour, content.Impact }.Any(t => t.Trim().Length > LongestText))
        {
            yield return NoteErrors.NoteTooLong.With(LongestText);
        }
    }
}
