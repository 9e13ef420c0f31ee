namespace StarPortal.Domain.Templates;

/// <summary>Open questions that several presets ask.</summary>
internal static class PresetQuestions
{
    internal static OpenQuestion Strengths { get; } = Ask(
        "strengths",
        new("What went particularly well? Please give an example.", "哪些方面做得特别好？请举例说明。"),
        AnswerVisibility.ParticipantAndManager,
        Source.Self,
        Source.Manager,
        Source.Peer);

    internal static OpenQuestion ToImprove { get; } = Ask(
        "to-improve",
        new("What should be done differently next time, and how?", "下一阶段哪些方面可以改进？如何改进？"),
        AnswerVisibility.ParticipantAndManager,
        Source.Self,
        Source.Manager,
        Source.Peer);

    /// <summary>What the manager tells HR about the next step; never shown to the participant.</summary>
    internal static OpenQuestion NextStep { get; } = Ask(
        "next-step",
        new("What should this person's next step be, and what does it need from us?", "该员工下一步的发展方向是什么？需要我们提供哪些支持？"),
        AnswerVisibility.ManagerOnly,
        Source.Manager);

    internal static OpenQuestion Support { get; } = Ask(
        "support",
        new("What support do you need to reach the next level?", "要达到更高一级，您需要哪些支持？"),
        AnswerVisibility.ParticipantAndManager,
        Source.Self);

    internal static OpenQuestion Ask(string key, LocalText text, AnswerVisibility visibility, params Source[] askedOf)
        => new(key, text, askedOf, Required: false, visibility);
}
