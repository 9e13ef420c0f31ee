using StarPortal.Data;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>What kind of thing somebody has to do; its words are <c>Task_{Kind}</c> and, for several at once, <c>Tasks_{Kind}</c> of <c>RemindersText</c>.</summary>
public enum TaskKind
{
    SelfReview,
    ManagerReview,
    GroupReview,
    DelegatedReview,
    ProposeReviewers,
    DecideNominations,
    ProposeGoals,
    ConfirmGoals,
    ConfirmTeamGoals,
    WriteCheckIns,
    EnterValues,
    CheckInKeyResult,
    AnswerFeedback,
    DecideApproval,
}

/// <summary>Something one person has to do by a moment.</summary>
/// <param name="Key">For example <c>review:17</c>: what was sent of a task is remembered under it.</param>
/// <param name="Context">For example the cycle's name.</param>
/// <param name="Link">Where it is done.</param>
public sealed record OpenTask(int EmployeeId, string Key, TaskKind Kind, ReminderDates Dates, string Context, string Link)
{
    public int? CycleId { get; init; }

    /// <summary>Whom or what it is about, as the person's own inbox shows it; empty when that says nothing.</summary>
    public string Subject { get; init; } = "";

    /// <summary>How many things it stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Of an anonymous group's review: who is reviewed. Neither they nor who leads them learns who has not written yet.</summary>
    public int? HiddenFromId { get; init; }

    /// <inheritdoc cref="HiddenFromId"/>
    public int? HiddenFromManagerId { get; init; }

    public bool IsHiddenFrom(int? employeeId) => employeeId is { } id && (HiddenFromId == id || HiddenFromManagerId == id);
}

/// <summary>A cycle in which people have something to do.</summary>
public sealed record TaskCycle(
    int Id, string Name, CycleState State, TimeZoneInfo Zone, ReviewRules Rules, DateTime? ActualsUnlockedAt, IReadOnlyList<CyclePhase> Phases, ReminderSettings Reminders)
{
    public CyclePhase? Phase(PhaseKind kind) => Phases.FirstOrDefault(p => p.Kind == kind);

    /// <summary>A phase that is open or still to come.</summary>
    public CyclePhase? Coming(PhaseKind kind) => Phase(kind) is { State: not PhaseState.Closed } phase ? phase : null;
}

/// <summary>An accepted delegation that is in force.</summary>
public sealed record TaskDelegation(int DelegatorId, int DelegateId, int? CycleId);

/// <summary>Whose tasks are read: people with numbers in a range, so that ten thousand are read in a few statements each.</summary>
/// <param name="AfterId">Exclusive.</param>
/// <param name="UpToId">Inclusive.</param>
/// <param name="OnlyCycles">Nothing but tasks of the cycles.</param>
public sealed record TaskScope(
    int AfterId, int UpToId, bool OnlyCycles, IReadOnlyDictionary<int, TaskCycle> Cycles, IReadOnlyList<TaskDelegation> Delegations, WorkCalendar Calendar, DateTime Now)
{
    public bool Has(int employeeId) => employeeId > AfterId && employeeId <= UpToId;

    public List<int> CyclesWith(PhaseKind phase, params CycleState[] states) =>
        [.. Cycles.Values.Where(c => states.Contains(c.State) && c.Coming(phase) is not null).Select(c => c.Id)];
}

/// <summary>A part of what people have to do, read for many people at once. Registered by whoever knows it.</summary>
public interface IReminderSource
{
    /// <returns>Also what opens later, so that it can be planned; nothing that is done.</returns>
    Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation);
}
