using static StarPortal.Domain.Templates.GeneralIndicators;

namespace StarPortal.Domain.Templates;

/// <summary>Presets for people who serve customers.</summary>
internal static class ServicePresets
{
    /// <summary>
    /// Together with the star programme of the same name: accuracy, satisfaction, complaints and response are the facts that
    /// its levels ask for, and a fifth of the weight is growth.
    /// </summary>
    internal static TemplateDefinition FiveStar { get; } = new(
        new("Five-star service", "五星服务"),
        new(
            "For service roles in a star programme: what customers experience weighs most (satisfaction 42 %), growth 20 %, working with other teams 10 %. Its indicators are the facts that the five star levels ask for.",
            "适用于参加星级计划的服务岗位：客户体验权重最高（满意度 42%），成长 20%，跨部门协作 10%。其指标正是五个星级所要求的事实。"),
        DefaultScale.Value,
        [
            new("service-results", new("Service results", "服务结果"), 70m,
                [Take("satisfaction", 60m), Take("accuracy", 20m), Take("complaints", 10m), Take("response", 10m)]),
            new("growth", new("Growth", "成长"), 20m, [Take("learning", 50m), Take("knowledge-sharing", 50m)]),
            new("working-together", new("Working together", "协作"), 10m, [Take("cross-team", 100m)]),
        ],
        [PresetQuestions.Strengths, PresetQuestions.ToImprove, PresetQuestions.Support])
    {
        ForService = true,
        ForStarProgramme = true,
    };

    /// <summary>Satisfaction 45, response 15, completion accuracy 10, service quality 15, communication 15.</summary>
    internal static TemplateDefinition Staff { get; } = new(
        new("Service staff", "客服人员"),
        new(
            "For service staff: customer satisfaction 45 %, response 15 %, completion accuracy 10 %, service quality 15 %, communication 15 %.",
            "适用于客服人员：客户满意度 45%，响应速度 15%，完成准确率 10%，服务质量 15%，沟通能力 15%。"),
        DefaultScale.Value,
        [
            new("customers", new("What customers say", "客户评价"), 45m, [Take("satisfaction", 100m)]),
            new("handling", new("Response and accuracy", "响应与准确"), 25m,
            [
                Take("response", 60m),
                Take("accuracy", 40m) with { Key = "completion-accuracy", Name = new("Completion accuracy", "完成准确率") },
            ]),
            new("conduct", new("Quality and communication", "质量与沟通"), 30m, [Take("service-quality", 50m), Take("communication", 50m)]),
        ],
        [
            PresetQuestions.Strengths,
            PresetQuestions.ToImprove,
            PresetQuestions.Ask(
                "difficult-case",
                new("Which customer case was the most difficult, and what did you learn from it?", "哪一个客户案例最棘手？您从中学到了什么？"),
                AnswerVisibility.ParticipantAndManager,
                Source.Self),
        ])
    {
        ForService = true,
    };
}
