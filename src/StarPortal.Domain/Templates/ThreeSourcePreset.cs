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
        [Results, ManagersView, PeersView],
        [Strengths, ToImprove]);

    private static Section Results => new("results", new("Results", "工作结果"), 60m,
    [
        Measured(
            "accuracy",
            new("Accuracy", "准确率"),
            new("Share of checked cases that were handled without an error.", "抽检个案中处理无误的比例。"),
            40m,
            new BandsMeasure([new(98m, 100m), new(95m, 85m), new(90m, 70m)], 40m),
            "%",
            new("Quality checks of the ticket system", "工单系统质检记录")),
        Measured(
            "satisfaction",
            new("Customer satisfaction", "客户满意度"),
            new("Share of answers “satisfied” or better in the survey after each case.", "个案结束后的调查中，“满意”及以上答复所占比例。"),
            40m,
            new LinearMeasure(80m, 98m),
            "%",
            new("Customer survey", "客户满意度调查")),
        Measured(
            "complaints",
            new("Justified complaints", "有效投诉"),
            new("Number of complaints in the period that were found to be justified.", "考核期内经核实成立的投诉件数。"),
            20m,
            new DeductionMeasure(25m, 0m),
            "",
            new("Complaint register", "投诉登记台账")),
    ]);

    private static Section ManagersView => new("manager", new("Manager's view", "上级评价"), 25m,
    [
        Rated(
            "professionalism",
            new("Professionalism", "专业能力"),
            new("Knows the trade, keeps agreements and standards, and owns mistakes.", "掌握专业知识，遵守约定和标准，勇于承担失误。"),
            Source.Manager,
            new("Lacks basic knowledge of the work; agreements are often broken.", "缺乏岗位基本知识，经常不遵守约定。"),
            new("Handles routine work with help; some agreements slip without notice.", "在他人帮助下完成常规工作，有时未打招呼就延误约定。"),
            new("Handles the usual work alone, keeps agreements and says in time when one is at risk.", "能独立完成日常工作，信守约定，有风险时及时说明。"),
            new("Solves difficult cases soundly; colleagues ask for this person's advice.", "能稳妥解决疑难问题，同事愿意向其请教。"),
            new("Sets the standard of the trade here and passes the knowledge on.", "为团队树立专业标准，并主动传授经验。")),
        Rated(
            "initiative",
            new("Initiative", "主动性"),
            new("Sees what needs doing, acts on it and brings improvements to an end.", "能发现需要做的事并付诸行动，把改进落到实处。"),
            Source.Manager,
            new("Waits to be told, also when the next step is obvious.", "即使下一步很明显，也要等待指示。"),
            new("Acts when reminded; problems are reported late.", "经提醒才行动，问题上报较晚。"),
            new("Takes the next step alone and reports problems early.", "能自行推进下一步，及早反映问题。"),
            new("Proposes improvements and carries them through.", "主动提出改进建议并落实完成。"),
            new("Finds and solves problems beyond the own task; others benefit from it.", "能发现并解决职责以外的问题，使他人受益。")),
    ]);

    private static Section PeersView => new("peers", new("Peers' view", "同事互评"), 15m,
    [
        Rated(
            "collaboration",
            new("Collaboration", "团队协作"),
            new("Shares information, keeps promises to colleagues and helps the team reach its goals.", "主动共享信息，兑现对同事的承诺，帮助团队达成目标。"),
            Source.Peer,
            new("Holds information back; others have to work around this person.", "不共享信息，他人只能绕开其开展工作。"),
            new("Cooperates when asked; shared tasks are often left to others.", "被要求时才配合，共同任务常由他人完成。"),
            new("Shares what others need and does the agreed part of the work.", "能共享他人所需信息，完成约定的部分。"),
            new("Offers help unasked and settles differences in good time.", "主动提供帮助，及时化解分歧。"),
            new("Makes others more successful; people look for the chance to work together.", "成就他人，大家都愿意与其合作。")),
        Rated(
            "responsiveness",
            new("Responsiveness", "响应及时"),
            new("Answers requests in good time and says when a result can be expected.", "及时回应请求，并说明何时可以给出结果。"),
            Source.Peer,
            new("Requests stay unanswered until somebody asks again, repeatedly.", "请求长时间无回应，需要反复催促。"),
            new("Answers late; it stays unclear when a result will come.", "回应较慢，且不说明何时有结果。"),
            new("Answers within the usual time and keeps the date given.", "在正常时间内回应，并按承诺时间完成。"),
            new("Answers quickly, also in busy times, and says early when something changes.", "繁忙时也能快速回应，情况变化时提前告知。"),
            new("Sees requests coming and has the answer ready.", "能预见需求，提前准备好答复。")),
    ]);

    private static OpenQuestion Strengths => new(
        "strengths",
        new("What went particularly well? Please give an example.", "哪些方面做得特别好？请举例说明。"),
        [Source.Self, Source.Manager, Source.Peer],
        Required: false,
        AnswerVisibility.ParticipantAndManager);

    private static OpenQuestion ToImprove => new(
        "to-improve",
        new("What should be done differently next time, and how?", "下一阶段哪些方面可以改进？如何改进？"),
        [Source.Self, Source.Manager, Source.Peer],
        Required: false,
        AnswerVisibility.ParticipantAndManager);

    private static Indicator Measured(
        string key, LocalText name, LocalText definition, decimal weight, Measure measure, string unit, LocalText dataSource)
        => new(
            key,
            name,
            definition,
            IndicatorKind.Performance,
            weight,
            measure,
            unit,
            dataSource,
            [new SourceShare(Source.Data, 100m)],
            new Dictionary<int, LocalText>());

    private static Indicator Rated(string key, LocalText name, LocalText definition, Source counts, params LocalText[] anchors)
        => new(
            key,
            name,
            definition,
            IndicatorKind.Behaviour,
            50m,
            new RatingMeasure(),
            "",
            LocalText.Empty,
            [new SourceShare(Source.Self, 0m), new SourceShare(counts, 100m)],
            anchors.Index().ToDictionary(a => a.Index + 1, a => a.Item));
}
