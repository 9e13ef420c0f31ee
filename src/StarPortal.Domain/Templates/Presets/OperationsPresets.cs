using static StarPortal.Domain.Templates.GeneralIndicators;

namespace StarPortal.Domain.Templates;

/// <summary>Presets for operations, and for small teams.</summary>
internal static class OperationsPresets
{
    /// <summary>
    /// Performance 75: follower net growth 15, new customers 10, event participation 15, content interaction 10, sales/ROI 15,
    /// problem response 10; behaviour 25: cross-team collaboration by 360 10, culture fit by the manager 15. Performance comes
    /// in three sections of 25, because fifteen and ten out of 75 cannot be written with two decimals.
    /// </summary>
    internal static TemplateDefinition Community { get; } = new(
        new("Community operations", "社群运营"),
        new(
            "For community operations: performance 75 % (growth, activity, business) and behaviour 25 % (cross-team collaboration by 360°, values by the manager).",
            "适用于社群运营：业绩 75%（增长、活跃、经营），行为 25%（360° 跨部门协作、上级评价文化契合度）。"),
        DefaultScale.Value,
        [
            new("community-growth", new("Performance: growth", "业绩：增长"), 25m, [Take("follower-growth", 60m), Take("new-customers", 40m)]),
            new("community-activity", new("Performance: activity", "业绩：活跃"), 25m, [Take("event-participation", 60m), Take("content-interaction", 40m)]),
            new("community-business", new("Performance: business and service", "业绩：经营与服务"), 25m,
            [
                Take("sales", 60m),
                Take("response", 40m) with { Key = "problem-response", Name = new("Problem response", "问题响应") },
            ]),
            new("behaviour", new("Behaviour", "行为"), 25m, [Take("cross-team", 40m), Take("culture-fit", 60m)]),
        ],
        [
            PresetQuestions.Strengths,
            PresetQuestions.ToImprove,
            PresetQuestions.Ask(
                "best-activity",
                new("Which event or piece of content brought the most, and why?", "哪场活动或哪篇内容效果最好？原因是什么？"),
                AnswerVisibility.ParticipantAndManager,
                Source.Self,
                Source.Manager),
        ]);

    /// <summary>Results 50, efficiency 20, user value 15, collaboration and innovation 15.</summary>
    internal static TemplateDefinition Assistant { get; } = new(
        new("Operations assistant", "运营助理"),
        new(
            "For operations assistants: results 50 %, efficiency 20 %, user value 15 %, collaboration and innovation 15 %.",
            "适用于运营助理：工作成果 50%，工作效率 20%，用户价值 15%，协作与创新 15%。"),
        DefaultScale.Value,
        [
            new("results", new("Results", "工作成果"), 50m, [Take("goal-completion", 60m), Take("accuracy", 40m)]),
            new("efficiency", new("Efficiency", "工作效率"), 20m, [Take("on-time-delivery", 100m)]),
            new("user-value", new("User value", "用户价值"), 15m, [Take("satisfaction", 100m)]),
            new("collaboration-innovation", new("Collaboration and innovation", "协作与创新"), 15m, [Take("collaboration", 60m), Take("innovation", 40m)]),
        ],
        [PresetQuestions.Strengths, PresetQuestions.ToImprove, PresetQuestions.NextStep]);

    /// <summary>Three core tasks and one innovation, as a small team can keep in mind.</summary>
    internal static TemplateDefinition SmallTeam { get; } = new(
        new("Small team 3+1", "小团队 3+1"),
        new(
            "For small teams: three core indicators (80 %) and one innovation (20 %), simple enough to be kept in mind.",
            "适用于小团队：三项核心指标（80%）加一项创新指标（20%），简单易记。"),
        DefaultScale.Value,
        [
            new("core", new("Three core indicators", "三项核心指标"), 80m, [Take("goal-completion", 40m), Take("on-time-delivery", 30m), Take("satisfaction", 30m)]),
            new("innovation-section", new("One innovation", "一项创新"), 20m, [Take("innovation", 100m)]),
        ],
        [
            PresetQuestions.Strengths,
            PresetQuestions.ToImprove,
            PresetQuestions.Ask(
                "next-experiment",
                new("What shall be tried next in the team?", "团队下一步要尝试什么？"),
                AnswerVisibility.ParticipantAndManager,
                Source.Self,
                Source.Manager),
        ]);
}
