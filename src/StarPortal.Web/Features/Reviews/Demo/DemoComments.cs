using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Demo;

/// <summary>Sentences of the demo company's reviews.</summary>
internal static class DemoComments
{
    private static readonly string[] HighEn =
    [
        "Took over the customer hotline during the outage and kept everybody calm and informed.",
        "Always prepared; the handover notes are the ones we now use as a template.",
        "Noticed the wrong figures in the weekly report before anybody else and had them corrected the same day.",
        "Brings two teams together when it matters, as in the September release.",
        "Colleagues ask for advice here first, and they get a clear answer.",
        "Shortened the reply time for partner requests from two days to half a day.",
        "Trained both newcomers patiently; they were on their own after three weeks.",
        "Thinks one step ahead: the stock shortage in October did not hit us.",
    ];

    private static readonly string[] MiddleEn =
    [
        "Reliable in daily work; could speak up earlier when a date is at risk.",
        "Good results with known tasks, still a little cautious with new ones.",
        "Answers come, but sometimes only after a reminder.",
        "The quality is right; the documentation could be shorter and sooner.",
        "Works well within the team, less so across departments.",
        "Kept the agreed dates in most cases; two reports were late.",
        "Solid quarter. I would like to see one own proposal for improvement.",
        "Listens well in meetings; a clear position of one's own would help us.",
    ];

    private static readonly string[] LowEn =
    [
        "Two deadlines were missed without word beforehand; we have agreed on a weekly check.",
        "Customer complaints about tone came up twice and need attention.",
        "Needs close support with the new system; training is booked for next month.",
        "Requests from other teams were left lying for more than a week.",
        "Errors in the figures had to be corrected several times by others.",
        "The workload was high; priorities should be agreed together earlier.",
    ];

    private static readonly string[] HighZh =
    [
        "系统故障期间主动接手客服热线，让客户和同事都及时了解进展。",
        "准备工作一直很充分，交接文档已经成为我们的模板。",
        "第一个发现周报中的错误数据，并在当天完成更正。",
        "关键时刻能把两个团队拧成一股绳，九月的上线就是例子。",
        "同事遇到问题都先来请教，总能得到清楚的答复。",
        "把合作伙伴的答复时间从两天缩短到半天。",
        "耐心带教两位新同事，三周后他们就能独立工作。",
        "考虑问题领先一步，十月的缺货没有影响到我们。",
    ];

    private static readonly string[] MiddleZh =
    [
        "日常工作可靠，进度有风险时可以更早提出来。",
        "熟悉的任务完成得不错，面对新任务还略显谨慎。",
        "能够答复，但有时需要提醒。",
        "质量没有问题，文档可以更简短、更及时。",
        "团队内部配合良好，跨部门协作还可以加强。",
        "大部分节点按时完成，有两份报告晚了。",
        "整体稳定，希望能主动提出一项改进建议。",
        "会上善于倾听，如能明确表达自己的观点会更好。",
    ];

    private static readonly string[] LowZh =
    [
        "有两次延期没有提前沟通，已约定每周检查一次进度。",
        "客户两次反映沟通态度问题，需要重视。",
        "新系统的使用还需要较多支持，下月已安排培训。",
        "其他团队的请求搁置超过一周。",
        "数据错误多次由他人更正，需要加强自查。",
        "工作量较大，建议更早一起商定优先级。",
    ];

    private static readonly string[] SelfEn =
    [
        "I finished the migration of our customer list and wrote the guide for it.",
        "I learned the new ticket system and showed it to my team.",
        "I should have asked for help earlier with the October report.",
        "I took part in the service training and use the checklist every day.",
        "I would like to take over one topic of my own next quarter.",
        "Working with the logistics team went much better than last quarter.",
    ];

    private static readonly string[] SelfZh =
    [
        "我完成了客户名单的迁移，并编写了操作说明。",
        "我学会了新的工单系统，并向团队做了演示。",
        "十月的报告我应该更早寻求帮助。",
        "我参加了服务培训，并每天使用检查清单。",
        "下个季度我希望独立负责一个专题。",
        "与物流团队的配合比上季度顺畅很多。",
    ];

    private static readonly string[] OpenEn =
    [
        "Keep sharing what you know in the Monday round; more of that in writing would help the night shift too.",
        "I value the calm way of dealing with difficult customers. Next step: lead one small project.",
        "Please involve us earlier when requirements change; then we can plan together.",
        "The biggest gain would be a fixed time for questions from other teams.",
        "Thank you for stepping in during the holidays. Take the time off that you have saved up.",
        "A course in data analysis would fit well with what you already do.",
    ];

    private static readonly string[] OpenZh =
    [
        "请继续在周一例会上分享经验，如能整理成文字，夜班同事也能受益。",
        "很欣赏处理棘手客户时的沉着。下一步可以带一个小项目。",
        "需求变化时请更早告知我们，这样可以一起安排计划。",
        "如果能固定一个时间解答其他团队的问题，收获会最大。",
        "感谢假期期间的支援，也请记得把积攒的假期休完。",
        "数据分析方面的课程与目前的工作很契合，值得参加。",
    ];

    /// <param name="place">Where the rating lies on the scale, 0 lowest to 1 highest.</param>
    public static string On(Relationship relationship, string language, double place, int number)
    {
        var zh = IsChinese(language);
        var from = relationship == Relationship.Self ? zh ? SelfZh : SelfEn
            : place >= 0.75 ? zh ? HighZh : HighEn
            : place >= 0.4 ? zh ? MiddleZh : MiddleEn
            : zh ? LowZh : LowEn;
        return from[number % from.Length];
    }

    public static string Open(Relationship relationship, string language, int number)
    {
        var zh = IsChinese(language);
        var from = relationship == Relationship.Self ? zh ? SelfZh : SelfEn : zh ? OpenZh : OpenEn;
        return from[number % from.Length];
    }

    private static bool IsChinese(string language) => language.StartsWith("zh", StringComparison.Ordinal);
}
