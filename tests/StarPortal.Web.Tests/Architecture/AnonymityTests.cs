using System.Text.RegularExpressions;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>
/// One module, <c>Domain/Anonymity</c>, decides what is shown of a group. Whoever compares with the threshold, or reads
/// answers, is named here with the reason.
/// </summary>
public sealed partial class AnonymityTests
{
    /// <summary>Comparisons that show nothing of an answer.</summary>
    private static readonly Dictionary<string, string> MayCompare = new()
    {
        ["src/StarPortal.Domain/Cycles/Cycle.Setup.cs"] = "refuses a threshold that is too low",
        ["src/StarPortal.Domain/Results/MeasureScoring.cs"] = "thresholds of a band, not of a group",
        ["src/StarPortal.Web/Features/Reviews/ControlRoom/Lists/GroupList.cs"] = "asks in SQL how many can still answer, for HR; no answer is read",
        ["src/StarPortal.Web/Features/Reviews/Changes/ReviewChangeQueries.cs"] = "counts, for HR, whose groups would fall below it; no answer is read",
        ["src/StarPortal.Web/Features/Reviews/ControlRoom/Raters/RaterList.cs"] = "asks in SQL which groups GroupVisibility would show; means of fewer are not read",
        ["src/StarPortal.Web/Features/Cycles/Setup/CheckQueries.cs"] = "asks in SQL whose peers are too few before launch; no answer exists yet",
    };

    /// <summary>Everybody who touches what was answered.</summary>
    private static readonly Dictionary<string, string> MayRead = new()
    {
        ["src/StarPortal.Web/Features/Results/ScoringInputs.cs"] = "feeds Scoring, which asks GroupVisibility",
        ["src/StarPortal.Web/Features/Results/CountedReviews.cs"] = "feeds ResultVisibility and AttributedAnswers, nothing else",
        ["src/StarPortal.Web/Features/Results/CustomerAnswers.cs"] = "customers' part of the two above",
        ["src/StarPortal.Web/Features/Reviews/ReviewQueries.cs"] = "one review, for its writer, or for whoever ReviewAccess lets read it",
        ["src/StarPortal.Web/Features/Reviews/ReviewHead.cs"] = "part of the above",
        ["src/StarPortal.Web/Features/Reviews/ReviewView.cs"] = "part of the above",
        ["src/StarPortal.Web/Features/Reviews/Compare/OwnRatingsQueries.cs"] = "the writer's own ratings side by side",
        ["src/StarPortal.Web/Features/Reviews/ReviewEditForm.razor.cs"] = "the same, in the form",
        ["src/StarPortal.Web/Features/Reviews/Evidence/PreviousManagerEvidence.cs"] = "an earlier manager's review, for the present manager; no group's, and nothing hidden",
        ["src/StarPortal.Web/Features/Reviews/WritableReview.cs"] = "the writer's own",
        ["src/StarPortal.Web/Features/Reviews/Reopening/DecideReopening.cs"] = "keeps what was handed in; shows nothing",
        ["src/StarPortal.Web/Features/Reviews/Changes/ChangeScene.cs"] = "restores and keeps what was handed in; shows nothing",
        ["src/StarPortal.Web/Features/Reviews/ReviewReading.razor"] = "what the writer changed and never handed in, for the writer",
        ["src/StarPortal.Web/Features/Reviews/ControlRoom/Raters/RaterList.cs"] = "figures of named managers for HR; groups only where GroupVisibility lets them be shown",
        ["src/StarPortal.Web/Features/Reviews/Demo/DemoAnswers.cs"] = "writes demo data",
        ["src/StarPortal.Web/Features/Reviews/ReopenReview.cs"] = "keeps what was handed in; shows nothing",
        ["src/StarPortal.Web/Features/Reviews/Comments/HideComment.cs"] = "asks whether there are words to hide",
        ["src/StarPortal.Web/Features/Cycles/Changes/HandOver.cs"] = "puts reviews away and takes them up again; shows nothing",
        ["src/StarPortal.Web/Features/Feedback/FeedbackQueries.cs"] = "counts, and means from FeedbackValue, for HR",
        ["src/StarPortal.Web/Features/Feedback/WriteFeedbackValues.cs"] = "makes a value of enough answers, by FeedbackValue",
        ["src/StarPortal.Web/Features/Feedback/WriteFeedbackJob.cs"] = "asks whether there are any",
        ["src/StarPortal.Web/Features/Feedback/DemoFeedback.cs"] = "writes demo data",
    };

