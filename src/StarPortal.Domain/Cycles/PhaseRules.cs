namespace StarPortal.Domain.Cycles;

/// <summary>In which order the phases of a calendar may lie. Self, peer and manager review may overlap.</summary>
public static class PhaseRules
{
    /// <summary>Phases in which reviewers write.</summary>
    public static IReadOnlyList<PhaseKind> Rating { get; } = [PhaseKind.SelfReview, PhaseKind.PeerReview, PhaseKind.ManagerReview];

    /// <summary>Phases that only a step of the cycle itself opens: publishing, releasing, closing.</summary>
    public static bool FollowsTheCycle(PhaseKind kind) => kind is PhaseKind.Publish or PhaseKind.Release or PhaseKind.Close;

    /// <summary>The inputs of a result: none of them may come after calibration or release.</summary>
    private static readonly PhaseKind[] Inputs =
        [PhaseKind.GoalConfirmation, PhaseKind.DataCollection, PhaseKind.MidTermCheck, PhaseKind.Nomination, .. Rating];

    /// <summary>The second must not open before the first closes.</summary>
    private static readonly (PhaseKind First, PhaseKind Then)[] Order =
    [
        .. Inputs.Select(i => (i, PhaseKind.Calibration)),
        .. Inputs.Select(i => (i, PhaseKind.Release)),
        (PhaseKind.Calibration, PhaseKind.Release),
        (PhaseKind.Nomination, PhaseKind.PeerReview),
        (PhaseKind.Acknowledgement, PhaseKind.Close),
        (PhaseKind.Appeal, PhaseKind.Close),
        (PhaseKind.Release, PhaseKind.Close),
    ];

    /// <summary>Everything that is wrong with a calendar, in its order; empty when nothing is.</summary>
    public static IReadOnlyList<Error> Check(IReadOnlyList<PhaseDates> calendar)
    {
        var errors = new List<Error>();
        errors.AddRange(calendar.GroupBy(d => d.Kind).Where(g => g.Count() > 1).Select(g => CycleErrors.PhaseTwice.With(g.Key)));
        errors.AddRange(calendar.Where(d => d.ClosesAt < d.OpensAt).Select(d => CycleErrors.PhaseReversed.With(d.Kind)));
        if (errors.Count > 0)
        {
            return errors;
        }

        var dates = calendar.ToDictionary(d => d.Kind);
        if (dates.TryGetValue(PhaseKind.Publish, out var publish))
        {
            errors.AddRange(calendar.Where(d => d.OpensAt < publish.OpensAt).Select(d => CycleErrors.OpensTooEarly.With(d.Kind, PhaseKind.Publish)));
        }

        foreach (var (first, then) in Order)
        {
            if (dates.TryGetValue(first, out var a) && dates.TryGetValue(then, out var b) && b.OpensAt < a.ClosesAt)
            {
                errors.Add(CycleErrors.OpensTooEarly.With(then, first));
            }
        }

        foreach (var after in (PhaseKind[])[PhaseKind.Acknowledgement, PhaseKind.Appeal])
        {
            if (dates.TryGetValue(after, out var a) && dates.TryGetValue(PhaseKind.Release, out var release) && a.OpensAt < release.OpensAt)
            {
                errors.Add(CycleErrors.OpensTooEarly.With(after, PhaseKind.Release));
            }
        }

        // the manager may submit once the self review is in or its phase is over: there must be time left for it
        if (dates.TryGetValue(PhaseKind.SelfReview, out var self) && dates.TryGetValue(PhaseKind.ManagerReview, out var manager) && manager.ClosesAt < self.ClosesAt)
        {
            errors.Add(CycleErrors.ClosesTooEarly.With(PhaseKind.ManagerReview, PhaseKind.SelfReview));
        }

        return errors;
    }
}
