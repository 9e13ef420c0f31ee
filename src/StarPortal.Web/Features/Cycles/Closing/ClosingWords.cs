using System.Globalization;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.DevelopmentPlans;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Words of closings in the reader's language.</summary>
internal static class ClosingWords
{
    public static string Of(ClosingState state) => ClosingText.Resources.GetString($"ClosingState_{state}", CultureInfo.CurrentUICulture) ?? state.ToString();

    public static string Of(ClosingStepState state) => ClosingText.Resources.GetString($"ClosingStepState_{state}", CultureInfo.CurrentUICulture) ?? state.ToString();

    public static string Of(CycleReopeningState state) => ClosingText.Resources.GetString($"CycleReopeningState_{state}", CultureInfo.CurrentUICulture) ?? state.ToString();

    public static string Of(ClosingSeverity severity) => ClosingText.Resources.GetString($"ClosingSeverity_{severity}", CultureInfo.CurrentUICulture) ?? severity.ToString();

    public static string Of(PlanTriggerKind kind) => kind == PlanTriggerKind.LowestLevelTwice ? ClosingText.PlanTriggerKind_LowestLevelTwice : ClosingText.PlanTriggerKind_BehaviourLow;

    public static string Tag(ClosingState state) => state switch
    {
        ClosingState.Done => "tag good",
        ClosingState.Failed => "tag bad",
        ClosingState.Stopped => "tag warn",
        _ => "tag",
    };

    public static string Tag(ClosingStepState state) => state switch
    {
        ClosingStepState.Done => "tag good",
        ClosingStepState.Failed => "tag bad",
        _ => "tag",
    };

    public static string Tag(ClosingSeverity severity) => severity switch
    {
        ClosingSeverity.Passed => "tag good",
        ClosingSeverity.NeedsReason => "tag warn",
        ClosingSeverity.Blocks => "tag bad",
        _ => "tag",
    };

    public static string Tag(CycleReopeningState state) => state switch
    {
        CycleReopeningState.Done => "tag good",
        CycleReopeningState.Requested => "tag warn",
        _ => "tag",
    };

    /// <summary>Why a plan is called for, told with its figures.</summary>
    public static string Reason(PlanTriggerKind kind, PlanTriggerFacts facts) => kind == PlanTriggerKind.LowestLevelTwice
        ? string.Format(CultureInfo.CurrentCulture, ClosingText.Reason_LowestLevelTwice, facts.Level is { } level ? CycleWords.Of(level) : "1", facts.EarlierCycle)
        : string.Format(CultureInfo.CurrentCulture, ClosingText.Reason_BehaviourLow, facts.Section is { } section ? CycleWords.Of(section) : "", Formats.Score(facts.Score ?? 0), Formats.Score(PlanTriggerRules.LeastBehaviour));

    /// <summary>Of what holds: a step that was taken back ended when the cycle was reopened, however long after.</summary>
    public static string Took(StepRow step) => step is { State: ClosingStepState.Done, StartedAt: { } from, FinishedAt: { } to }
        ? string.Format(CultureInfo.CurrentCulture, ClosingText.Seconds, (to - from).TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture))
        : "–";
}
