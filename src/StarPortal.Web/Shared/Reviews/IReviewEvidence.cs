using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Shared.Reviews;

/// <summary>Whose review somebody is writing.</summary>
/// <param name="ReviewId">The review on the screen.</param>
/// <param name="Relationship">As what the writer reviews.</param>
/// <param name="ReviewerId">The reviewer; a delegate writes on their behalf and sees what the reviewer would.</param>
/// <param name="SubjectId">The employee who is reviewed.</param>
/// <param name="Start">First day of the cycle's period.</param>
/// <param name="End">Last day of the cycle's period.</param>
public sealed record EvidenceAbout(int ReviewId, int CycleId, int ParticipantId, Relationship Relationship, int ReviewerId, int SubjectId, DateOnly Start, DateOnly End);

/// <summary>Something worth having in sight while writing: a note, a check-in, last cycle's result.</summary>
/// <param name="Heading">The kind of evidence, for example "My notebook"; pieces of one heading stand together.</param>
/// <param name="Title">One line; may be empty.</param>
/// <param name="At">UTC; null when it has no date.</param>
/// <param name="Text">Plain text, may have several lines.</param>
/// <param name="Href">Where it is kept; null when it has no page.</param>
public sealed record EvidencePiece(string Heading, string Title, DateTime? At, string Text, string? Href = null);

/// <summary>A feature's contribution to the panel beside the review form. Each source checks what this actor may see.</summary>
public interface IReviewEvidence
{
    /// <summary>Headings stand in this order.</summary>
    int Order { get; }

    Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation);
}
