namespace StarPortal.Domain.Reviews;

public enum NominationState
{
    Proposed,
    Approved,
    Rejected,
    Withdrawn,
}

/// <summary>As what somebody chooses a reviewer.</summary>
public enum Chooser
{
    /// <summary>The participant, for themselves.</summary>
    Employee,

    /// <summary>The participant's manager.</summary>
    Manager,

    Hr,
}

/// <summary>A proposal that somebody reviews a participant; with its approval the review is there. One per participant and reviewer.</summary>
public sealed class Nomination : IVersioned
{
    private Nomination()
    {
    }

    public Nomination(NominationOf of, Chooser chooser, Actor actor, DateTime now)
    {
        (CycleId, ParticipantId, SubjectId, ReviewerId, _) = of;
        Propose(of.Group, chooser, actor, now);
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ParticipantId { get; private set; }

    /// <summary>The employee who is to be reviewed.</summary>
    public int SubjectId { get; private set; }

    /// <summary>The employee who is to write.</summary>
    public int ReviewerId { get; private set; }

    public Relationship Relationship { get; private set; }

    public NominationState State { get; private set; }

    /// <summary>As what the proposal was made.</summary>
    public Chooser Chooser { get; private set; }

    /// <summary>Null when somebody proposed who is no employee.</summary>
    public int? ProposedById { get; private set; }

    public string ProposedBy { get; private set; } = "";

    public DateTime ProposedAt { get; private set; }

    public int? DecidedById { get; private set; }

    public string DecidedBy { get; private set; } = "";

    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was rejected; the participant reads it.</summary>
    public string? Reason { get; private set; }

    /// <summary>Nobody had decided when the nomination phase closed.</summary>
    public bool ApprovedAutomatically { get; private set; }

    /// <summary>The declined review that this one is to take the place of.</summary>
    public int? ReplacesReviewId { get; private set; }

    public int Version { get; private set; }

    /// <summary>
    /// Puts a proposal on the table again: a participant what they withdrew themselves, the manager and HR also what was
    /// rejected.
    /// </summary>
    public Result ProposeAgain(Relationship group, Chooser chooser, Actor actor, DateTime now)
    {
        if (State is NominationState.Proposed or NominationState.Approved)
        {
            return NominationErrors.AlreadyProposed;
        }

        if (State == NominationState.Rejected && chooser == Chooser.Employee)
        {
            return NominationErrors.WasRejected;
        }

        (DecidedById, DecidedBy, DecidedAt, Reason, ReplacesReviewId) = (null, "", null, null, null);
        Propose(group, chooser, actor, now);
        return Result.Ok;
    }

    /// <summary>
    /// The participant proposes somebody whom the manager proposed or chose before, and is told nothing of it: the proposal
    /// becomes theirs in the state it is in.
    /// </summary>
    public void TakeOver(Actor actor, DateTime now) =>
        (Chooser, ProposedById, ProposedBy, ProposedAt) = (Chooser.Employee, actor.EmployeeId, actor.Name, now);

    /// <summary>The review that follows is made by the caller, in the same transaction.</summary>
    /// <param name="replaces">The declined review whose place it takes; null for none.</param>
    public Result Approve(Actor actor, DateTime now, int? replaces = null)
    {
        if (State != NominationState.Proposed)
        {
            return NominationErrors.Of(State);
        }

        ReplacesReviewId = replaces;
        Decide(NominationState.Approved, actor, now);
        return Result.Ok;
    }

    public Result Reject(string reason, Actor actor, DateTime now)
    {
        if (State != NominationState.Proposed)
        {
            return NominationErrors.Of(State);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (reason.Trim().Length > Review.ReasonLimit)
        {
            return ReviewErrors.ReasonTooLong.With(Review.ReasonLimit);
        }

        Reason = reason.Trim();
        Decide(NominationState.Rejected, actor, now);
        return Result.Ok;
    }

    /// <summary>Whoever proposed takes it back, while nobody has decided.</summary>
    public Result Withdraw(Actor actor, DateTime now)
    {
        if (!NominationAccess.CanWithdraw(actor, ProposedById))
        {
            return SharedErrors.NotAllowed;
        }

        if (State != NominationState.Proposed)
        {
            return NominationErrors.Of(State);
        }

        Decide(NominationState.Withdrawn, actor, now);
        return Result.Ok;
    }

    private void Propose(Relationship group, Chooser chooser, Actor actor, DateTime now)
    {
        (Relationship, State, Chooser) = (group, NominationState.Proposed, chooser);
        (ProposedById, ProposedBy, ProposedAt) = (actor.EmployeeId, actor.Name, now);
    }

    private void Decide(NominationState state, Actor actor, DateTime now) =>
        (State, DecidedById, DecidedBy, DecidedAt) = (state, actor.EmployeeId, actor.Name, now);
}

/// <summary>Who is proposed for whom.</summary>
/// <param name="Group">Peer, Report, CrossTeam or Customer.</param>
public sealed record NominationOf(int CycleId, int ParticipantId, int SubjectId, int ReviewerId, Relationship Group);

/// <summary>Who may do what with nominations.</summary>
public static class NominationAccess
{
    /// <summary>A participant, for themselves only.</summary>
    public static bool CanPropose(Actor actor, int subjectId) => actor.EmployeeId == subjectId;

    public static bool CanWithdraw(Actor actor, int? proposedById) => actor.EmployeeId is { } me && me == proposedById;

    /// <summary>
    /// As what the actor decides about a participant's reviewers: the participant's manager in this cycle before anything
    /// else, and HR. Nobody decides about their own.
    /// </summary>
    public static Chooser? DeciderOf(Actor actor, int subjectId, int? managerId) =>
        actor.EmployeeId == subjectId ? null
        : actor.EmployeeId is { } me && me == managerId ? Chooser.Manager
        : actor.IsHrFor(subjectId) ? Chooser.Hr
        : null;
}

/// <summary>Why a reviewer could not be proposed or decided about; the sentences are in <c>ReviewsText</c>.</summary>
public static class NominationErrors
{
    public static readonly Error AlreadyProposed = New("AlreadyProposed");
    public static readonly Error WasApproved = New("NominationApproved");
    public static readonly Error WasRejected = New("NominationRejected");
    public static readonly Error WasWithdrawn = New("NominationWithdrawn");
    public static readonly Error OwnReviewer = New("OwnReviewer");
    public static readonly Error IsTheManager = New("IsTheManager");
    public static readonly Error ReviewerGone = New("ReviewerGone");

    /// <summary>{0} the role the reviewer has already.</summary>
    public static readonly Error HasARole = New("HasARole");
    public static readonly Error HasDeclined = New("HasDeclined");
    public static readonly Error RoleWithdrawn = New("RoleWithdrawn");
    public static readonly Error IsDelegate = New("IsDelegate");
    public static readonly Error NotAReport = New("NotAReport");
    public static readonly Error IsAReport = New("IsAReport");

    /// <summary>{0} the group.</summary>
    public static readonly Error GroupClosed = New("GroupClosed");

    /// <summary>{0} the group, {1} its maximum.</summary>
    public static readonly Error GroupFull = New("GroupFull");

    /// <summary>{0} the group.</summary>
    public static readonly Error ChosenByOthers = New("ChosenByOthers");
    public static readonly Error NotTimeToPropose = New("NotTimeToPropose");
    public static readonly Error PeerPhaseClosed = New("PeerPhaseClosed");
    public static readonly Error ParticipantGone = New("ParticipantGone");
    public static readonly Error NotDeclined = New("NotDeclinedReview");
    public static readonly Error AlreadyReplaced = New("AlreadyReplaced");

    /// <summary>The other one takes no part in the cycle: nobody can review them.</summary>
    public static readonly Error NotBothWays = New("NotBothWays");

    /// <summary>What stands in the way of deciding about a proposal in this state.</summary>
    public static Error Of(NominationState state) => state switch
    {
        NominationState.Approved => WasApproved,
        NominationState.Rejected => WasRejected,
        NominationState.Withdrawn => WasWithdrawn,
        _ => AlreadyProposed,
    };

    private static Error New(string code) => new("Reviews", code);
}
