using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback.Demo;

internal sealed record DemoNoteText(string Indicator, string Situation, string Behaviour, string Impact);

/// <summary>What people of the demo company write to and about one another, in the company's two languages.</summary>
internal static class DemoNoteTexts
{
    public const string Question = "How did the hand-over of the spring orders go for you? What should I do differently? 春季订单的交接您感觉如何？我可以在哪些方面改进？";

    public const string ManagerQuestion = "You worked together on the customer workshop. What went well, what could be better? 你们一起承办了客户研讨会，哪些做得好，哪些可以改进？";

    public const string Comment = "Thank you, I see it the same way. I need the test data by Friday. 谢谢，我的看法一致，周五前需要测试数据。";

    public static DemoNoteText[] Praise { get; } =
    [
        new("collaboration", "Last week, when two of us were ill. 上周我们有两位同事请病假。", "You took over the open cases without being asked and wrote a line on each. 你主动接手未结个案，并为每件写了说明。", "No customer had to wait, and we could go on at once. 没有客户久等，我们回来后立即能接着做。"),
        new("service-quality", "The call with the upset customer on Tuesday. 周二接听不满客户的来电。", "You listened to the end and called back at the time you had named. 你耐心听完，并按约定时间回电。", "The customer stayed with us and said so. 客户表示愿意继续合作。"),
        new("knowledge-sharing", "The new returns form in the team meeting. 团队会议上介绍新的退货表单。", "You let everybody try it and collected the questions afterwards. 你让每个人动手试用，会后整理了问题。", "We make far fewer mistakes with it than with the old one. 与旧表单相比，错误明显减少。"),
    ];

    public static DemoNoteText[] Improve { get; } =
    [
        new("communication", "The change of the delivery date on Monday. 周一交付日期的变更。", "The warehouse learned of it in the afternoon, after the trucks had been loaded. 仓库下午装车后才得知。", "Two trucks were unloaded again. A short call in the morning would have been enough. 两辆车重新卸货；上午打个电话就够了。"),
        new("reliability", "The monthly figures for the report. 月报数据。", "They came two days after the agreed date, without a word before. 比约定日期晚了两天，事先没有说明。", "The report went out late. Please tell me as soon as a date is at risk. 月报因此延迟；有风险时请尽早告知。"),
    ];

    public static (string Indicator, string Text)[] Notebook { get; } =
    [
        ("initiative", "Proposed a checklist for hand-overs and tried it with two colleagues. 提出交接清单，并与两位同事试用。"),
        ("responsiveness", "Three requests of the service desk unanswered for two days; talked about it on the same evening, agreed on a daily look. 服务台三个请求两天未回应；当晚沟通，约定每日查看。"),
        ("professionalism", "Found the fault in the price list before it went out. 在价格表发出前发现了错误。"),
        ("learning", "Finished the course on data protection and explained the main points to the team. 完成数据保护课程，并向团队讲解要点。"),
        ("", "Asked for a day at home each week; to be talked about in the next one-to-one. 希望每周居家办公一天，下次面谈时讨论。"),
    ];

    public static (CheckInStatus Status, string Progress, string Next)[] Checks { get; } =
    [
        (CheckInStatus.OnTrack, "Accuracy and response time are where they should be; the guide for new colleagues is half written. 准确率与响应时间达标，新人手册已完成一半。", "Finish the guide by the end of next month; I look through it. 下月底前完成手册，由我审阅。"),
        (CheckInStatus.AtRisk, "Satisfaction is a little under the target since the change of the system. 系统更换后满意度略低于目标。", "Listen to five calls together within two weeks and choose one thing to change. 两周内一起听五通电话，选定一项改进。"),
        (CheckInStatus.OffTrack, "The two agreed improvement proposals have not been begun, because the move took all the time. 因搬迁占用时间，两项改进建议尚未开始。", "One proposal only, with a first draft by the 15th; I take the reporting off you until then. 只保留一项，15 日前完成初稿；此前报表由我负责。"),
    ];
}
