using static StarPortal.Domain.Templates.GeneralIndicators;

namespace StarPortal.Domain.Templates;

/// <summary>How somebody works, rated against behaviour descriptions.</summary>
internal static class GeneralBehaviour
{
    private const IndicatorKind Kind = IndicatorKind.Behaviour;

    internal static IReadOnlyList<GeneralIndicator> All { get; } =
    [
        Rated(
            "professionalism", Kind, IndicatorLayer.Process, 50m,
            new("Professionalism", "专业能力"),
            new("Knows the trade, keeps agreements and standards, and owns mistakes.", "掌握专业知识，遵守约定和标准，勇于承担失误。"),
            By(Source.Manager),
            new("Lacks basic knowledge of the work; agreements are often broken.", "缺乏岗位基本知识，经常不遵守约定。"),
            new("Handles routine work with help; some agreements slip without notice.", "在他人帮助下完成常规工作，有时未打招呼就延误约定。"),
            new("Handles the usual work alone, keeps agreements and says in time when one is at risk.", "能独立完成日常工作，信守约定，有风险时及时说明。"),
            new("Solves difficult cases soundly; colleagues ask for this person's advice.", "能稳妥解决疑难问题，同事愿意向其请教。"),
            new("Sets the standard of the trade here and passes the knowledge on.", "为团队树立专业标准，并主动传授经验。")),
        Rated(
            "initiative", Kind, IndicatorLayer.Process, 50m,
            new("Initiative", "主动性"),
            new("Sees what needs doing, acts on it and brings improvements to an end.", "能发现需要做的事并付诸行动，把改进落到实处。"),
            By(Source.Manager),
            new("Waits to be told, also when the next step is obvious.", "即使下一步很明显，也要等待指示。"),
            new("Acts when reminded; problems are reported late.", "经提醒才行动，问题上报较晚。"),
            new("Takes the next step alone and reports problems early.", "能自行推进下一步，及早反映问题。"),
            new("Proposes improvements and carries them through.", "主动提出改进建议并落实完成。"),
            new("Finds and solves problems beyond the own task; others benefit from it.", "能发现并解决职责以外的问题，使他人受益。")),
        Rated(
            "collaboration", Kind, IndicatorLayer.Process, 50m,
            new("Collaboration", "团队协作"),
            new("Shares information, keeps promises to colleagues and helps the team reach its goals.", "主动共享信息，兑现对同事的承诺，帮助团队达成目标。"),
            By(Source.Peer),
            new("Holds information back; others have to work around this person.", "不共享信息，他人只能绕开其开展工作。"),
            new("Cooperates when asked; shared tasks are often left to others.", "被要求时才配合，共同任务常由他人完成。"),
            new("Shares what others need and does the agreed part of the work.", "能共享他人所需信息，完成约定的部分。"),
            new("Offers help unasked and settles differences in good time.", "主动提供帮助，及时化解分歧。"),
            new("Makes others more successful; people look for the chance to work together.", "成就他人，大家都愿意与其合作。")),
        Rated(
            "responsiveness", Kind, IndicatorLayer.Process, 50m,
            new("Responsiveness", "响应及时"),
            new("Answers requests in good time and says when a result can be expected.", "及时回应请求，并说明何时可以给出结果。"),
            By(Source.Peer),
            new("Requests stay unanswered until somebody asks again, repeatedly.", "请求长时间无回应，需要反复催促。"),
            new("Answers late; it stays unclear when a result will come.", "回应较慢，且不说明何时有结果。"),
            new("Answers within the usual time and keeps the date given.", "在正常时间内回应，并按承诺时间完成。"),
            new("Answers quickly, also in busy times, and says early when something changes.", "繁忙时也能快速回应，情况变化时提前告知。"),
            new("Sees requests coming and has the answer ready.", "能预见需求，提前准备好答复。")),
        Rated(
            "cross-team", Kind, IndicatorLayer.Process, 40m,
            new("Cross-team collaboration", "跨部门协作"),
            new("Works with other teams towards the common result: informs early, keeps hand-overs and settles conflicts of aims.", "与其他团队共同达成结果：提前沟通、按约交接、妥善处理目标冲突。"),
            [new SourceShare(Source.Manager, 20m), new SourceShare(Source.Peer, 40m), new SourceShare(Source.CrossTeam, 40m)],
            new("Leaves other teams without information; hand-overs fail and are blamed on others.", "不向其他团队通报信息，交接失败并归咎他人。"),
            new("Informs other teams only when asked; hand-overs need correction.", "被询问时才通报，交接内容需要返工。"),
            new("Informs the teams concerned, keeps hand-overs and joins in solving problems.", "能通报相关团队，按约交接，参与解决问题。"),
            new("Brings teams together before problems arise and finds solutions that serve both.", "在问题出现前主动协调各方，找到兼顾双方的方案。"),
            new("Removes obstacles between teams for good; ways of working are taken over by others.", "从根本上消除团队间障碍，其做法被其他团队采用。")),
        Rated(
            "culture-fit", Kind, IndicatorLayer.Process, 60m,
            new("Living our values", "文化契合度"),
            new("Acts by the company's values in daily decisions, also when nobody looks.", "在日常决策中践行公司价值观，无人监督时亦然。"),
            By(Source.Manager),
            new("Acts against agreed values and does not accept being told.", "行为违背公司价值观，且不接受提醒。"),
            new("Knows the values but sets them aside under pressure.", "了解价值观，但在压力下会放弃。"),
            new("Acts by the values in everyday work and respects others.", "日常工作中践行价值观，尊重他人。"),
            new("Decides by the values also when it costs something, and explains why.", "即使需要付出代价也按价值观决策，并说明理由。"),
            new("Is named by others as an example; speaks up when values are at risk.", "被他人视为榜样，在价值观受到挑战时敢于发声。")),
        Rated(
            "service-quality", Kind, IndicatorLayer.Core, 50m,
            new("Service quality", "服务质量"),
            new("Understands what the customer needs, keeps to the service standard and leaves nothing half done.", "理解客户需求，遵守服务规范，善始善终。"),
            By(Source.Manager),
            new("Serves curtly or carelessly; standards are ignored.", "态度敷衍，无视服务规范。"),
            new("Follows the standard in simple cases; customers have to ask again.", "简单情形下能按规范服务，客户常需再次询问。"),
            new("Follows the standard, listens and completes what was promised.", "按规范服务，认真倾听，完成承诺事项。"),
            new("Finds the need behind the question and solves difficult cases calmly.", "能发现问题背后的需求，沉着处理疑难情况。"),
            new("Turns dissatisfied customers into loyal ones; the way of serving becomes the standard.", "能让不满的客户重新信任我们，其服务方式成为规范。")),
        Rated(
            "communication", Kind, IndicatorLayer.Process, 50m,
            new("Communication", "沟通能力"),
            new("Says what matters clearly and in time, listens and makes sure that it was understood.", "清楚及时地表达要点，善于倾听并确认对方理解。"),
            [new SourceShare(Source.Manager, 50m), new SourceShare(Source.Peer, 50m)],
            new("Messages are missing or unclear; misunderstandings have to be cleared up by others.", "信息缺失或含糊，误解需由他人澄清。"),
            new("Says the necessary when asked; listens little.", "被询问时才说明必要内容，很少倾听。"),
            new("Speaks and writes clearly, listens and answers what was asked.", "表达清晰，能够倾听并针对问题作答。"),
            new("Explains difficult things simply, also to people of other trades, and checks that it was understood.", "能把复杂问题向不同专业的人讲明白，并确认对方理解。"),
            new("Wins people over in difficult talks and gives feedback that others can use.", "能在艰难的谈话中赢得认同，反馈切实有用。")),
        Rated(
            "reliability", Kind, IndicatorLayer.Process, 40m,
            new("Reliability", "可靠性"),
            new("Does what was promised, in the agreed quality and time, without being reminded.", "无需提醒，按约定的质量和时间兑现承诺。"),
            [new SourceShare(Source.Manager, 60m), new SourceShare(Source.Peer, 40m)],
            new("Promises are often not kept and nobody is told.", "经常不兑现承诺，也不告知他人。"),
            new("Keeps promises with reminders; quality varies.", "经提醒才兑现承诺，质量不稳定。"),
            new("Keeps promises without reminders and says early when one is at risk.", "无需提醒即可兑现承诺，有风险时提前说明。"),
            new("Keeps promises also under pressure and thinks of what could go wrong.", "压力下也能兑现承诺，并预先考虑风险。"),
            new("Others build their plans on this person's word; helps them keep theirs.", "他人可完全依其承诺安排工作，并帮助他人兑现承诺。")),
        Rated(
            "leadership", Kind, IndicatorLayer.Core, 50m,
            new("Leading people", "团队领导"),
            new("Gives the team clear goals, decides in time, lets people grow and gives honest feedback.", "为团队设定清晰目标，及时决策，帮助成员成长，坦诚反馈。"),
            [new SourceShare(Source.Manager, 50m), new SourceShare(Source.Report, 50m)],
            new("The team does not know its goals; decisions are not made.", "团队不清楚目标，迟迟不做决策。"),
            new("Goals are set but not followed up; feedback comes only with criticism.", "设定目标但不跟进，只在批评时才给反馈。"),
            new("Sets clear goals, follows them up and gives regular feedback.", "目标清晰，持续跟进，定期反馈。"),
            new("Delegates real responsibility and develops people by what they do.", "真正授权，在工作中培养成员。"),
            new("Builds a team that succeeds in this person's absence; other teams ask for its people.", "打造出自己不在也能成功的团队，成员受其他团队青睐。")),
    ];
}
