using StarPortal.Domain.Calendar;

namespace StarPortal.Domain.Feedback;

public enum FeedbackRequestState
{
    Open,
    Answered,
    Declined,

    /// <summary>Its day passed; it can still be answered.</summary>
    Expired,

    Withdrawn,
}

/// <summary>One person asks another for feedback on themselves, or a manager about a report.</summary>
public sealed class FeedbackRequest : IVersioned
{
    public const int LongestMessage = 1000;
    public const int MostAsked = 20;
    public const int MostDays = 90;
    public const int DefaultDays = 14;

    /// <summary>Working days after which an unanswered request is brought to mind, once.</summary>
    public const int NudgeAfter = 3;

    private FeedbackRequest()
    {
    }

    public int Id { get; private set; }

    public int RequesterId { get; private set; }

    public int AskedId { get; private set; }

    /// <summary>Whom the feedback is about and for.</summary>
    public int SubjectId { get; private set; }

    public string Message { get; private set; } = "";

    public DateOnly DueOn { get; private set; }

    public FeedbackRequestState State { get; private set; }

    public DateTime AskedAt { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    /// <summary>Why it was declined; read by who asked.</summary>
    public string Reason { get; private set; } = "";

    public DateTime? NudgedAt { get; private set; }

    public int Version { get; private set; }

    public bool AsksAboutAnother => RequesterId != SubjectId;

    public bool CanBeAnswered => State is FeedbackRequestState.Open or FeedbackRequestState.Expired;

    /// <param name="asked">Everybody who is asked.</param>
    /// <param name="today">The day it is where the asking person is.</param>
    public static Result<IReadOnlyList<FeedbackRequest>> Ask(
        int requesterId, int subjectId, IReadOnlyCollection<int> asked, string message, DateOnly dueOn, DateOnly today, DateTime now)
    {
        var faults = Check(requesterId, subjectId, asked, message, dueOn, today).ToList();
        return faults.Count > 0
            ? Result<IReadOnlyList<FeedbackRequest>>.Fail(faults)
            : Result<IReadOnlyList<FeedbackRequest>>.Of(
            [
                .. asked.Distinct().Select(a => new FeedbackRequest
                {
                    RequesterId = requesterId,
                    AskedId = a,
                    SubjectId = subjectId,
                    Message = message.Trim(),
                    DueOn = dueOn,
                    AskedAt = now,
                }),
            ]);
    }

    public Result Answer(DateTime now) => CanBeAnswered ? Close(FeedbackRequestState.Answered, now) : NoteErrors.RequestNotOpen;

    public Result Decline(string reason, DateTime now)
    {
        if (!CanBeAnswered)
        {
            return NoteErrors.RequestNotOpen;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (reason.Trim().Length > FeedbackNote.LongestReason)
        {
            return NoteErrors.NoteTooLong.With(FeedbackNote.LongestReason);
        }

        Reason = reason.Trim();
        return Close(FeedbackRequestState.Declined, now);
    }

    /// <summary>Who asked no longer needs it.</summary>
    public Result Withdraw(DateTime now) => CanBeAnswered ? Close(FeedbackRequestState.Withdrawn, now) : NoteErrors.RequestNotOpen;

    /// <summary>The answer was taken back: the request is open again, or expired.</summary>
    /// <param name="today">The day it is where the asked person is.</param>
    public void AnswerWithdrawn(DateOnly today)
    {
        if (State == FeedbackRequestState.Answered)
        {
            (State, ClosedAt) = (DueOn < today ? FeedbackRequestState.Expired : FeedbackRequestState.Open, null);
        }
    }

    /// <summary>Whether the asked person is reminded now: once, three working days later at the same time of day, while it is open.</summary>
    /// <param name="zone">Where the asked person is.</param>
    public bool IsToNudge(TimeZoneInfo zone, WorkCalendar calendar, DateTime now) =>
        State == FeedbackRequestState.Open && NudgedAt is null && WorkingDays.HavePassed(NudgeAfter, AskedAt, now, zone, calendar);

    public void Nudge(DateTime now) => NudgedAt ??= now;

    /// <param name="today">The day it is where the asked person is.</param>
    /// <returns>Whether it did.</returns>
    public bool Expire(DateOnly today)
    {
        if (State != FeedbackRequestState.Open || DueOn >= today)
        {
            return false;
        }

        State = FeedbackRequestState.Expired;
        return true;
    }

    private static IEnumerable<Error> Check(int requesterId, int subjectId, IReadOnlyCollection<int> asked, string message, DateOnly dueOn, DateOnly today)
    {
        if (asked.Count == 0)
        {
            yield return NoteErrors.NobodyAsked;
        }

        if (asked.Count > MostAsked)
        {
            yield return NoteErrors.TooManyAsked.With(MostAsked);
        }

        if (asked.Contains(requesterId))
        {
            yield return NoteErrors.AskedIsRequester;
        }
        else if (asked.Contains(subjectId))
        {
            yield return NoteErrors.AskedIsSubject;
        }

        if (string.IsNullOrWhiteSpace(message))
        {
            yield return NoteErrors.MessageMissing;
        }
        else if (message.Trim().Length > LongestMessage)
        {
            yield return NoteErrors.NoteTooLong.With(LongestMessage);
        }

        if (dueOn < today || dueOn > today.AddDays(MostDays))
        {
            yield return NoteErrors.DueRange.With(MostDays);
        }
    }

    private Result Close(FeedbackRequestState state, DateTime now)
    {
        (State, ClosedAt) = (state, now);
        return Result.Ok;
    }
}
