namespace StarPortal.Domain.Feedback;

/// <summary>Named faults of feedback notes, requests, notebook entries, check-ins and phrases.</summary>
public static class NoteErrors
{
    /// <summary>Missing and forbidden get the same answer.</summary>
    public static readonly Error NoteNotFound = Of(nameof(NoteNotFound));

    public static readonly Error SituationMissing = Of(nameof(SituationMissing));
    public static readonly Error BehaviourMissing = Of(nameof(BehaviourMissing));
    public static readonly Error ImpactMissing = Of(nameof(ImpactMissing));

    /// <summary>Limit.</summary>
    public static readonly Error NoteTooLong = Of(nameof(NoteTooLong));

    public static readonly Error RecipientMissing = Of(nameof(RecipientMissing));
    public static readonly Error ToOneself = Of(nameof(ToOneself));
    public static readonly Error RecipientLeft = Of(nameof(RecipientLeft));
    public static readonly Error FollowUpPast = Of(nameof(FollowUpPast));
    public static readonly Error NoManagerToShareWith = Of(nameof(NoManagerToShareWith));
    public static readonly Error ManagerAsked = Of(nameof(ManagerAsked));
    public static readonly Error ManagerHasChanged = Of(nameof(ManagerHasChanged));
    public static readonly Error IndicatorUnknown = Of(nameof(IndicatorUnknown));

    /// <summary>Hours.</summary>
    public static readonly Error WithdrawTooLate = Of(nameof(WithdrawTooLate));

    public static readonly Error AlreadyWithdrawn = Of(nameof(AlreadyWithdrawn));
    public static readonly Error NothingToFollowUp = Of(nameof(NothingToFollowUp));

    public static readonly Error RequestNotOpen = Of(nameof(RequestNotOpen));
    public static readonly Error NobodyAsked = Of(nameof(NobodyAsked));

    /// <summary>Limit.</summary>
    public static readonly Error TooManyAsked = Of(nameof(TooManyAsked));

    /// <summary>Name.</summary>
    public static readonly Error AskedAlready = Of(nameof(AskedAlready));

    public static readonly Error AskedIsSubject = Of(nameof(AskedIsSubject));
    public static readonly Error AskedIsRequester = Of(nameof(AskedIsRequester));
    public static readonly Error MessageMissing = Of(nameof(MessageMissing));

    /// <summary>Limit in days.</summary>
    public static readonly Error DueRange = Of(nameof(DueRange));

    public static readonly Error EntryMissing = Of(nameof(EntryMissing));
    public static readonly Error EntryInFuture = Of(nameof(EntryInFuture));
    public static readonly Error EntryHandedOver = Of(nameof(EntryHandedOver));
    public static readonly Error NothingChosen = Of(nameof(NothingChosen));
    public static readonly Error NoNewManager = Of(nameof(NoNewManager));

    public static readonly Error CheckInClosed = Of(nameof(CheckInClosed));
    public static readonly Error StatusMissing = Of(nameof(StatusMissing));
    public static readonly Error ProgressMissing = Of(nameof(ProgressMissing));
    public static readonly Error NextStepsMissing = Of(nameof(NextStepsMissing));
    public static readonly Error AlreadyConfirmed = Of(nameof(AlreadyConfirmed));

    public static readonly Error PhraseMissing = Of(nameof(PhraseMissing));
    public static readonly Error PhraseShipped = Of(nameof(PhraseShipped));
    public static readonly Error PhraseTwice = Of(nameof(PhraseTwice));

    private static Error Of(string code) => new("Feedback", code);
}
