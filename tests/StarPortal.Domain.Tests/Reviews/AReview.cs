using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Reviews;

/// <summary>Reviews with valid defaults: employee 7 is reviewed, employee 8 is the manager, 9 a peer.</summary>
internal static class AReview
{
    internal const int Subject = 7;
    internal const int Manager = 8;
    internal const int Peer = 9;

    internal static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);

    internal static TemplateDefinition Template { get; } = new(
        LocalText.Same("Test"),
        LocalText.Empty,
        new RatingScale([.. Enumerable.Range(1, 5).Select(v => new RatingPoint(v, v * 20m, LocalText.Same($"P{v}"), LocalText.Same($"A{v}")))]),
        [
            new Section("results", LocalText.Same("Results"), 60m,
            [
                Indicator("accuracy", Source.Data),
                Indicator("quality", Source.Self, Source.Manager),
            ]),
            new Section("together", LocalText.Same("Together"), 40m, [Indicator("collaboration", Source.Self, Source.Manager, Source.Peer)]),
        ],
        [
            new OpenQuestion("proud", LocalText.Same("Proud of?"), [Source.Self], true, AnswerVisibility.ParticipantAndManager),
            new OpenQuestion("advice", LocalText.Same("Advice?"), [Source.Manager, Source.Peer], false, AnswerVisibility.ParticipantAndManager),
        ]);

    internal static int ReviewerOf(Relationship relationship) => relationship switch
    {
        Relationship.Self => Subject,
        Relationship.Manager => Manager,
        _ => Peer,
    };

    internal static Actor Person(int employeeId, Roles roles = Roles.Employee) => new(100 + employeeId, employeeId, $"Person {employeeId}", roles);

    internal static Review Of(Relationship relationship) => new(1, 1, Subject, ReviewerOf(relationship), relationship);

    internal static Review In(ReviewState state, Relationship relationship = Relationship.Peer)
    {
        var review = Of(relationship);
        var writer = Person(review.ReviewerId);
        if (state == ReviewState.NotStarted)
        {
            return review;
        }

        Ok(review.SaveDraft(Template, Complete(relationship), writer, Now));
        switch (state)
        {
            case ReviewState.Submitted:
                Ok(review.Submit(Template, ReviewRules.Default, writer, Now));
                break;
            case ReviewState.Reopened:
                Ok(review.Submit(Template, ReviewRules.Default, writer, Now));
                Ok(review.Reopen("wrong person", Person(50, Roles.HR)));
                break;
            case ReviewState.Declined:
                Ok(review.Decline("too far away", writer, Now));
                break;
            case ReviewState.Missed:
                Ok(review.MarkMissed());
                break;
            case ReviewState.Withdrawn:
                Ok(review.Withdraw());
                break;
        }

        Assert.Equal(state, review.State);
        return review;
    }

    internal static AnswerContent[] Complete(Relationship relationship)
    {
        var form = ReviewForm.Of(Template, relationship);
        return
        [
            .. form.Indicators.Select((i, n) => n == 0 ? new AnswerContent(i.Key, 4, false, "good") : new AnswerContent(i.Key, null, true, "")),
            .. form.Questions.Select(q => new AnswerContent(q.Key, null, false, "an answer")),
        ];
    }

    internal static void Ok(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));

    private static Indicator Indicator(string key, params Source[] sources) => new(
        key, LocalText.Same(key), LocalText.Empty, IndicatorKind.Behaviour, 50m, sources[0] == Source.Data ? new CompletionMeasure(100m) : new RatingMeasure(), "", LocalText.Empty,
        [.. sources.Select((s, i) => new SourceShare(s, i == 0 ? 100m : 0m))], new Dictionary<int, LocalText>());
}
