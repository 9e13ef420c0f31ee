using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Shared;
using StarPortal.Web.Tests.Documents;

namespace StarPortal.Web.Tests.Results;

public sealed class WhoSeesResultsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task View_BeforeRelease_IsForHrOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ComputeAsync();

        Assert.Equal(79.57m, (await story.ViewAsync(story.Hr)).Value.Total);
        foreach (var actor in Everybody(story).Append(story.HrWhoTakesPart with { EmployeeId = story.Subject.Id }).Append(story.HrWhoTakesPart with { EmployeeId = story.Manager.Id }))
        {
            Assert.True((await story.ViewAsync(actor)).Failed, actor.Name);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task View_AfterRelease_IsForTheParticipantTheManagerAndHr(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();

        Assert.Equal(ResultReader.Participant, (await story.ViewAsync(Actors.Of(story.Subject))).Value.Reader);
        Assert.Equal(ResultReader.Manager, (await story.ViewAsync(Actors.Of(story.Manager))).Value.Reader);
        Assert.Equal(ResultReader.Hr, (await story.ViewAsync(story.HrWhoTakesPart)).Value.Reader);
        Assert.Equal(ResultReader.Participant, (await story.ViewAsync(story.HrWhoTakesPart, story.HanaId)).Value.Reader);
        foreach (var actor in (Actor[])[Actors.Of(story.OtherManager), Actors.Of(story.Peers[0]), Actors.Administrator, Actors.Of(story.Peers[1], Roles.Committee)])
        {
            Assert.True((await story.ViewAsync(actor)).Error.Is(ResultErrors.NotAllowed), actor.Name);
        }

        await ComputeResultsTests.WithdrawAsync(portal, story.SubjectId);
        Assert.True((await story.ViewAsync(story.Hr)).Failed);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task View_ByHr_IsInTheTrailEveryTime_OthersAreNot(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();

        await story.ViewAsync(Actors.Of(story.Subject));
        await story.ViewAsync(Actors.Of(story.Manager));
        await story.ViewAsync(story.Hr);
        await story.ViewAsync(story.Hr);

        await using var db = portal.Open();
        var looks = await db.AuditEntries.AsNoTracking().Where(e => e.Action == "Results.Viewed").ToListAsync(Stop);
        Assert.Equal(2, looks.Count);
        Assert.All(looks, l => Assert.Equal((story.Hr.AccountId, story.Subject.Id), (l.ActorAccountId, l.SubjectEmployeeId!.Value)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task View_OpenQuestions_FollowTheirVisibility(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();

        Assert.Equal(["strengths"], Questions(await story.ViewAsync(Actors.Of(story.Subject))));
        Assert.Equal(["strengths", "advice"], Questions(await story.ViewAsync(Actors.Of(story.Manager))));
        Assert.Equal(["strengths", "advice", "concern"], Questions(await story.ViewAsync(story.Hr)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task View_VisibleGroup_ShowsTextsWithoutAuthorsInAnOrderOfTheirOwn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();

        var view = (await story.ViewAsync(Actors.Of(story.Subject))).Value;

        var texts = view.Feedback.Texts.Single(t => t.ItemKey == "strengths" && t.From == Source.Peer).Texts;
        Assert.Equal(["peer 0 says so on strengths", "peer 1 says so on strengths", "peer 2 says so on strengths", "peer 3 says so on strengths"], texts.Order(StringComparer.Ordinal));
        Assert.Equal(texts, (await story.ViewAsync(Actors.Of(story.Manager))).Value.Feedback.Texts.Single(t => t.ItemKey == "strengths" && t.From == Source.Peer).Texts);
        var html = await HtmlAsync(portal, view);
        Assert.All(story.Peers, p => Assert.DoesNotContain(p.Name, html, StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SuppressedGroup_LeavesNoTraceInViewDocumentOrExport(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var two = await ResultStory.CreateAsync(portal, peers: 2);
        await two.ReleaseAsync();
        await using var other = await TestPortal.CreateAsync(provider);
        var none = await ResultStory.CreateAsync(other, peers: 0);
        await none.ReleaseAsync();
        other.Clock.Set(portal.Now);

        foreach (var actor in (Func<ResultStory, Actor>[])[s => Actors.Of(s.Subject), s => Actors.Of(s.Manager), s => s.Hr])
        {
            var with = (await two.ViewAsync(actor(two))).Value;
            var without = (await none.ViewAsync(actor(none))).Value;
            Assert.Equal([Source.Peer], with.Feedback.Suppressed);
            // two answers and no answer at all look exactly the same
            Assert.Equal(Json(without), Json(with));
            Assert.Equal(await HtmlAsync(other, without), await HtmlAsync(portal, with));
            Assert.DoesNotContain("peer 0", Json(with), StringComparison.Ordinal);
        }

        Assert.Equal(Json(await ExportAsync(none)), Json(await ExportAsync(two)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HrList_NeverHoldsTheirOwnRow_AndIsInTheTrail(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ComputeAsync();
        var queries = portal.Get<CycleResultQueries>();
        var head = (await queries.HeadAsync(story.CycleId, story.HrWhoTakesPart, Stop))!;

        var page = await queries.PageAsync(head, CycleResultFilter.Default with { Sort = new SortBy("total", true) }, 1, story.HrWhoTakesPart, Stop);

        Assert.True(head.OwnRowHidden);
        Assert.Equal(1, page.Total);
        Assert.Equal(story.SubjectId, Assert.Single(page.Rows).ParticipantId);
        Assert.DoesNotContain(await queries.ExportAsync(head, CycleResultFilter.Default, story.HrWhoTakesPart, Stop), r => r.ParticipantId == story.HanaId);
        await using var db = portal.Open();
        Assert.Contains(story.Subject.Number, (await db.AuditEntries.AsNoTracking().SingleAsync(e => e.Action == "Results.ListViewed", Stop)).Details, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HrList_SearchedSortedAndFiltered_AnswersInSql(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, actuals: false);
        await story.SetActualsAsync(story.SubjectId, 96.4m, 95.5m, 1m);
        await story.ComputeAsync();
        var queries = portal.Get<CycleResultQueries>();
        var head = (await queries.HeadAsync(story.CycleId, story.Hr, Stop))!;

        async Task<IEnumerable<string>> Names(CycleResultFilter filter) => (await queries.PageAsync(head, filter, 1, story.Hr, Stop)).Rows.Select(r => r.Name);

        Assert.Equal(["王芳", "Hana"], await Names(CycleResultFilter.Default with { Sort = new SortBy("total", true) }));
        Assert.Equal(["王芳", "Hana"], await Names(CycleResultFilter.Default with { Sort = new SortBy("total", false) }));
        Assert.Equal(["Hana"], await Names(CycleResultFilter.Default with { Search = "hAN" }));
        Assert.Equal(["王芳"], await Names(CycleResultFilter.Default with { Search = "芳" }));
        Assert.Empty(await Names(CycleResultFilter.Default with { Search = "%" }));
        Assert.Equal(["Hana"], await Names(CycleResultFilter.Default with { State = ResultRowState.InsufficientData }));
        Assert.Equal(["王芳"], await Names(CycleResultFilter.Default with { State = ResultRowState.Computed }));
        Assert.Null(await queries.HeadAsync(story.CycleId, Actors.Administrator, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Lists_OwnAndTeam_HoldReleasedResultsOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ComputeAsync();
        var queries = portal.Get<MyResultQueries>();
        Assert.Empty(await queries.MineAsync(Actors.Of(story.Subject), Stop));
        Assert.Empty(await queries.TeamCyclesAsync(Actors.Of(story.Manager), Stop));

        await story.ReleaseAsync();

        Assert.Equal(79.57m, Assert.Single(await queries.MineAsync(Actors.Of(story.Subject), Stop)).Total);
        Assert.Equal(story.CycleId, Assert.Single(await queries.TeamCyclesAsync(Actors.Of(story.Manager), Stop)).Id);
        Assert.Equal(["Hana", "王芳"], (await queries.TeamAsync(story.CycleId, Actors.Of(story.Manager), Stop)).Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.Empty(await queries.TeamAsync(story.CycleId, Actors.Of(story.OtherManager), Stop));
        Assert.Empty(await queries.MineAsync(Actors.Administrator, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task View_DepartmentOfTen_ShowsItsDistribution_NineDoNot(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        foreach (var number in Enumerable.Range(1, 8))
        {
            var employee = await portal.AddEmployeeAsync($"Person {number}");
            await story.SetActualsAsync(await story.AddParticipantAsync(employee, story.OtherManager), 90m + number, 80m + (2 * number), number % 4);
        }

        await story.ReleaseAsync();

        Assert.Equal(10, (await story.ViewAsync(Actors.Of(story.Subject))).Value.Distribution.Sum(b => b.People));
        await ComputeResultsTests.WithdrawAsync(portal, story.HanaId);
        Assert.Empty((await story.ViewAsync(Actors.Of(story.Subject))).Value.Distribution);
    }

    [Fact]
    public async Task Report_InChinese_HoldsNameTotalAndTexts()
    {
        await using var portal = await TestPortal.CreateAsync();
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();
        var view = (await story.ViewAsync(Actors.Of(story.Subject))).Value;
        var html = await portal.Get<DocumentRenderer>().HtmlAsync<ResultDocument>(view, CultureInfo.GetCultureInfo("zh-CN"));

        var text = await Printing.TextAsync(Printing.Pdf(await portal.Get<IDocumentPrinter>().PrintAsync(html, Stop)));

        Assert.Contains("结果报告：王芳", text, StringComparison.Ordinal);
        Assert.Contains("79.57", text, StringComparison.Ordinal);
        Assert.Contains("83.44", text, StringComparison.Ordinal);
        Assert.Contains("计算过程", text, StringComparison.Ordinal);
        Assert.Contains("哪些做得好？", text, StringComparison.Ordinal);
        Assert.Contains("peer 2 says so on strengths", text, StringComparison.Ordinal);
        Assert.DoesNotContain("A concern for HR", text, StringComparison.Ordinal);
    }

    private static IEnumerable<Actor> Everybody(ResultStory story) =>
        [Actors.Of(story.Subject), Actors.Of(story.Manager), Actors.Of(story.OtherManager), Actors.Of(story.Peers[0]), Actors.Administrator];

    private static IEnumerable<string> Questions(Result<ResultView> view) =>
        view.Value.Feedback.Texts.Where(t => t.IsQuestion).Select(t => t.ItemKey).Distinct();

    private static Task<string> HtmlAsync(TestPortal portal, ResultView view) =>
        portal.Get<DocumentRenderer>().HtmlAsync<ResultDocument>(view, CultureInfo.GetCultureInfo("en-US"));

    private static async Task<IReadOnlyList<CycleResultRow>> ExportAsync(ResultStory story)
    {
        var queries = story.Portal.Get<CycleResultQueries>();
        return await queries.ExportAsync((await queries.HeadAsync(story.CycleId, story.Hr, Stop))!, CycleResultFilter.Default, story.Hr, Stop);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonColumn.Options);
}
