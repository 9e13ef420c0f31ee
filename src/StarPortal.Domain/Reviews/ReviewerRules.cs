using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Reviews;

/// <summary>Somebody who is to review somebody.</summary>
/// <param name="SubjectId">The employee who is reviewed.</param>
/// <param name="SubjectManagerId">The participant's manager in this cycle.</param>
/// <param name="ReviewerManagerId">Whom the reviewer reports to.</param>
/// <param name="Employed">The reviewer has not left.</param>
/// <param name="Taken">The role that the reviewer has with this participant already; null for none.</param>
/// <param name="TakenState">The state of that review.</param>
/// <param name="IsDelegate">The reviewer writes a review on this participant for somebody else.</param>
public sealed record ReviewerCase(
    Relationship Group,
    int SubjectId,
    int? SubjectManagerId,
    int ReviewerId,
    int? ReviewerManagerId,
    bool Employed,
    Relationship? Taken = null,
    ReviewState? TakenState = null,
    bool IsDelegate = false);

/// <summary>Who may review whom, who may choose them, and when. The only place that decides it.</summary>
public static class ReviewerRules
{
    /// <summary>The groups besides the participant and the manager, in the order they are shown.</summary>
    public static IReadOnlyList<Relationship> Groups { get; } = [Relationship.Peer, Relationship.Report, Relationship.CrossTeam, Relationship.Customer];

    /// <summary>Whether the one may review the other in this role, whatever room there is.</summary>
    public static Result MayReview(ReviewerCase c)
    {
        if (c.Group == Relationship.Self)
        {
            return c.ReviewerId == c.SubjectId ? Free(c) : SharedErrors.NotAllowed;
        }

        if (c.ReviewerId == c.SubjectId)
        {
            return NominationErrors.OwnReviewer;
        }

        if (!c.Employed)
        {
            return NominationErrors.ReviewerGone;
        }

        if (c.Group != Relationship.Manager && c.ReviewerId == c.SubjectManagerId)
        {
            return NominationErrors.IsTheManager;
        }

        // who reports to the participant is asked as such and as nothing else
        var reports = c.ReviewerManagerId == c.SubjectId;
        if (c.Group != Relationship.Manager && reports != (c.Group == Relationship.Report))
        {
            return reports ? NominationErrors.IsAReport : NominationErrors.NotAReport;
        }

        return Free(c);
    }

    /// <summary>Whether the group takes one more.</summary>
    /// <param name="inGroup">Reviewers it has, those who declined or were withdrawn left out.</param>
    public static Result HasRoom(GroupRule rule, int inGroup) =>
        rule.Maximum == 0 ? NominationErrors.GroupClosed.With(rule.Group)
        : inGroup >= rule.Maximum ? NominationErrors.GroupFull.With(rule.Group, rule.Maximum)
        : Result.Ok;

    /// <summary>Whether this one may choose reviewers of the group; HR always may.</summary>
    public static Result MayChoose(Chooser chooser, GroupRule rule) => chooser switch
    {
        Chooser.Hr => Result.Ok,
        Chooser.Manager when rule.Nominator is Nominator.Manager or Nominator.Employee => Result.Ok,
        Chooser.Employee when rule.Nominator == Nominator.Employee => Result.Ok,
        _ => NominationErrors.ChosenByOthers.With(rule.Group),
    };

    /// <summary>Participants propose while the cycle runs and its nomination phase is open.</summary>
    public static Result TimeToPropose(CycleState cycle, PhaseState? nomination) =>
        cycle == CycleState.Running && nomination == PhaseState.Open ? Result.Ok : NominationErrors.NotTimeToPropose;

    /// <summary>Reviewers are added as long as they could still write: up to the end of the review phase.</summary>
    /// <param name="peerPhase">The phase in which groups write; null when the calendar has none.</param>
    public static Result TimeToAssign(CycleState cycle, PhaseState? peerPhase) =>
        cycle != CycleState.Running ? ReviewErrors.CycleNotRunning
        : peerPhase == PhaseState.Closed ? NominationErrors.PeerPhaseClosed
        : Result.Ok;

    private static Result Free(ReviewerCase c) =>
        c.IsDelegate ? NominationErrors.IsDelegate
        : c.Taken is not { } role ? Result.Ok
        : c.TakenState switch
        {
            ReviewState.Declined => NominationErrors.HasDeclined,
            ReviewState.Withdrawn => NominationErrors.RoleWithdrawn,
            _ => NominationErrors.HasARole.With(role),
        };
}
