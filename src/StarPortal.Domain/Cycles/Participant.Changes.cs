namespace StarPortal.Domain.Cycles;

/// <summary>Where somebody stands in the organisation, as a cycle keeps it.</summary>
/// <param name="DepartmentPath">The department's path, for grouping by subtree.</param>
public sealed record OrganisationPlace(int DepartmentId, string DepartmentName, string DepartmentPath, string JobTitle, string Level);

/// <summary>
/// What happens to people while a cycle runs. Each change is HR's, never on one's own case, with a reason; whether the
/// cycle is in a state for it is asked of <see cref="ParticipantChangeRules"/>.
/// </summary>
public sealed partial class Participant
{
    /// <summary>Takes somebody into a cycle that runs already.</summary>
    /// <param name="now">UTC.</param>
    public static Result<Participant> Join(int cycleId, People.Employee employee, OrganisationPlace place, string reason, Actor actor, DateTime now)
    {
        if (!ParticipantChangeRules.CanChange(actor, employee.Id, employee.ManagerId))
        {
            return CycleErrors.OwnCase;
        }

        if (ParticipantChangeRules.ReasonFault(reason) is { } fault)
        {
            return fault;
        }

        var joiner = new Participant(cycleId, employee.Id)
        {
            Number = employee.Number,
            Name = employee.Name,
            ManagerId = employee.ManagerId,
            JoinedAt = now,
        };
        joiner.Place(place);
        return joiner;
    }

    /// <summary>From here on the other person manages the participant in this cycle. What becomes of the reviews is the caller's.</summary>
    /// <param name="to">Null when the participant reports to nobody any more.</param>
    public Result ChangeManager(int? to, string reason, Actor actor)
    {
        if (Stop(reason, actor, to) is { } stop)
        {
            return stop;
        }

        if (to == EmployeeId)
        {
            return CycleErrors.ManagerIsSelf;
        }

        if (to == ManagerId)
        {
            return CycleErrors.SameManager;
        }

        ManagerId = to;
        return Result.Ok;
    }

    /// <summary>Department, title and level as they are now take the place of those at launch.</summary>
    public Result Transfer(OrganisationPlace place, string reason, Actor actor)
    {
        if (Stop(reason, actor) is { } stop)
        {
            return stop;
        }

        if (place == CurrentPlace)
        {
            return CycleErrors.SamePlace;
        }

        Place(place);
        return Result.Ok;
    }

    /// <summary>The participant left: stays in the results, marked; nobody waits for their self review any more.</summary>
    /// <param name="leftOn">The last day of work.</param>
    public Result MarkLeaver(DateOnly leftOn, string reason, Actor actor)
    {
        if (Stop(reason, actor) is { } stop)
        {
            return stop;
        }

        if (State == ParticipantState.Leaver)
        {
            return CycleErrors.AlreadyLeaver;
        }

        State = ParticipantState.Leaver;
        LeftOn = leftOn;
        return Result.Ok;
    }

    /// <summary>Undoes <see cref="MarkLeaver"/>: came back, or never left.</summary>
    public Result MarkReturned(string reason, Actor actor)
    {
        if (Stop(reason, actor) is { } stop)
        {
            return stop;
        }

        if (State != ParticipantState.Leaver)
        {
            return CycleErrors.NotLeaver;
        }

        State = ParticipantState.Active;
        LeftOn = null;
        return Result.Ok;
    }

    /// <summary>Hides the participant and leaves them out of every count and result; all that was written is kept as it is.</summary>
    public Result Withdraw(string reason, Actor actor)
    {
        if (Stop(reason, actor) is { } stop)
        {
            return stop;
        }

        State = ParticipantState.Withdrawn;
        return Result.Ok;
    }

    /// <summary>Undoes <see cref="Withdraw"/>: the participant is again what they were.</summary>
    public Result Restore(string reason, Actor actor)
    {
        if (!ParticipantChangeRules.CanChange(actor, EmployeeId, ManagerId))
        {
            return CycleErrors.OwnCase;
        }

        if (State != ParticipantState.Withdrawn)
        {
            return CycleErrors.ParticipantNotWithdrawn;
        }

        if (ParticipantChangeRules.ReasonFault(reason) is { } fault)
        {
            return fault;
        }

        State = LeftOn is null ? ParticipantState.Active : ParticipantState.Leaver;
        return Result.Ok;
    }

    /// <summary>The manager may hand in without the self review: HR said so, or the participant is gone.</summary>
    public bool SelfReviewNotAwaited => ManagerReviewUnlocked || State == ParticipantState.Leaver;

    public OrganisationPlace CurrentPlace => new(DepartmentId, DepartmentName, DepartmentPath, JobTitle, Level);

    private void Place(OrganisationPlace place) =>
        (DepartmentId, DepartmentName, DepartmentPath, JobTitle, Level) = (place.DepartmentId, place.DepartmentName, place.DepartmentPath, place.JobTitle, place.Level);

    private Error? Stop(string reason, Actor actor, int? newManager = null) =>
        !ParticipantChangeRules.CanChange(actor, EmployeeId, ManagerId) || !ParticipantChangeRules.CanChange(actor, EmployeeId, newManager) ? CycleErrors.OwnCase
        : State == ParticipantState.Withdrawn ? CycleErrors.ParticipantWithdrawn.With(Name)
        : ParticipantChangeRules.ReasonFault(reason);
}
