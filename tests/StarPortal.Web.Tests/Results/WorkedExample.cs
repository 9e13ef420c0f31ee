using StarPortal.Domain;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Tests.Results;

/// <summary>The worked example of the domain page as a template, with open questions of every visibility.</summary>
internal static class WorkedExample
{
    public static TemplateDefinition Template { get; } = new(
        new LocalText("Worked example", "计算示例"),
        LocalText.Empty,
        new RatingScale([.. Enumerable.Range(1, 5).Select(v => new RatingPoint(v, v * 20m, LocalText.Same($"{v}"), LocalText.Same($"Anchor {v}")))]),
        [
            new Section("results", new LocalText("Results", "业绩"), 60m,
            [
                Measured("accuracy", 40m, new BandsMeasure([new Band(98m, 100m), new Band(95m, 85m), new Band(90m, 70m)], 40m), "%"),
                Measured("satisfaction", 40m, new LinearMeasure(80m, 98m), "%"),
                Measured("complaints", 20m, new DeductionMeasure(25m, 0m), ""),
            ]),
            new Section("manager", new LocalText("Manager's view", "上级评价"), 25m,
            [
                Rated("professionalism", Source.Manager),
                Rated("initiative", Source.Manager),
            ]),
            new Section("peers", new LocalText("Peers' view", "同事评价"), 15m,
            [
                Rated("collaboration", Source.Peer),
                Rated("responsiveness", Source.Peer),
            ]),
        ],
        [
            new OpenQuestion("strengths", new LocalText("What works well?", "哪些做得好？"), [Source.Self, Source.Manager, Source.Peer], false, AnswerVisibility.ParticipantAndManager),
            new OpenQuestion("advice", LocalText.Same("Advice to the manager"), [Source.Manager, Source.Peer], false, AnswerVisibility.ManagerOnly),
            new OpenQuestion("concern", LocalText.Same("A concern for HR"), [Source.Manager, Source.Peer], false, AnswerVisibility.HrOnly),
        ]);

    public static IReadOnlyList<(int Collaboration, int Responsiveness)> Peers { get; } = [(4, 5), (3, 4), (4, 4), (5, 3)];

    private static Indicator Measured(string key, decimal weight, Measure measure, string unit) =>
        new(key, LocalText.Same(key), LocalText.Empty, IndicatorKind.Performance, weight, measure, unit, LocalText.Same("ticket system"), [new SourceShare(Source.Data, 100m)], new Dictionary<int, LocalText>());

    // asked of oneself too, which does not count
    private static Indicator Rated(string key, Source source) =>
        new(key, LocalText.Same(key), LocalText.Empty, IndicatorKind.Behaviour, 50m, new RatingMeasure(), "", LocalText.Empty, [new SourceShare(source, 100m), new SourceShare(Source.Self, 0m)], new Dictionary<int, LocalText>());
}
