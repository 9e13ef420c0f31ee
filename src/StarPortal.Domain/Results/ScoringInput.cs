using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Results;

/// <summary>Everything one participant's score follows from.</summary>
/// <param name="Template">A published definition.</param>
/// <param name="Threshold">The cycle's anonymity threshold, at least <see cref="GroupVisibility.LowestThreshold"/>.</param>
/// <param name="Actuals">Actual values by indicator key; a missing key means that no value was entered.</param>
/// <param name="Reviews">Submitted reviews only.</param>
/// <param name="Exempted">Keys of indicators exempted for this participant.</param>
/// <param name="Adjustments">Approved bonus and deduction points.</param>
public sealed record ScoringInput(
    TemplateDefinition Template,
    int Threshold,
    IReadOnlyDictionary<string, decimal> Actuals,
    IReadOnlyList<SubmittedReview> Reviews,
    IReadOnlySet<string> Exempted,
    IReadOnlyList<AppliedAdjustment> Adjustments);

/// <param name="Ratings">
/// The chosen <see cref="RatingPoint.Value"/> by indicator key; null or absent means "not observed". Keys that are not
/// indicators rated by this relationship (open questions, for example) are ignored.
/// </param>
public sealed record SubmittedReview(Relationship Relationship, IReadOnlyDictionary<string, int?> Ratings);
