using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>A line of "my reviews".</summary>
/// <param name="Deadline">UTC; null when the cycle has no phase for it.</param>
/// <param name="EditStop">Why it cannot be written now; null when it can.</param>
/// <param name="SubmitStop">Why it cannot be submitted now, even when complete.</param>
public sealed record ReviewRow(
    int Id,
    string SubjectName,
    string SubjectDepartment,
    string CycleName,
    CycleState Cycle,
    Relationship Relationship,
    ReviewState State,
    DateTime? SubmittedAt,
    DateTime? Deadline,
    Error? EditStop,
    Error? SubmitStop)
{
    /// <summary>The reviewer, when the person writes for somebody else; null for one's own reviews.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Something the reviewer can still do.</summary>
    public bool IsToDo => EditStop is null;
}

/// <summary>A manager's reports in one cycle.</summary>
public sealed record TeamCycle(int CycleId, string Name, CycleState State, DateTime? SelfDeadline, DateTime? ManagerDeadline, IReadOnlyList<TeamRow> Rows);

/// <param name="SelfReviewId">Null when there is none or it may not be opened yet.</param>
/// <param name="Declined">Colleagues who declined, with their reasons.</param>
public sealed record TeamRow(
    int ParticipantId,
    int EmployeeId,
    string Name,
    string JobTitle,
    string Department,
    ReviewState? SelfState,
    int? SelfReviewId,
    ReviewState? ManagerState,
    int? ManagerReviewId,
    IReadOnlyList<DeclinedReview> Declined);

public sealed record DeclinedReview(string ReviewerName, string Reason);
