namespace StarPortal.Domain.Reviews;

/// <summary>Why a review stays with its reviewer although they delegate.</summary>
public enum NotDelegated
{
    /// <summary>One's own self review.</summary>
    Self,

    /// <summary>The delegate is the one reviewed.</summary>
    AboutDelegate,

    /// <summary>The delegate would judge their own manager.</summary>
    AboutDelegatesManager,

    /// <summary>The delegate manages the participant and judges as that.</summary>
    DelegateManages,

    /// <summary>The delegate reviews the participant already: one role per person and participant.</summary>
    DelegateReviews,

    /// <summary>Another cycle than the delegation is for.</summary>
    OtherCycle,
}

/// <summary>One review as a delegation looks at it.</summary>
/// <param name="ParticipantManagerId">The participant's manager in the cycle.</param>
/// <param name="DelegateReviews">The delegate has a review of the same participant that is not withdrawn.</param>
/// <param name="DelegateManagerId">The delegate's own manager now.</param>
public sealed record DelegableReview(int CycleId, Relationship Relationship, int SubjectId, int? ParticipantManagerId, bool DelegateReviews, int? DelegateManagerId);

/// <summary>What is known when somebody wants to delegate.</summary>
/// <param name="Others">Proposed and accepted delegations of either of the two that are not over.</param>
/// <param name="Today">In the delegator's time zone.</param>
/// <param name="DelegateGone">The delegate has left, or leaves before the first day.</param>
/// <param name="DelegateSignsIn">The delegate has an account that is not disabled.</param>
/// <param name="CycleRunning">The cycle, if one is named, still asks for reviews.</param>
public sealed record DelegationScene(IReadOnlyList<Delegation> Others, DateOnly Today, bool DelegateGone, bool DelegateSignsIn, bool CycleRunning);

/// <summary>Who may write for whom (domain.md, section 2, "Delegation").</summary>
public static class DelegationRules
{
    /// <summary>Everything that stands in the way of a delegation; empty when nothing does.</summary>
    public static IReadOnlyList<Error> Check(int delegatorId, int delegateId, int? cycleId, DelegationDays days, string reason, DelegationScene scene)
    {
        var errors = new List<Error>();
        if (delegatorId == delegateId)
        {
            errors.Add(DelegationErrors.ToOneself);
        }

        if (scene.DelegateGone)
        {
            errors.Add(DelegationErrors.Gone);
        }
        else if (!scene.DelegateSignsIn)
        {
            errors.Add(DelegationErrors.NoAccount);
        }

        if (!scene.CycleRunning)
        {
            errors.Add(DelegationErrors.CycleOver);
        }

        errors.AddRange(DayFaults(days, scene.Today));
        errors.AddRange(Crossings(delegatorId, delegateId, cycleId, days, scene.Others));
        if (Review.ReasonFault(reason) is { } fault)
        {
            errors.Add(fault);
        }

        return errors;
    }

    /// <summary>Null when the delegate may write this review; otherwise why it stays with the reviewer.</summary>
    public static NotDelegated? WhyNot(int delegateId, int? cycleId, DelegableReview review) =>
        cycleId is { } only && only != review.CycleId ? NotDelegated.OtherCycle
        : review.Relationship == Relationship.Self ? NotDelegated.Self
        : review.SubjectId == delegateId ? NotDelegated.AboutDelegate
        : review.SubjectId == review.DelegateManagerId ? NotDelegated.AboutDelegatesManager
        : review.ParticipantManagerId == delegateId ? NotDelegated.DelegateManages
        : review.DelegateReviews ? NotDelegated.DelegateReviews
        : null;

    private static IEnumerable<Error> DayFaults(DelegationDays days, DateOnly today)
    {
        if (days.Last < days.First)
        {
            yield return DelegationErrors.DaysReversed;
        }
        else if (days.First < today)
        {
            yield return DelegationErrors.DaysPast;
        }
        else if (days.Last.DayNumber - days.First.DayNumber >= DelegationDays.Longest)
        {
            yield return DelegationErrors.DaysTooMany.With(DelegationDays.Longest);
        }
    }

    /// <summary>One stand-in at a time, and nobody who stands in, or is stood in for, is asked to do both at once.</summary>
    private static IEnumerable<Error> Crossings(int delegatorId, int delegateId, int? cycleId, DelegationDays days, IReadOnlyList<Delegation> others)
    {
        var at = others.Where(o => o.Days.Overlaps(days)).ToList();
        if (at.Exists(o => o.DelegatorId == delegatorId && (o.CycleId is null || cycleId is null || o.CycleId == cycleId)))
        {
            yield return DelegationErrors.Overlaps;
        }

        if (at.Exists(o => o.DelegateId == delegatorId))
        {
            yield return DelegationErrors.StandsInAlready;
        }

        if (at.Exists(o => o.DelegatorId == delegateId))
        {
            yield return DelegationErrors.DelegateIsAway;
        }
    }
}
