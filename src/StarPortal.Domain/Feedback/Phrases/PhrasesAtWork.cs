using static StarPortal.Domain.Feedback.GeneralPhrases;

namespace StarPortal.Domain.Feedback;

/// <summary>How the own work is done.</summary>
internal static class PhrasesAtWork
{
    internal static IReadOnlyList<GeneralPhrase> All { get; } =
    [
        .. Of(
            "professionalism",
            [
                new("When […] came up, you checked […] before you answered. The result was right the first time, and [customer / team] could rely on it.", "在处理[……]时，你先核实了[……]再答复，结果一次到位，[客户/团队]可以放心采用。"),
                new("In the case of […] you explained the rules behind your decision step by step. Colleagues can now handle such cases themselves.", "在[……]一事中，你逐步讲清了判断所依据的规则，同事现在遇到类似情况能够自行处理。"),
                new("After the mistake in […] you told us at once, corrected it and wrote down how to avoid it. It has not happened again since.", "[……]出现失误后，你第一时间说明情况并改正，还记录了防范办法，此后没有再发生。"),
            ],
            [
                new("In […] the agreed standard […] was left out. [Person / team] had to redo […]. Next time, please go through the checklist before handing over.", "在[……]中没有按约定的标准[……]执行，[某人/团队]只能返工[……]。下次交付前请对照清单检查一遍。"),
                new("When […] asked about […], the answer was given without looking it up, and it turned out different. Taking a moment to check would save us a correction.", "[……]询问[……]时，答复前没有查证，结果与实际不符。先花一点时间核实，可以避免事后更正。"),
                new("The agreement on […] slipped from [date] to [date], and we learned of it afterwards. Telling us when it is at risk lets us plan around it.", "关于[……]的约定从[日期]推迟到[日期]，我们事后才得知。一有风险就告知，我们便可提前安排。"),
            ]),
        .. Of(
            "initiative",
            [
                new("In […] you noticed that […] and proposed […] before anybody asked. It saved us […].", "在[……]中，你发现[……]，在无人提醒的情况下提出了[……]，为我们节省了[……]。"),
                new("When […] was stuck, you called the people concerned together and agreed on the next step. The work went on the same day.", "[……]停滞时，你主动召集相关人员商定下一步，工作当天就得以继续。"),
                new("During […] you took over […] beyond your own tasks and finished it. The team kept its date.", "在[……]期间，你主动承担了职责以外的[……]并完成到位，团队因此按期交付。"),
            ],
            [
                new("In […] the next step was clear, yet it started only after [date], when you were asked. Beginning by yourself would have given us […] days more.", "在[……]中，下一步其实很明确，但直到[日期]被问起才开始。若能自行启动，我们可多出[……]天时间。"),
                new("You saw the difficulty with […] in [week], and raised it in [week]. Said earlier, we could have helped with […].", "你在[某周]就注意到[……]的困难，到[某周]才提出。若能早些说明，我们可以在[……]上提供帮助。"),
                new("You named three weak points of […], which was helpful. A proposal for one of them would help us to act on it.", "你指出了[……]的三个不足，很有帮助。若能就其中一项附上改进方案，我们就能直接着手。"),
            ]),
        .. Of(
            "reliability",
            [
                new("For […] you promised [date] and delivered on it, although […]. I could plan the next step without a reserve.", "[……]你承诺在[日期]交付，尽管[……]仍如期完成，我得以放心安排下一步。"),
                new("When […] changed, you told me the same day what that meant for […]. We moved the date before anybody waited in vain.", "[……]发生变化时，你当天就说明了对[……]的影响，我们及时调整了日期，没有人白等。"),
                new("Through all of […] your figures on […] came in every [day] and were complete. The report needed no reminders.", "在整个[……]期间，你每[日/周]按时提供[……]数据且完整无缺，报告无需催促。"),
            ],
            [
                new("The part on […] was due on [date] and came on [date], without a word in between. [Team] waited for it. A short message would have been enough.", "[……]部分应于[日期]完成，实际在[日期]交付，期间没有说明，[团队]一直在等。提前说一声就好。"),
                new("In […] three of the promised points were open at the end. Promising fewer, or saying which will be late, would help me to plan.", "在[……]中，承诺的事项最后有三项未完成。少承诺一些，或说明哪些会延后，都有助于我安排工作。"),
                new("The quality of […] varied: [example] was complete, [example] lacked […]. Checking both in the same way would remove the difference.", "[……]的质量不够稳定：[示例]很完整，[示例]缺少[……]。用同一方式检查即可消除差异。"),
            ]),
        .. Of(
            "service-quality",
            [
                new("With the customer in […] you listened to the end, asked about […] and solved what lay behind the question. The customer thanked us for it.", "面对[……]的客户，你耐心听完并询问了[……]，解决了问题背后的真正需求，客户表示感谢。"),
                new("When the customer was upset about […], you stayed calm, said what would happen next and called back as promised. The complaint was withdrawn.", "客户因[……]不满时，你保持冷静，说明后续安排并如约回电，客户最终撤回了投诉。"),
                new("In […] you noticed that […] had not been finished and completed it unasked. The customer did not have to ask again.", "在[……]中，你发现[……]尚未办结，主动补办完成，客户无需再次询问。"),
            ],
            [
                new("In the case of […] the customer had to explain […] twice. Reading the record first would spare them that.", "在[……]一案中，客户把[……]重复说明了两次。若能先查看记录，就可以免去这一步。"),
                new("The answer to […] was correct and very short; the customer asked again about […]. One sentence on what follows would close the case.", "对[……]的答复正确但过于简短，客户又追问了[……]。补充一句后续说明，即可一次办结。"),
                new("After […] the promised call on [date] did not take place, and the customer turned to […]. Please set a reminder when you promise one.", "[……]之后，承诺在[日期]的回电没有进行，客户转而联系了[……]。作出承诺时请设置提醒。"),
            ]),
        .. Of(
            "responsiveness",
            [
                new("In the week of […], when everything came at once, you answered every request on […] within [time]. We could keep our own dates.", "在[……]那一周任务集中，你对每个关于[……]的请求都在[时间]内回应，我们得以守住自己的时间节点。"),
                new("When I asked about […], you said at once that it would take until [date], and it did. That let me answer the customer honestly.", "我询问[……]时，你立即告知需要到[日期]，并如期完成，让我能如实答复客户。"),
                new("Before […] you asked what we would need and had […] ready. The meeting could start without waiting.", "在[……]之前，你提前了解我们的需要并备好[……]，会议得以准时开始。"),
            ],
            [
                new("My request on […] of [date] was answered on [date], after two reminders. A first line such as \"I will look at it on Thursday\" would be enough.", "我在[日期]提出的关于[……]的请求，经两次提醒后于[日期]才得到回应。先回一句“我周四处理”就足够了。"),
                new("In […] the answer came in time but without […], so that we asked again. Going through the questions one by one would save both of us a round.", "在[……]中，答复及时但缺少[……]，我们只好再次询问。逐条回应可以省去双方一个来回。"),
                new("During […] nobody could say who was on duty for […]. A note on who answers in your absence would keep requests moving.", "在[……]期间，没有人清楚[……]由谁负责。留下外出期间的代办人，请求就不会停滞。"),
            ]),
    ];
}
