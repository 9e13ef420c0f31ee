namespace StarPortal.Domain.Cycles;

/// <summary>
/// <c>Draft → Published → Running → Calibrating → Released → Closed</c>, and <c>Cancelled</c> from any state before
/// <c>Released</c>. Calibration is optional: a cycle whose calendar has no calibration phase, or whose committee never
/// met, is released from <c>Running</c>. Any other transition is <see cref="CycleErrors.WrongState"/>.
/// </summary>
public sealed partial class Cycle
{
    /// <summary>Shows criteria, weights and calendar to all participants; from here on they are fixed.</summary>
    public Result Publish(Actor actor, DateTime now)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        var faults = Incomplete();
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        State = CycleState.Published;
        PublishedAt = now;
        Phase(PhaseKind.Publish)?.MoveTo(PhaseState.Open);
        return Result.Ok;
    }

    /// <summary>Whether launching may begin; it ends with <see cref="CompleteLaunch"/>.</summary>
    public Result Launch() => MustBe(CycleState.Published);

    /// <summary>The participants' snapshots and the reviews are there.</summary>
    public Result CompleteLaunch(DateTime now)
    {
        if (Launch() is { Failed: true } wrong)
        {
            return wrong;
        }

        State = CycleState.Running;
        LaunchedAt = now;
        Phase(PhaseKind.Publish)?.MoveTo(PhaseState.Closed);
        return Result.Ok;
    }

    public Result Cancel(string reason)
    {
        if (MustBe(CycleState.Draft, CycleState.Published, CycleState.Running, CycleState.Calibrating) is { Failed: true } wrong)
        {
            return wrong;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return CycleErrors.ReasonMissing;
        }

        State = CycleState.Cancelled;
        return Result.Ok;
    }

    /// <summary>HR has seen the list of missing inputs and goes on without them.</summary>
    public Result AcknowledgeMissing(Actor actor, DateTime now)
    {
        if (MustBe(CycleState.Running, CycleState.Calibrating) is { Failed: true } wrong)
        {
            return wrong;
        }

        MissingAcknowledgedAt = now;
        MissingAcknowledgedBy = actor.Name;
        return Result.Ok;
    }

    /// <summary>To be called by every new computation: what is missing may have changed.</summary>
    public void ClearMissingAcknowledgement()
    {
        MissingAcknowledgedAt = null;
        MissingAcknowledgedBy = null;
    }

    /// <summary>Makes the results visible to all at once. No one may be writing any more.</summary>
    /// <param name="inputsMissing">Whether the latest computation had to leave anything out.</param>
    public Result Release(Actor actor, DateTime now, bool inputsMissing)
    {
        if (MustBe(CycleState.Running, CycleState.Calibrating) is { Failed: true } wrong)
        {
            return wrong;
        }

        // closing the goal phase decides what was never confirmed: it must not happen after the results were computed
        if (phases.Find(p => p.State == PhaseState.Open && (p.Kind == PhaseKind.GoalConfirmation || PhaseRules.Rating.Contains(p.Kind))) is { } open)
        {
            return CycleErrors.PhaseStillOpen.With(open.Kind);
        }

        if (inputsMissing && MissingAcknowledgedAt is null)
        {
            return CycleErrors.MissingNotAcknowledged;
        }

        State = CycleState.Released;
        ReleasedAt = now;
        foreach (var phase in phases.Where(p => p.State == PhaseState.Open))
        {
            phase.MoveTo(PhaseState.Closed);
        }

        Phase(PhaseKind.Release)?.MoveTo(PhaseState.Open);
        return Result.Ok;
    }

    /// <summary>What is still to be set before the cycle can be published.</summary>
    public IReadOnlyList<Error> Incomplete()
    {
        var errors = new List<Error>();
        if (string.IsNullOrWhiteSpace(Name))
        {
            errors.Add(CycleErrors.NameMissing);
        }

        if (TemplateVersionId is null)
        {
            errors.Add(CycleErrors.TemplateMissing);
        }

        var needed = new List<PhaseKind> { PhaseKind.Release };
        if (WithSelfReview)
        {
            needed.Add(PhaseKind.SelfReview);
        }

        if (WithManagerReview)
        {
            needed.Add(PhaseKind.ManagerReview);
        }

        errors.AddRange(needed.Order().Where(k => Phase(k) is null).Select(k => CycleErrors.PhaseMissing.With(k)));
        errors.AddRange(PhaseRules.Check([.. phases.Select(p => new PhaseDates(p.Kind, p.OpensAt, p.ClosesAt))]));
        return errors;
    }

    private Result MustBe(params ReadOnlySpan<CycleState> allowed) =>
        !allowed.Contains(State) ? CycleErrors.WrongState.With(State) : ClosingSince is not null ? ClosingErrors.BeingClosed : Result.Ok;
}
