using static StarPortal.Domain.Feedback.GeneralPhrases;

namespace StarPortal.Domain.Feedback;

/// <summary>Work with others.</summary>
internal static class PhrasesTogether
{
    internal static IReadOnlyList<GeneralPhrase> All { get; } =
    [
        .. Of(
            "collaboration",
            [
                new("When [colleague] was overloaded in […], you offered to take […] and handed it back complete. The team finished together.", "[同事]在[……]中负荷过重时，你主动分担了[……]并圆满交回，团队得以一起完成任务。"),
                new("In the discussion on […] you took up the other view, asked about […] and found a way that suited both. We decided the same day.", "在关于[……]的讨论中，你认真了解对方的想法，询问了[……]，找到了双方都能接受的办法，当天就作出了决定。"),
                new("You shared what you had learned about […] with everybody, including what did not work. [Team] did not have to try it again.", "你把在[……]中了解到的情况与大家分享，包括行不通的做法，[团队]不必再走弯路。"),
            ],
            [
                new("In […] we learned of the change to […] from the customer. Telling the group when it was decided would have let us prepare.", "在[……]中，我们是从客户那里得知[……]有变动的。决定后及时告知小组，大家就能提前准备。"),
                new("The shared task […] was left with [colleague] from [date] on. Please say when you cannot go on, so that we can divide it anew.", "共同任务[……]从[日期]起一直由[同事]承担。如果无法继续，请及时说明，我们好重新分工。"),
                new("In the meeting on […] you interrupted [colleague] twice, and the point about […] was lost. Letting others finish would bring out what they know.", "在关于[……]的会议上，你两次打断了[同事]，关于[……]的意见没能说完。让对方把话说完，才能了解其掌握的情况。"),
            ]),
        .. Of(
            "cross-team",
            [
                new("Before the change to […] you asked [team] what it would mean for them and moved […] accordingly. Both teams went live on one day.", "在调整[……]之前，你先向[团队]了解影响，并相应调整了[……]，两个团队得以同日上线。"),
                new("The hand-over of […] contained everything on one page: state, open points, contacts. [Team] could go on without a question.", "[……]的交接用一页纸写清了现状、遗留事项和联系人，[团队]无需再问即可接手。"),
                new("When our aims and those of [team] went apart over […], you named both openly and proposed […]. The work did not stop.", "在[……]上我们与[团队]目标不一致时，你把双方诉求摆到台面上并提出[……]，工作没有中断。"),
            ],
            [
                new("[Team] learned on [date] that […] would come later, one day before they needed it. Please include them when dates change.", "[团队]在需要使用的前一天（[日期]）才得知[……]会推迟。日期变动时请一并通知对方。"),
                new("In the hand-over of […] the open points on […] were missing, and [team] had to look for them. A short list would do.", "[……]的交接中缺少[……]方面的遗留事项，[团队]只能自行查找。附上一份简短清单即可。"),
                new("When […] failed, the first message said that [team] had caused it. Looking at the facts together first would keep the trust between us.", "[……]出现问题时，第一条消息就指出是[团队]造成的。先一起核对事实，有助于维持双方的信任。"),
            ]),
        .. Of(
            "communication",
            [
                new("In the presentation on […] you explained […] with one example that everybody knew. The questions afterwards showed that it was understood.", "在介绍[……]时，你用一个大家熟悉的例子讲清了[……]，从后续提问可以看出大家都听懂了。"),
                new("Your message on […] said in three lines what had happened, what follows and who does what. Nobody needed to ask.", "你关于[……]的通知用三行字写清了发生了什么、下一步是什么、由谁负责，无人需要再问。"),
                new("In the difficult talk about […] you let […] finish, summed up what you had heard and then gave your view. You parted with an agreement.", "在关于[……]的艰难谈话中，你先让[……]把话说完，复述要点后再表达自己的看法，双方最终达成了一致。"),
            ],
            [
                new("The message on […] left open who was to act. Two people did it and one waited. Naming a person and a date would settle it.", "关于[……]的通知没有写明由谁执行，结果两人重复做了，一人还在等待。写清负责人和日期即可。"),
                new("In the talk with […] you explained […] in technical terms, and the decision was put off. Saying first what it means for them would help.", "在与[……]的沟通中，你用专业术语解释[……]，结果决定被推迟。先说明对对方意味着什么会更有帮助。"),
                new("Your remarks on […] were right, but came in front of [group], and [colleague] said nothing more. In private they would have been heard.", "你对[……]的意见是对的，但在[众人]面前提出后，[同事]便不再发言。若私下沟通，更容易被接受。"),
            ]),
        .. Of(
            "culture-fit",
            [
                new("When […] would have been quicker without asking the customer, you asked. It cost us [time] and kept the customer's trust.", "在[……]中，不征求客户意见会更快，但你还是征求了。虽然多花了[时间]，却赢得了客户的信任。"),
                new("In […] you spoke up when […] went against what we had agreed, and you did it respectfully. We corrected it in time.", "在[……]中，当[……]与约定不符时，你以尊重的方式提了出来，我们得以及时纠正。"),
                new("You welcomed [new colleague] in the first weeks, introduced […] and answered questions. They worked on their own after [time].", "你在最初几周热情接待[新同事]，介绍了[……]并解答疑问，对方在[时间]后就能独立工作。"),
            ],
            [
                new("Under the pressure of […] the agreed step […] was skipped. I understand why; we still need it, because […].", "在[……]的压力下，约定的步骤[……]被跳过了。原因可以理解，但它仍然必要，因为[……]。"),
                new("In […] you spoke of [group] in a way that hurt people in the room. Keeping to what was done keeps the talk fair.", "在[……]中，你谈到[群体]的方式让在场的人感到受伤。就事论事，谈话才会公平。"),
                new("The decision on […] was made before [colleague] could say something to it. Asking first is what we agreed as a team.", "关于[……]的决定是在[同事]发表意见之前作出的。先征求意见是我们团队的约定。"),
            ]),
        .. Of(
            "leadership",
            [
                new("At the start of […] you told everybody what the goal was and why. Each of us knew what to leave out when time got short.", "在[……]开始时，你向每个人说明了目标和原因，时间紧张时大家都清楚可以舍弃什么。"),
                new("You gave [colleague] the whole of […], stood behind it and stepped in only when asked. They lead such tasks alone now.", "你把[……]完整交给[同事]负责并给予支持，仅在对方请求时介入，如今对方已能独立带领此类工作。"),
                new("After […] you talked with each of us about what went well and what we would do differently. We felt it was fair, and changed […].", "[……]结束后，你与每个人谈了做得好的和可以改进的地方，大家觉得公平，并调整了[……]。"),
            ],
            [
                new("In […] the decision on […] was open for [weeks], and the team worked in two directions. Even a provisional one would help us.", "在[……]中，关于[……]的决定搁置了[数周]，团队因此朝两个方向工作。哪怕先有一个暂定意见也有帮助。"),
                new("We heard about […] only when something went wrong. A word in between on what is going well would show us where we stand.", "关于[……]，我们只在出问题时才收到反馈。平时也说说哪些做得好，我们才知道自己的进展。"),
                new("You took back […] shortly before its end and finished it yourself. Leaving it with [colleague], with help, would let them learn it.", "[……]临近完成时，你收回来自己做完了。若让[同事]在帮助下继续，对方就能学会。"),
            ]),
    ];
}
