using static StarPortal.Domain.Templates.GeneralIndicators;

namespace StarPortal.Domain.Templates;

/// <summary>
/// The <em>Three-source</em> preset: data 60, the manager's view 25, peers' view 15. Everybody also rates themselves on the
/// rated indicators with share 0: asked and shown beside the others' view, never counted.
/// </summary>
internal static class ThreeSourcePreset
{
    internal static TemplateDefinition Definition { get; } = new(
        new("Three-source review", "三方评价方案"),
        new(
            "Combines measured results (60 %), the manager's view (25 %) and the peers' view (15 %), so that no single voice decides.",
            "综合量化结果（60%）、上级评价（25%）和同事互评（15%），避免由单一意见决定结果。"),
        DefaultScale.Value,
        [
            new("results", new("Results", "工作结果"), 60m, [Take("accuracy", 40m), Take("satisfaction", 40m), Take("complaints", 20m)]),
            new("manager", new("Manager's view", "上级评价"), 25m, [Take("professionalism", 50m), Take("initiative", 50m)]),
            new("peers", new("Peers' view", "同事互评"), 15m, [Take("collaboration", 50m), Take("responsiveness", 50m)]),
        ],
        [PresetQuestions.Strengths, PresetQuestions.ToImprove]);
}
