namespace StarPortal.Domain.Cycles;

/// <summary>Phases open and close by hand and by date; both go through here.</summary>
public sealed partial class Cycle
{
    public CyclePhase? Phase(PhaseKind kind) => phases.Find(p => p.Kind == kind);

    public bool IsOpen(PhaseKind kind) => Phase(kind) is { State: PhaseState.Open };

    /// <summary>Opens a phase, also one that was closed before. One whose time is over needs a new <paramref name="closesAt"/>.</summary>
    /// <param name="closesAt">UTC; null keeps the calendar's.</param>
    public Result OpenPhase(PhaseKind kind, Actor actor, DateTime now, DateTime? closesAt = null)
    {
        if (Movable(kind) is { Failed: true } refused)
        {
            return refused;
        }

        var phase = Phase(kind)!;
        if (phase.State == PhaseState.Open)
        {
            return CycleErrors.PhaseAlreadyOpen.With(kind);
        }

        if ((closesAt ?? phase.ClosesAt) <= now && !actor.IsSystem)
        {
            return CycleErrors.PhaseOver.With(kind);
        }

        if (kind == PhaseKind.Calibration)
        {
            if (phases.Find(p => p.State == PhaseState.Open && PhaseRules.Rating.Contains(p.Kind)) is { } open)
            {
                return CycleErrors.PhaseStillOpen.With(open.Kind);
            }

            State = CycleState.Calibrating;
        }

        if (closesAt is { } end)
        {
            phase.Reschedule(phase.OpensAt < end ? phase.OpensAt : now, end);
        }

        phase.MoveTo(PhaseState.Open);
        return Result.Ok;
    }

    public Result ClosePhase(PhaseKind kind, Actor actor, DateTime now)
    {
        if (Movable(kind) is { Failed: true } refused)
        {
            return refused;
        }

        var phase = Phase(kind)!;
        if (phase.State != PhaseState.Open)
        {
            return CycleErrors.PhaseNotOpen.With(kind);
        }

        phase.MoveTo(PhaseState.Closed);
        if (kind == PhaseKind.DataCollection)
        {
            ActualsUnlockedAt = null;
        }

        return Result.Ok;
    }

    /// <summary>Whether actual values may be written now.</summary>
    public Result CanWriteActuals() => ActualWindow.Check(State, Phase(PhaseKind.DataCollection)?.State, ActualsUnlockedAt is not null);

    /// <summary>Opens the actual values again after data collection has closed, without moving the calendar.</summary>
    public Result UnlockActuals(string reason, DateTime now)
    {
        var window = CanWriteActuals();
        if (window.Succeeded)
        {
            return CycleErrors.ActualsNotLocked;
        }

        if (!window.Error.Is(CycleErrors.ActualsLocked))
        {
            return window;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return CycleErrors.ReasonMissing;
        }

        ActualsUnlockedAt = now;
        return Result.Ok;
    }

    /// <summary>Ends what <see cref="UnlockActuals"/> began.</summary>
    public Result LockActuals()
    {
        if (ActualsUnlockedAt is null)
        {
            return CycleErrors.ActualsLocked;
        }

        ActualsUnlockedAt = null;
        return Result.Ok;
    }

    /// <summary>
    /// Gives a phase that is not over other dates; the calendar's order must still hold for it. One that is open keeps its
    /// opening; one whose new opening lies behind is opened by the next look at the calendar.
    /// </summary>
    /// <param name="opensAt">UTC.</param>
    /// <param name="closesAt">UTC.</param>
    public Result ReschedulePhase(PhaseKind kind, DateTime opensAt, DateTime closesAt, string reason, DateTime now)
    {
        if (Reschedulable(kind) is { Failed: true } refused)
        {
            return refused;
        }

        var phase = Phase(kind)!;
        var errors = DateFaults(phase, opensAt, closesAt, now);
        if (string.IsNullOrWhiteSpace(reason))
        {
            errors.Add(CycleErrors.ReasonMissing);
        }

        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        phase.Reschedule(opensAt, closesAt);
        return Result.Ok;
    }

    /// <summary>Phases that are to be opened or closed by now, opening before closing: a phase missed whole is opened and closed.</summary>
    public IReadOnlyList<(PhaseKind Kind, bool Open)> DueMoves(DateTime now)
    {
        var moves = new List<(DateTime At, PhaseKind Kind, bool Open)>();
        foreach (var phase in phases.Where(p => Movable(p.Kind).Succeeded))
        {
            if (phase.State == PhaseState.Pending && phase.OpensAt <= now)
            {
                moves.Add((phase.OpensAt, phase.Kind, true));
            }

            if (phase.State != PhaseState.Closed && phase.ClosesAt <= now && (phase.State == PhaseState.Open || phase.OpensAt <= now))
            {
                moves.Add((phase.ClosesAt, phase.Kind, false));
            }
        }

        return [.. moves.OrderBy(m => m.At).ThenBy(m => m.Open).Select(m => (m.Kind, m.Open))];
    }

    private List<Error> DateFaults(CyclePhase phase, DateTime opensAt, DateTime closesAt, DateTime now)
    {
        var errors = new List<Error>();
        if (phase.State == PhaseState.Open && opensAt != phase.OpensAt)
        {
            errors.Add(CycleErrors.PhaseAlreadyOpen.With(phase.Kind));
        }

        if (closesAt <= now)
        {
            errors.Add(CycleErrors.PhaseOver.With(phase.Kind));
        }

        // phases opened by hand may lie out of order already: only what concerns this one is in its way
        var calendar = phases.Select(p => p == phase ? new PhaseDates(p.Kind, opensAt, closesAt) : new PhaseDates(p.Kind, p.OpensAt, p.ClosesAt));
        errors.AddRange(PhaseRules.Check([.. calendar]).Where(e => e.Args.Contains(phase.Kind)));
        return errors;
    }

    private Result Reschedulable(PhaseKind kind)
    {
        var rightState = kind is PhaseKind.Acknowledgement or PhaseKind.Appeal or PhaseKind.Close
            ? MustBe(CycleState.Published, CycleState.Running, CycleState.Calibrating, CycleState.Released)
            : MustBe(CycleState.Published, CycleState.Running, CycleState.Calibrating);
        return rightState.Failed ? rightState : Phase(kind) switch
        {
            null => CycleErrors.PhaseMissing.With(kind),
            { State: PhaseState.Closed } => CycleErrors.PhaseClosed.With(kind),
            _ => Result.Ok,
        };
    }

    private Result Movable(PhaseKind kind)
    {
        if (PhaseRules.FollowsTheCycle(kind))
        {
            return CycleErrors.PhaseNotByHand.With(kind);
        }

        var rightState = kind switch
        {
            PhaseKind.Acknowledgement or PhaseKind.Appeal => MustBe(CycleState.Released),
            // values may come in until release: a collection still open when the committee meets can be closed
            PhaseKind.Calibration or PhaseKind.DataCollection => MustBe(CycleState.Running, CycleState.Calibrating),
            _ => MustBe(CycleState.Running),
        };
        return rightState.Failed ? rightState : Phase(kind) is null ? CycleErrors.PhaseMissing.With(kind) : Result.Ok;
    }
}
