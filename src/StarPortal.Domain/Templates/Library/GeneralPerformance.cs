using static StarPortal.Domain.Templates.GeneralIndicators;

namespace StarPortal.Domain.Templates;

/// <summary>Results that are measured.</summary>
internal static class GeneralPerformance
{
    private const IndicatorKind Kind = IndicatorKind.Performance;

    internal static IReadOnlyList<GeneralIndicator> All { get; } =
    [
        Measured(
            "accuracy", Kind, IndicatorLayer.Process, 20m,
            new("Accuracy", "准确率"),
            new("Share of checked cases that were handled without an error.", "抽检个案中处理无误的比例。"),
            new BandsMeasure([new(98m, 100m), new(95m, 85m), new(90m, 70m)], 40m),
            "%",
            new("Quality checks of the ticket system", "工单系统质检记录")),
        Measured(
            "satisfaction", Kind, IndicatorLayer.Core, 40m,
            new("Customer satisfaction", "客户满意度"),
            new("Share of answers “satisfied” or better in the survey after each case.", "个案结束后的调查中，“满意”及以上答复所占比例。"),
            new LinearMeasure(80m, 98m),
            "%",
            new("Customer survey", "客户满意度调查")),
        Measured(
            "complaints", Kind, IndicatorLayer.Core, 10m,
            new("Justified complaints", "有效投诉"),
            new("Number of complaints in the period that were found to be justified.", "考核期内经核实成立的投诉件数。"),
            new DeductionMeasure(25m, 0m),
            "",
            new("Complaint register", "投诉登记台账")),
        Measured(
            "response", Kind, IndicatorLayer.Process, 15m,
            new("Response time", "响应时长"),
            new("Median time from a customer's request to the first answer by a person, in working hours.", "客户提出请求到首次人工答复的工作时间中位数。"),
            new LinearMeasure(30m, 10m),
            "min",
            new("Time stamps of the ticket system", "工单系统时间记录")),
        Measured(
            "goal-completion", Kind, IndicatorLayer.Core, 40m,
            new("Key task completion", "关键任务完成率"),
            new("Share of the period's agreed key tasks that were completed and accepted.", "考核期内约定的关键任务中，已完成并通过验收的比例。"),
            new CompletionMeasure(100m),
            "%",
            new("Task list accepted by the manager", "经上级验收的任务清单"),
            new GoalLimits(80m, 120m, null, null)),
        Measured(
            "on-time-delivery", Kind, IndicatorLayer.Process, 20m,
            new("On-time delivery", "按时交付率"),
            new("Share of deliveries made on or before the date that was agreed.", "在约定日期当天或之前完成交付的比例。"),
            new LinearMeasure(70m, 95m),
            "%",
            new("Project or order system", "项目或订单系统")),
        Measured(
            "sales", Kind, IndicatorLayer.Core, 20m,
            new("Sales / return on investment", "销售额 / 投入产出比"),
            new(
                "Sales won, or return on the money spent where there is a budget, in percent of the period's plan.",
                "实现的销售额（有专项预算时为投入产出比）占本期计划的百分比。"),
            new CompletionMeasure(100m),
            "%",
            new("Sales ledger and campaign accounts", "销售台账与活动结算"),
            new GoalLimits(80m, 150m, null, null)),
        Measured(
            "follower-growth", Kind, IndicatorLayer.Core, 20m,
            new("Follower net growth", "粉丝净增数"),
            new(
                "New followers less those who left in the period. Followers gained by low-quality promotion are taken off as a deduction.",
                "考核期内新增粉丝减去流失粉丝。通过低质量推广获得的粉丝以扣分方式剔除。"),
            new CompletionMeasure(500m),
            "",
            new("Statistics of the community platform", "社群平台后台统计"),
            new GoalLimits(100m, 5000m, null, null)),
        Measured(
            "new-customers", Kind, IndicatorLayer.Core, 15m,
            new("New customers", "新增客户数"),
            new("People or companies that bought for the first time in the period.", "考核期内首次成交的个人或企业数量。"),
            new CompletionMeasure(30m),
            "",
            new("Customer system", "客户管理系统"),
            new GoalLimits(10m, 500m, null, null)),
        Measured(
            "event-participation", Kind, IndicatorLayer.Process, 20m,
            new("Event participation", "活动参与率"),
            new("Share of the members invited who took part in the period's events.", "受邀成员中实际参加本期活动的比例。"),
            new LinearMeasure(5m, 30m),
            "%",
            new("Attendance lists of events", "活动签到记录")),
        Measured(
            "content-interaction", Kind, IndicatorLayer.Process, 15m,
            new("Content interaction", "内容互动率"),
            new("Likes, comments and shares per view of what was published in the period.", "本期发布内容的点赞、评论、转发次数与浏览次数之比。"),
            new LinearMeasure(1m, 5m),
            "%",
            new("Statistics of the community platform", "社群平台后台统计")),
        Measured(
            "retention", Kind, IndicatorLayer.Core, 25m,
            new("Customer retention", "客户留存率"),
            new("Share of the customers at the start of the period who are still customers at its end.", "期初客户中期末仍为客户的比例。"),
            new LinearMeasure(80m, 95m),
            "%",
            new("Customer system", "客户管理系统")),
        Measured(
            "recommendation", Kind, IndicatorLayer.Core, 20m,
            new("Net promoter score", "净推荐值（NPS）"),
            new("Share of customers who would recommend us (9–10) less the share who would not (0–6).", "愿意推荐的客户占比（9–10 分）减去不愿推荐的客户占比（0–6 分）。"),
            new LinearMeasure(0m, 50m),
            "",
            new("Customer survey", "客户满意度调查")),
        Measured(
            "first-contact-resolution", Kind, IndicatorLayer.Process, 20m,
            new("First-contact resolution", "一次解决率"),
            new("Share of cases that were settled in the first contact and not opened again within seven days.", "首次联系即解决且七天内未重新打开的个案比例。"),
            new LinearMeasure(60m, 85m),
            "%",
            new("Ticket system", "工单系统")),
        Measured(
            "turnaround", Kind, IndicatorLayer.Process, 15m,
            new("Turnaround time", "处理周期"),
            new("Mean number of working days from accepting a case to its completion.", "个案从受理到办结的平均工作日数。"),
            new LinearMeasure(5m, 2m),
            "d",
            new("Ticket system", "工单系统")),
        Measured(
            "cost-against-budget", Kind, IndicatorLayer.Core, 15m,
            new("Cost against budget", "预算执行率"),
            new("Spending in percent of the approved budget for the same scope of work.", "在相同工作范围内，实际支出占批准预算的百分比。"),
            new BandsMeasure([new(95m, 110m), new(100m, 100m), new(105m, 80m), new(110m, 50m)], 0m, LowerIsBetter: true),
            "%",
            new("Finance system", "财务系统")),
        Measured(
            "rework", Kind, IndicatorLayer.Process, 15m,
            new("Rework", "返工次数"),
            new("Pieces of work that had to be done again because of an own error; two a period are accepted.", "因自身差错而需返工的次数；每期容许两次。"),
            new DeductionMeasure(10m, 2m),
            "",
            new("Quality records", "质量记录")),
        Measured(
            "compliance", Kind, IndicatorLayer.Process, 10m,
            new("Compliance and safety", "合规与安全"),
            new("Passed (1) when all mandatory checks were done in time and without a serious finding, otherwise 0.", "强制检查均按时完成且无严重问题为通过（1），否则为 0。"),
            new PassFailMeasure(),
            "",
            new("Audit and safety records", "审计与安全检查记录")),
    ];
}
