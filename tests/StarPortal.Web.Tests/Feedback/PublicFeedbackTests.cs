using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Feedback;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Tests.Cycles;

namespace StarPortal.Web.Tests.Feedback;

public sealed class PublicFeedbackTests
{
    private static readonly Dictionary<string, string?> Quick = new()
    {
        ["StarPortal:Public:Burst"] = "100000",
        ["StarPortal:Public:PostsPerLinkPerMinute"] = "100000",
        ["StarPortal:Public:QuickestMilliseconds"] = "0",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Something that customers rate, an open question to them, and two indicators that are measured.</summary>
    private static TemplateDefinition Definition { get; } = CycleWorld.Definition with
    {
        Sections =
        [
            CycleWorld.Definition.Sections[0],
            new Section("views", LocalText.Same("Views"), 40m,
            [
                new Indicator("friendly", LocalText.Same("Friendly"), LocalText.Same("Is friendly"), IndicatorKind.Behaviour, 100m, new RatingMeasure(), "", LocalText.Empty,
                    [new SourceShare(Source.Manager, 40m), new SourceShare(Source.Customer, 60m)], new Dictionary<int, LocalText>()),
            ]),
        ],
        Questions = [new OpenQuestion("wish", LocalText.Same("What do you wish for?"), [Source.Customer], false, AnswerVisibility.ParticipantAndManager)],
    };

    [Theory, ClassData(typeof(Providers))]
    public async Task SingleLink_AnsweredAHundredTimesAtOnce_TakesOneAnswer(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, settings: Quick);
        var link = Assert.Single((await IssueAsync(cycle, await CampaignAsync(cycle, FeedbackKind.SatisfiedShare, LinkUse.One), 1)).Links);
        var page = $"/f/{link.Token}";
        var visitor = cycle.Portal.Browser();
        var html = await visitor.GetStringAsync(new Uri(page, UriKind.Relative), Stop);
        Assert.Contains(link.Name, WebUtility.HtmlDecode(html), StringComparison.Ordinal);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "5"))));

        var texts = await Task.WhenAll(answers.Select(TextAsync));
        Assert.Equal(1, texts.Count(t => t.Contains("Thank you</h1>", StringComparison.Ordinal)));
        Assert.Equal(99, texts.Count(t => t.Contains("This link is not open</h1>", StringComparison.Ordinal)));
        await using var db = cycle.Portal.Open();
        Assert.Equal(1, await db.FeedbackAnswers.CountAsync(Stop));
        Assert.Equal(1, await db.FeedbackLinks.Select(l => l.Answers).SingleAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task MultipleLink_OfOneBrowserOrCode_CountsOnce(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, settings: Quick);
        var open = Assert.Single((await IssueAsync(cycle, await CampaignAsync(cycle, FeedbackKind.FivePoints, LinkUse.Many), 1)).Links);
        var coded = Assert.Single((await IssueAsync(cycle, await CampaignAsync(cycle, FeedbackKind.Nps, LinkUse.Many, "accuracy", code: true), 1)).Links);
        var (one, two) = (cycle.Portal.Browser(), cycle.Portal.Browser());
        await using var db = cycle.Portal.Open();

        // two tabs of one browser, the second form fresh
        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(one, $"/f/{open.Token}", "feedback", ("score", "5"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(one, $"/f/{open.Token}", "feedback", ("score", "1"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(two, $"/f/{open.Token}", "feedback", ("score", "3"))).StatusCode);
        Assert.Equal([3, 5], await db.FeedbackAnswers.OrderBy(a => a.Score).Select(a => a.Score!.Value).ToListAsync(Stop));

        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(one, $"/f/{coded.Token}", "feedback", ("score", "9"), ("code", "A-100"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(two, $"/f/{coded.Token}", "feedback", ("score", "0"), ("code", "a 100"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(one, $"/f/{coded.Token}", "feedback", ("score", "10"), ("code", "A-101"))).StatusCode);
        Assert.Contains("order or ticket", await TextAsync(await RunningPortal.SubmitAsync(one, $"/f/{coded.Token}", "feedback", ("score", "10"))), StringComparison.Ordinal);
        Assert.Equal(4, await db.FeedbackAnswers.CountAsync(Stop));
        Assert.Equal(4, await db.FeedbackLinks.SumAsync(l => l.Answers, Stop));
    }

    [Fact]
    public async Task ClosedLinks_LookAllTheSame()
    {
        await using var cycle = await RunningCycle.StartAsync(settings: Quick);
        var campaign = await CampaignAsync(cycle, FeedbackKind.Nps, LinkUse.One, "accuracy");
        var links = (await IssueAsync(cycle, campaign, 1, 3)).Links;
        var visitor = cycle.Portal.Browser();
        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(visitor, $"/f/{links[0].Token}", "feedback", ("score", "9"))).StatusCode);
        Assert.True((await cycle.Get<RevokeLinks>().RunAsync(links[1].Number, cycle.Hr, Stop)).Succeeded);
        await using var db = cycle.Portal.Open();
        await db.WriteAsync(() => db.FeedbackLinks.Where(l => l.Id == links[2].Number).ExecuteUpdateAsync(s => s.SetProperty(l => l.ExpiresAt, cycle.Clock.Now), Stop), Stop);

        var pages = new List<string>();
        foreach (var token in (string[])[links[0].Token, links[1].Token, links[2].Token, "unknown", new string('a', 32), new string('b', 500)])
        {
            using var response = await cycle.Portal.Browser().GetAsync(new Uri($"/f/{token}", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            pages.Add((await TextAsync(response)).Replace(token, "", StringComparison.Ordinal));
        }

        Assert.Single(pages.Select(p => System.Text.RegularExpressions.Regex.Match(p, "<main.*</main>", System.Text.RegularExpressions.RegexOptions.Singleline).Value).Distinct());

        // the phase closes: nothing after the lock
        var late = Assert.Single((await IssueAsync(cycle, campaign, 2)).Links);
        var html = await visitor.GetStringAsync(new Uri($"/f/{late.Token}", UriKind.Relative), Stop);
        await cycle.SetPhaseAsync(PhaseKind.DataCollection, PhaseState.Closed);
        Assert.Contains("This link is not open", await TextAsync(await RunningPortal.SubmitFromAsync(visitor, html, $"/f/{late.Token}", "feedback", ("score", "9"))), StringComparison.Ordinal);
        Assert.Equal(1, await db.FeedbackAnswers.CountAsync(Stop));
    }

    [Fact]
    public async Task Floods_Programs_AndBadForms_AreKeptOut()
    {
        var strict = new Dictionary<string, string?>(Quick) { ["StarPortal:Public:QuickestMilliseconds"] = "2000", ["StarPortal:Public:PostsPerLinkPerMinute"] = "6", ["StarPortal:Public:PostsPerMinute"] = "6", ["StarPortal:Public:Burst"] = "12" };
        await using var cycle = await RunningCycle.StartAsync(settings: strict);
        var links = (await IssueAsync(cycle, await CampaignAsync(cycle, FeedbackKind.FivePoints, LinkUse.Many), 1, 2)).Links;
        var page = $"/f/{links[0].Token}";
        var visitor = cycle.Portal.Browser();
        var html = await visitor.GetStringAsync(new Uri(page, UriKind.Relative), Stop);
        await using var db = cycle.Portal.Open();

        // too quick; then a field that people do not see; a number off the scale; a form of another link; all fine
        Assert.Contains("wait a moment", await TextAsync(await RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "5"))), StringComparison.Ordinal);
        cycle.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains("Thank you", await TextAsync(await RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "5"), ("website", "x"))), StringComparison.Ordinal);
        Assert.Contains("from 1 to 5", await TextAsync(await RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "6"))), StringComparison.Ordinal);
        Assert.Contains("wait a moment", await TextAsync(await RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "5"), ("stamp", "forged"))), StringComparison.Ordinal);
        Assert.False(await db.FeedbackAnswers.AnyAsync(Stop));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(() => RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "5"), ("x", new string('x', 100_000)))));
        Assert.Contains("Thank you", await TextAsync(await RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "5"))), StringComparison.Ordinal);
        Assert.Equal(1, await db.FeedbackAnswers.CountAsync(Stop));

        // the link's own limit, then the address's
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            statuses.Add((await RunningPortal.SubmitFromAsync(visitor, html, page, "feedback", ("score", "5"))).StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(1, await db.FeedbackAnswers.CountAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Values_AreWrittenFromTheMinimumOn_AndNeverTellASingleAnswer(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, people: 4, settings: Quick);
        var campaign = await CampaignAsync(cycle, FeedbackKind.SatisfiedShare, LinkUse.One);
        var links = (await IssueAsync(cycle, campaign, 1, 7)).Links;
        var write = cycle.Get<WriteFeedbackValues>();
        await using var db = cycle.Portal.Open();

        await AnswerAsync(links.Take(2), 5);
        Assert.Equal(new FeedbackWritten(0, 1), (await write.RunAsync(campaign, cycle.Hr, Stop)).Value);
        Assert.False(await db.ActualValues.AnyAsync(Stop));

        await AnswerAsync(links.Skip(2).Take(1), 1);
        Assert.Equal(new FeedbackWritten(1, 0), (await write.RunAsync(campaign, cycle.Hr, Stop)).Value);
        var value = await db.ActualValues.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((66.66666667m, "Customer feedback 客户反馈 (3)"), (value.Value, value.Source));

        // one more answer could be worked out of a new value: it waits
        await AnswerAsync(links.Skip(3).Take(1), 5);
        Assert.Equal(new FeedbackWritten(0, 1), (await write.RunAsync(campaign, cycle.Hr, Stop)).Value);
        await AnswerAsync(links.Skip(4).Take(2), 5);
        Assert.Equal(new FeedbackWritten(1, 0), (await write.RunAsync(campaign, Actor.System("job"), Stop)).Value);
        Assert.Equal(83.33333333m, await db.ActualValues.Select(a => a.Value).SingleAsync(Stop));
        Assert.Equal(2, await db.Set<ActualValueChange>().CountAsync(Stop));
        var view = (await cycle.Get<FeedbackQueries>().FindAsync(campaign, cycle.Hr, Stop))!;
        var row = (await cycle.Get<FeedbackQueries>().PeopleAsync(view, cycle.Numbers[1], 1, cycle.Hr, Stop)).Rows.Single();
        Assert.Equal((6, 0, 1), (row.Answers, row.Waiting, row.OpenLinks));

        await cycle.SetPhaseAsync(PhaseKind.DataCollection, PhaseState.Closed);
        Assert.True((await write.RunAsync(campaign, cycle.Hr, Stop)).Failed);
        Assert.True((await write.RunAsync(campaign, Actors.Administrator, Stop)).Error.Is(SharedErrors.NotAllowed));

        async Task AnswerAsync(IEnumerable<IssuedFeedbackLink> some, int score)
        {
            foreach (var link in some)
            {
                Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(cycle.Portal.Browser(), $"/f/{link.Token}", "feedback", ("score", $"{score}"))).StatusCode);
            }
        }
    }

    [Fact]
    public async Task Values_OfACycleWithAHigherThreshold_WaitForAsManyAsTheFormPromised()
    {
        await using var cycle = await RunningCycle.StartAsync(settings: Quick);
        var campaign = await CampaignAsync(cycle, FeedbackKind.FivePoints, LinkUse.One);
        var links = (await IssueAsync(cycle, campaign, 1, 5)).Links;
        await using var db = cycle.Portal.Open();
        await db.WriteAsync(() => db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.AnonymityThreshold, 5), Stop), Stop);
        var write = cycle.Get<WriteFeedbackValues>();
        Assert.Contains("5", WebUtility.HtmlDecode(await cycle.Portal.Browser().GetStringAsync(new Uri($"/f/{links[0].Token}", UriKind.Relative), Stop)).Split("seen-by")[1].Split("</p>")[0], StringComparison.Ordinal);

        foreach (var (link, at) in links.Select((l, i) => (l, i)))
        {
            Assert.Equal(new FeedbackWritten(0, at > 0 ? 1 : 0), (await write.RunAsync(campaign, cycle.Hr, Stop)).Value);
            Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(cycle.Portal.Browser(), $"/f/{link.Token}", "feedback", ("score", "4"))).StatusCode);
        }

        Assert.Equal(new FeedbackWritten(1, 0), (await write.RunAsync(campaign, cycle.Hr, Stop)).Value);
        Assert.Equal(5, (await cycle.Get<FeedbackQueries>().FindAsync(campaign, cycle.Hr, Stop))!.MinimumAnswers);
    }

    [Fact]
    public async Task Answers_OfHrThemselves_AreInNoSumThatHrReads()
    {
        await using var cycle = await RunningCycle.StartAsync(settings: Quick);
        var colleague = cycle.Hr with { AccountId = 9_999, EmployeeId = null };
        var campaign = await CampaignAsync(cycle, FeedbackKind.FivePoints, LinkUse.One);
        await using var db = cycle.Portal.Open();
        var own = await db.Participants.Where(p => p.EmployeeId == cycle.Hr.EmployeeId).Select(p => p.Id).SingleAsync(Stop);
        var link = Assert.Single((await cycle.Get<IssueLinks>().RunAsync(new IssueCommand(campaign, own, false, 1), colleague, Stop)).Value.Links);
        Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SubmitAsync(cycle.Portal.Browser(), $"/f/{link.Token}", "feedback", ("score", "4"))).StatusCode);
        var queries = cycle.Get<FeedbackQueries>();

        Assert.Equal((0, 1), ((await queries.FindAsync(campaign, cycle.Hr, Stop))!.Answers, (await queries.FindAsync(campaign, colleague, Stop))!.Answers));
        Assert.Equal((0, 1), ((await queries.ListAsync("", null, 1, cycle.Hr, Stop)).Rows[0].Answers, (await queries.ListAsync("", null, 1, colleague, Stop)).Rows[0].Answers));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Ratings_CountAsCustomersFromTheThresholdOn_AndOnlyAsAGroup(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, definition: Definition, settings: Quick);
        var campaign = await CampaignAsync(cycle, FeedbackKind.Ratings, LinkUse.One, null);
        var links = (await IssueAsync(cycle, campaign, 1, 4)).Links;
        await using var db = cycle.Portal.Open();
        var participant = await db.Participants.Where(p => p.Number == cycle.Numbers[1]).Select(p => p.Id).SingleAsync(Stop);
        var before = await InputStamp.ReadAsync(db, cycle.Id, Stop);

        Assert.Contains("still open", await TextAsync(await RunningPortal.SubmitAsync(cycle.Portal.Browser(), $"/f/{links[0].Token}", "feedback", ("text-wish", "<b>more</b>"))), StringComparison.Ordinal);
        await AnswerAsync(0, "5", "<b>more</b>");
        await AnswerAsync(1, "3", "");
        Assert.NotEqual(before, await InputStamp.ReadAsync(db, cycle.Id, Stop));
        Assert.Null(await ScoreAsync());
        await AnswerAsync(2, "4", "again");
        Assert.Equal(80m, await ScoreAsync());
        await AnswerAsync(3, "none", "");
        Assert.Equal(80m, await ScoreAsync());

        var texts = ResultVisibility.Of(ResultReader.Participant, Definition, 3, 1, [.. await CountedReviews.TextsAsync(db, cycle.Id, participant, released: false, Stop)]);
        Assert.Equal(["<b>more</b>", "again"], texts.Texts.Single(t => t.ItemKey == "wish").Texts.Order());
        Assert.Equal([Source.Customer], texts.Groups);

        async Task AnswerAsync(int at, string rating, string wish) => Assert.Equal(
            HttpStatusCode.OK,
            (await RunningPortal.SubmitAsync(cycle.Portal.Browser(), $"/f/{links[at].Token}", "feedback", ("rate-friendly", rating), ("text-wish", wish))).StatusCode);

        async Task<decimal?> ScoreAsync()
        {
            var scoring = (await ScoringInputs.FindCycleAsync(db, cycle.Id, Stop))!;
            await foreach (var chunk in ScoringInputs.ReadAsync(db, scoring, Stop))
            {
                var tree = Scoring.Compute(chunk.Single(p => p.ParticipantId == participant).Input);
                return tree.Sections.SelectMany(s => s.Indicators).Single(i => i.Key == "friendly").Sources.Single(s => s.Source == Source.Customer).Score;
            }

            return null;
        }
    }

    [Fact]
    public async Task Cards_AreHandedOutOnceInThreeForms_WithoutHrsOwn()
    {
        await using var cycle = await RunningCycle.StartAsync(settings: Quick);
        var campaign = await CampaignAsync(cycle, FeedbackKind.Nps, LinkUse.Many, "accuracy");
        var hr = await cycle.Portal.SignInAsync("hr@example.org");
        var page = $"/feedback/links/{campaign}";
        var html = await hr.GetStringAsync(new Uri(page, UriKind.Relative), Stop);

        var cards = await TextAsync(await PostAsync(("format", "cards"), ("who", "without")));
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(cards, "<svg"));
        Assert.Contains("/f/", cards, StringComparison.Ordinal);
        using var nobody = await PostAsync(("format", "cards"), ("who", "without"));
        Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        using var zip = await PostAsync(("format", "zip"), ("who", "all"));
        using var archive = new System.IO.Compression.ZipArchive(await zip.Content.ReadAsStreamAsync(Stop));
        Assert.Equal(5, archive.Entries.Count);
        using var list = await PostAsync(("format", "xlsx"), ("who", "all"), ("each", "3"));
        Assert.Equal("PK", Encoding.ASCII.GetString(await list.Content.ReadAsByteArrayAsync(Stop))[..2]);
        await using var db = cycle.Portal.Open();
        Assert.Equal(2 + 2 + 6, await db.FeedbackLinks.CountAsync(Stop));
        var own = await db.Participants.Where(p => p.EmployeeId == cycle.Hr.EmployeeId).Select(p => p.Id).SingleAsync(Stop);
        Assert.False(await db.FeedbackLinks.AnyAsync(l => l.ParticipantId == own, Stop));
        Assert.False(await db.AuditEntries.AnyAsync(e => e.Details.Contains("/f/"), Stop));

        async Task<HttpResponseMessage> PostAsync(params (string Name, string Value)[] fields)
        {
            var token = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"").Groups[1].Value);
            using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
            return await hr.PostAsync(new Uri($"{page}/cards", UriKind.Relative), content, Stop);
        }
    }

    private static async Task<int> CampaignAsync(RunningCycle cycle, FeedbackKind kind, LinkUse use, string? indicator = "accuracy", bool code = false)
    {
        var made = await cycle.Get<CreateCampaign>().RunAsync(new FeedbackPlan("Cards", cycle.Id, kind, indicator, use, code, 100, 3, false, 30), cycle.Hr, Stop);
        Assert.True(made.Succeeded, string.Join("; ", made.Errors));
        return made.Value;
    }

    private static async Task<IssuedLinks> IssueAsync(RunningCycle cycle, int campaign, int person, int each = 1)
    {
        await using var db = cycle.Portal.Open();
        var number = cycle.Numbers[person];
        var participant = await db.Participants.Where(p => p.Number == number).Select(p => p.Id).SingleAsync(Stop);
        var made = await cycle.Get<IssueLinks>().RunAsync(new IssueCommand(campaign, participant, false, each), cycle.Hr, Stop);
        Assert.True(made.Succeeded, string.Join("; ", made.Errors));
        return made.Value;
    }

    private static async Task<string> TextAsync(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Stop));

    private static async Task<HttpStatusCode> StatusAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var response = await send();
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return HttpStatusCode.RequestEntityTooLarge;
        }
    }
}
