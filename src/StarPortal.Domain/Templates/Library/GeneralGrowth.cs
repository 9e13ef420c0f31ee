using static StarPortal.Domain.Templates.GeneralIndicators;

namespace StarPortal.Domain.Templates;

/// <summary>Growth of the person, and innovation.</summary>
internal static class GeneralGrowth
{
    internal static IReadOnlyList<GeneralIndicator> All { get; } =
    [
        Rated(
            "learning", IndicatorKind.Growth, IndicatorLayer.Innovation, 50m,
            new("Learning and growth", "学习成长"),
            new("Learns what the work of today and tomorrow needs, and uses it.", "学习当前和未来工作所需的知识技能，并加以运用。"),
            By(Source.Manager),
            new("Does not take part in agreed learning; the same mistakes come again.", "不参加约定的学习，反复出现同样的错误。"),
            new("Takes part, but little of it is used at work.", "参加学习，但很少运用到工作中。"),
            new("Completes the agreed learning and uses it in the own work.", "完成约定的学习，并用于本职工作。"),
            new("Looks for own learning, tries new things and takes up feedback.", "主动寻找学习机会，尝试新方法，吸纳反馈。"),
            new("Masters a new field within the period and helps others into it.", "在考核期内掌握新领域，并带动他人学习。")),
        Measured(
            "training-hours", IndicatorKind.Growth, IndicatorLayer.Innovation, 30m,
            new("Training completed", "培训完成时数"),
            new("Hours of agreed training that were completed with proof in the period.", "考核期内完成且有证明的约定培训小时数。"),
            new CompletionMeasure(8m),
            "h",
            new("Training records", "培训记录"),
            new GoalLimits(4m, 40m, null, null)),
        Rated(
            "knowledge-sharing", IndicatorKind.Growth, IndicatorLayer.Innovation, 30m,
            new("Sharing knowledge", "知识分享"),
            new("Passes knowledge on so that the team depends less on single persons.", "主动传授知识，降低团队对个人的依赖。"),
            [new SourceShare(Source.Manager, 50m), new SourceShare(Source.Peer, 50m)],
            new("Keeps knowledge to themselves; absence stops the work.", "不分享知识，缺勤时工作停滞。"),
            new("Explains when asked; nothing is written down.", "被问到时才解释，没有文字记录。"),
            new("Explains willingly and keeps notes that others can use.", "乐于讲解，并留下他人可用的记录。"),
            new("Trains colleagues on the own initiative and keeps instructions up to date.", "主动培训同事，及时更新操作说明。"),
            new("Brings others to the own level; the team works as well without this person.", "能把他人带到与自己同等的水平，团队离开其本人也能良好运转。")),
        Measured(
            "certification", IndicatorKind.Growth, IndicatorLayer.Innovation, 20m,
            new("Skill certificate", "技能认证"),
            new("Passed (1) when the agreed skill level or certificate was reached in the period, otherwise 0.", "考核期内达到约定技能等级或取得证书为通过（1），否则为 0。"),
            new PassFailMeasure(),
            "",
            new("Certificates and training records", "证书及培训记录")),
        Measured(
            "improvement-proposals", IndicatorKind.Innovation, IndicatorLayer.Innovation, 50m,
            new("Adopted improvement proposals", "被采纳的改进建议"),
            new("Number of own proposals that were adopted in the period.", "考核期内本人提出并被采纳的改进建议数量。"),
            new CompletionMeasure(2m),
            "",
            new("Suggestion scheme", "合理化建议记录"),
            new GoalLimits(1m, 12m, null, null)),
        Rated(
            "innovation", IndicatorKind.Innovation, IndicatorLayer.Innovation, 50m,
            new("Innovation", "创新能力"),
            new("Questions how things are done, tries better ways on a small scale and brings what works into use.", "敢于质疑现状，小范围试验更好的做法并推广有效成果。"),
            By(Source.Manager),
            new("Rejects changes without having looked at them.", "未经了解便拒绝改变。"),
            new("Goes along with changes that others prepare.", "能配合他人推动的改变。"),
            new("Names what could be better and takes part in trying it.", "能指出可改进之处并参与尝试。"),
            new("Tries own ideas, measures the effect and reports also what failed.", "试验自己的想法，衡量效果，也如实说明失败之处。"),
            new("Brings a new way into use that saves others noticeable time or wins customers.", "推动新做法落地，明显节省他人时间或赢得客户。")),
        Measured(
            "digital-efficiency", IndicatorKind.Innovation, IndicatorLayer.Innovation, 30m,
            new("Time saved by better tools", "工具提效"),
            new("Hours a month that the team saves by tools or templates made in the period, confirmed by its users.", "本期制作的工具或模板每月为团队节省的小时数，由使用者确认。"),
            new LinearMeasure(0m, 20m),
            "h",
            new("Confirmation by the users", "使用者确认记录")),
    ];
}