    [Fact]
    public void Threshold_IsComparedInTheModuleOnly() => Holds(Sources(), Compares(), MayCompare, "compares with the threshold; ask GroupVisibility");

    [Fact]
    public void Answers_AreReadOnlyWhereListed() => Holds(Sources(), Reads(), MayRead, "reads answers; list it with the reason, or ask the module");

    /// <summary>The rules find what they are there for.</summary>
    [Theory]
    [InlineData("var shown = rows.Count >= cycle.AnonymityThreshold;", true, false)]
    [InlineData("if (view.Threshold > submitted)", true, false)]
    [InlineData("where g.Count() < threshold", true, false)]
    [InlineData("Threshold=\"View.Threshold\" Paper", false, false)]
    [InlineData("db.ReviewAnswers.Where(a => a.Text != \"\")", false, true)]
    [InlineData("db.Reviews.Select(r => r.Answers.Count)", false, true)]
    [InlineData("db.Reviews.Include(r => r.Answers)", false, true)]
    [InlineData("from a in db.FeedbackAnswers", false, true)]
    [InlineData("db.Set<ReviewAnswer>()", false, true)]
    [InlineData("review.LastSubmitted", false, true)]
    [InlineData("View.Answers", false, false)]
    public void Rules_OnAPlantedFault_Fail(string code, bool compares, bool reads)
    {
        Assert.Equal(compares, Faults([("src/StarPortal.Web/Features/New/NewPage.cs", code)], Compares(), MayCompare, "").Any());
        Assert.Equal(reads, Faults([("src/StarPortal.Web/Features/New/NewPage.cs", code)], Reads(), MayRead, "").Any());
    }

    private static void Holds(List<(string Path, string Code)> files, Regex sign, Dictionary<string, string> listed, string fault)
    {
        Assert.True(files.Count > 300);
        // a list that names what is no longer so is not read
        var stale = listed.Keys.Where(k => !files.Any(f => f.Path == k && sign.IsMatch(f.Code))).Select(k => $"{k} is listed and does nothing of the kind");
        Rule.Holds([.. Faults(files, sign, listed, fault), .. stale]);
    }

    private static IEnumerable<string> Faults(IEnumerable<(string Path, string Code)> files, Regex sign, Dictionary<string, string> listed, string fault) =>
        files.Where(f => !listed.ContainsKey(f.Path) && sign.IsMatch(f.Code)).Select(f => $"{f.Path} {fault}: {sign.Match(f.Code).Value}");

    private static List<(string Path, string Code)> Sources() =>
    [
        .. SourceTree.Files("src/StarPortal.Domain", ".cs").Where(f => f.Feature is not ("Anonymity" or "Reviews" or "Feedback"))
            .Concat(SourceTree.Files("src/StarPortal.Web", ".cs", ".razor"))
            .Select(f => (f.Path, f.Code)),
    ];

    [GeneratedRegex(@"(?<![=<\w])[<>]=?\s*(?:[A-Za-z_]\w*[.!?]+)*\w*[Tt]hreshold\b|\b(?:Anonymity)?[Tt]hreshold\)?\s+[<>]=?\s")]
    private static partial Regex Compares();

    [GeneratedRegex(@"\bReviewAnswers?\b|\bFeedbackAnswers\b|\bLastSubmitted\b|\bUnsubmitted\b|\b(?:r|review|reviews)\.Answers\b")]
    private static partial Regex Reads();
}
