using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>A review with its participant and cycle, as read; what the rules ask for is made from it.</summary>
internal sealed record ReviewHead
{
    public required int Id { get; init; }

    public required int CycleId { get; init; }

    public required int ParticipantId { get; init; }

    public required int SubjectId { get; init; }

    public required int ReviewerId { get; init; }

    public required Relationship Relationship { get; init; }

    public required ReviewState State { get; init; }

    public required int Version { get; init; }

    public required DateTime? ClosesAt { get; init; }

    public required bool PreviousManager { get; init; }

    public required IReadOnlyList<Domain.Reviews.AnswerContent>? Unsubmitted { get; init; }

    public required DateTime? SavedAt { get; init; }

    public required DateTime? SubmittedAt { get; init; }

    public required string? DeclineReason { get; init; }

    public required string SubjectName { get; init; }

    public required string JobTitle { get; init; }

    public required string Department { get; init; }

    public required int? ManagerId { get; init; }

    public required string? ManagerName { get; init; }

    public required bool Unlocked { get; init; }

    public required string ReviewerName { get; init; }

    public required string CycleName { get; init; }

    public required CycleState Cycle { get; init; }

    public required int Threshold { get; init; }

    public required DateOnly PeriodStart { get; init; }

    public required DateOnly PeriodEnd { get; init; }

    /// <summary>The manager reads groups' answers with names; see <see cref="ReviewRules.AttributedToManager"/>.</summary>
    public required ReviewRules Rules { get; init; }

    public required int TemplateVersionId { get; init; }

    public ReviewScene Scene(ReviewState? managerReview, IReadOnlyDictionary<PhaseKind, PhaseState> phases) =>
        new(ReviewerId, SubjectId, Relationship, State, ManagerId, managerReview, phases.Of(PhaseKind.ManagerReview), Cycle)
        {
            PreviousManager = PreviousManager,
        };

    public ReviewSituation Situation(ReviewState? selfReview, DateTime? selfClosesAt, IReadOnlyDictionary<PhaseKind, PhaseState> phases, DateTime now) =>
        new(Cycle, Relationship, State, phases.Of(ReviewWindow.PhaseOf(Relationship)), selfReview, phases.Of(PhaseKind.SelfReview), Unlocked)
        {
            Now = now,
            ClosesAt = ClosesAt,
            SelfClosesAt = selfClosesAt,
        };
}
