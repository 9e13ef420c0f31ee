namespace StarPortal.Domain.Stars;

public enum EntitlementState
{
    /// <summary>Lines can be changed with a reason.</summary>
    Draft,

    /// <summary>Checked by one person, waits for another one.</summary>
    Prepared,

    /// <summary>Payroll may act on it; corrected only by a later list.</summary>
    Released,

    /// <summary>A correction given up before its release, or a list whose cycle was reopened before it.</summary>
    Discarded,
}

/// <summary>
/// What a closed cycle's stars bring, for payroll. Number 1 is made by the closing; later numbers are corrections that
/// reverse and replace lines of released lists, which themselves never change.
/// </summary>
public sealed class EntitlementList : IVersioned
{
    private EntitlementList()
    {
    }

    public EntitlementList(int cycleId, int programmeId, int programmeVersionId, int number, string reason, bool takesAllBack, Actor actor, DateTime now)
    {
        CycleId = cycleId;
        ProgrammeId = programmeId;
        ProgrammeVersionId = programmeVersionId;
        Number = number;
        Reason = reason;
        TakesAllBack = takesAllBack;
        MadeBy = actor.Name;
        MadeAt = now;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ProgrammeId { get; private set; }

    public int ProgrammeVersionId { get; private set; }

    /// <summary>1 upwards within the cycle.</summary>
    public int Number { get; private set; }

    public EntitlementState State { get; private set; }

    /// <summary>Why a correction was made; empty for the first list.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>A correction that takes everything back: its lines are nobody's choice for a person.</summary>
    public bool TakesAllBack { get; private set; }

    public string MadeBy { get; private set; } = "";

    public DateTime MadeAt { get; private set; }

    public int? PreparedByAccountId { get; private set; }

    public int? PreparedByEmployeeId { get; private set; }

    public string PreparedBy { get; private set; } = "";

    public DateTime? PreparedAt { get; private set; }

    public int? ReleasedByAccountId { get; private set; }

    public string ReleasedBy { get; private set; } = "";

    public DateTime? ReleasedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Of the closing that made the list; null for corrections. A cycle that was reopened gets another list by its next closing.</summary>
    public int? ClosingRound { get; private set; }

    public bool IsCorrection => Number > 1 && ClosingRound is null;

    public void MadeByClosing(int round) => ClosingRound = round;

    /// <summary>The cycle is reopened: what was not released falls away.</summary>
    public void FallAway(string reason) => (State, Reason) = (EntitlementState.Discarded, IsCorrection && Reason.Length > 0 ? Reason : reason);

    /// <summary>The cycle is reopened: the list that takes everything back bears the signatures of those who decided that.</summary>
    public void SignByReopening(string requestedBy, string approvedBy, DateTime now)
    {
        State = EntitlementState.Released;
        (PreparedBy, PreparedAt) = (requestedBy, now);
        (ReleasedBy, ReleasedAt) = (approvedBy, now);
    }

    /// <summary>The first person's signature.</summary>
    /// <param name="lines">How many lines the list has.</param>
    public Result Prepare(Actor actor, DateTime now, int lines)
    {
        if (MustBe(EntitlementState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        if (lines == 0 && IsCorrection)
        {
            return EntitlementErrors.Empty;
        }

        State = EntitlementState.Prepared;
        PreparedByAccountId = actor.AccountId;
        PreparedByEmployeeId = actor.EmployeeId;
        PreparedBy = actor.Name;
        PreparedAt = now;
        return Result.Ok;
    }

    /// <summary>The second person is not satisfied, or the first one wants to change something.</summary>
    public Result SendBack(string reason)
    {
        if (MustBe(EntitlementState.Prepared) is { Failed: true } wrong)
        {
            return wrong;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        State = EntitlementState.Draft;
        PreparedByAccountId = null;
        PreparedByEmployeeId = null;
        PreparedBy = "";
        PreparedAt = null;
        return Result.Ok;
    }

    /// <summary>The second person's signature: never one of those who prepared the list or changed a line of it.</summary>
    /// <param name="changed">Lines that were changed by hand.</param>
    public Result Release(Actor actor, DateTime now, IReadOnlyList<ChangedLine> changed)
    {
        if (MustBe(EntitlementState.Prepared) is { Failed: true } wrong)
        {
            return wrong;
        }

        if (IsSame(actor, PreparedByAccountId, PreparedByEmployeeId) || changed.Any(c => IsSame(actor, c.ByAccountId, c.ByEmployeeId)))
        {
            return EntitlementErrors.SecondPersonNeeded;
        }

        // a computed line follows from published rules; one that somebody wrote for the releaser does not
        if (!TakesAllBack && actor.EmployeeId is { } me && changed.Any(c => c.EmployeeId == me))
        {
            return EntitlementErrors.OwnLineChanged;
        }

        State = EntitlementState.Released;
        ReleasedByAccountId = actor.AccountId;
        ReleasedBy = actor.Name;
        ReleasedAt = now;
        return Result.Ok;
    }

    /// <summary>Gives a correction up. A closing's list cannot be given up: it is what the closing found.</summary>
    public Result Discard(string reason)
    {
        if (!IsCorrection || State is not (EntitlementState.Draft or EntitlementState.Prepared))
        {
            return EntitlementErrors.WrongState.With(State);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        State = EntitlementState.Discarded;
        return Result.Ok;
    }

    // one person may have two accounts
    private static bool IsSame(Actor actor, int? accountId, int? employeeId) =>
        actor.AccountId == accountId || (actor.EmployeeId is { } me && me == employeeId);

    public Result MustBe(EntitlementState state) => State == state ? Result.Ok : EntitlementErrors.WrongState.With(State);
}

/// <summary>A line that somebody changed by hand: whose it is, and who did it.</summary>
public sealed record ChangedLine(int EmployeeId, int? ByAccountId, int? ByEmployeeId);
