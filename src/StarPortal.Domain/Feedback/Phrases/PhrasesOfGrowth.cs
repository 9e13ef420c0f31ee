using static StarPortal.Domain.Feedback.GeneralPhrases;

namespace StarPortal.Domain.Feedback;

/// <summary>Growth of the person, and innovation.</summary>
internal static class PhrasesOfGrowth
{
    internal static IReadOnlyList<GeneralPhrase> All { get; } =
    [
        .. Of(
            "learning",
            [
                new("After the training on […] you used […] in your own work within [weeks]. […] takes half the time now.", "参加[……]培训后，你在[数周]内就把[……]用到了工作中，[……]所需时间减少了一半。"),
                new("You asked for feedback on […], wrote it down and tried […] the next time. The difference was easy to see.", "你主动就[……]征求反馈并记录下来，下一次就尝试了[……]，变化十分明显。"),
                new("For […] you worked your way into […], which was new to all of us, and told us where it ends. We could decide on facts.", "为了[……]，你钻研了对我们来说全新的[……]，并说明了其局限，使我们能够依据事实决策。"),
            ],
            [
                new("The same point on […] came up in [month] and again in [month]. Let us agree on one thing that you try differently, and look at it on [date].", "关于[……]的同一问题在[某月]和[某月]先后出现。我们约定一件可以尝试改变的事，并在[日期]回顾。"),
                new("You completed the training on […]; in […] the old way was used. Choosing one case to try it on would be a good beginning.", "你完成了[……]培训，但在[……]中仍沿用旧方法。可以先选一个案例试用新方法。"),
                new("When I mentioned […], you explained why it had happened. I should also like to hear what you would do next time.", "我提到[……]时，你解释了原因。我也很想听听你下次打算怎么做。"),
            ]),
        .. Of(
            "knowledge-sharing",
            [
                new("You wrote down how […] works, with pictures and the usual errors. During your leave [colleague] did it without a call.", "你把[……]的做法写成图文说明并列出常见错误，你休假期间[同事]无需来电就能完成。"),
                new("In the session on […] you let us try it ourselves and answered every question. Three of us do it alone now.", "在[……]分享会上，你让大家动手练习并解答所有问题，现在已有三人能独立操作。"),
                new("When [colleague] asked about […], you showed how to find the answer, not only the answer. The questions have become fewer.", "[同事]询问[……]时，你不仅给出答案，还教会了查找方法，之后同类问题明显减少。"),
            ],
            [
                new("While you were away in [week], […] stood still, because only you know […]. A page with the main steps would be enough.", "[某周]你不在时，[……]停滞了，因为只有你了解[……]。写一页主要步骤就够了。"),
                new("The instruction for […] dates from [year] and no longer fits […]. You know it best: could you bring it up to date by [date]?", "[……]的操作说明还是[年份]的版本，已不适用于[……]。你最了解情况，能否在[日期]前更新？"),
                new("In […] you answered the question for [colleague] by doing it yourself. Showing it once would take longer today and save time from then on.", "在[……]中，你直接替[同事]完成了。示范一次今天会多花些时间，但以后会更省时。"),
            ]),
        .. Of(
            "improvement-proposals",
            [
                new("Your proposal to change […] came with figures on […] and a small trial. We adopted it, and […] went down by […].", "你提出改进[……]的建议，附有[……]数据和小范围试验。建议被采纳后，[……]下降了[……]。"),
                new("When the first attempt at […] failed, you said so, kept what had worked and tried […]. The second one carried.", "[……]首次尝试未成功时，你如实说明，保留有效部分并尝试[……]，第二次取得了成功。"),
            ],
            [
                new("Your idea on […] is good; what it costs and whom it concerns is not in it yet. With these two it could be decided.", "你关于[……]的想法很好，但还缺少成本和影响对象。补上这两点就可以决策了。"),
                new("The trial of […] began in [month] and its outcome is not known. Please tell us what came of it, also if it did not work.", "[……]的试验始于[某月]，结果尚不清楚。无论成功与否，都请告诉我们结果。"),
            ]),
    ];
}
