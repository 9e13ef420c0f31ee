using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Features.Templates.Delphi;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Tests.Templates;

public sealed class DelphiPanelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Panel_FromInvitationToDraft(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (reference, people, panel) = await OpenAsync(portal);
        Assert.Equal($"/delphi/{panel}", Assert.Single(await InboxAsync(portal, people[0])).Href);
        Assert.Empty(await InboxAsync(portal, people[3]));

        await ProposeAsync(portal, panel, 1, people[0], 60, 25, 15, "Results first");
        Assert.Empty(await InboxAsync(portal, people[0]));
        await ProposeAsync(portal, panel, 1, people[1], 50, 25, 25);
        await ProposeAsync(portal, panel, 1, people[2], 40, 40, 20, "Managers know best");
        Assert.True((await MoveAsync(portal, panel, DelphiStep.CloseRound, 1)).Succeeded);
        Assert.True((await MoveAsync(portal, panel, DelphiStep.NextRound, 1)).Succeeded);
        foreach (var person in people.Take(3))
        {
            await ProposeAsync(portal, panel, 2, person, 50, 30, 20);
        }

        Assert.True((await MoveAsync(portal, panel, DelphiStep.ClosePanel, 2)).Succeeded);
        Assert.True((await portal.Get<ApplyDelphiOutcome>().RunAsync(new(panel), Actors.Hr, Stop)).Succeeded);

        var draft = (await portal.Get<TemplateQueries>().FindAsync(reference, Actors.Hr, Stop))!;
        Assert.Equal([50m, 30m, 20m], draft.Definition.Sections.Select(s => s.Weight));
        await using var db = portal.Open();
        Assert.Equal(
            ["Templates.DelphiOpened", "Templates.DelphiRoundClosed", "Templates.DelphiRoundOpened", "Templates.DelphiClosed", "Templates.DelphiApplied"],
            await db.AuditEntries.Where(e => e.Action.StartsWith("Templates.Delphi")).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Member_SeesFiguresAndReasonsButNobodysName(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, people, panel) = await OpenAsync(portal);
        await ProposeAsync(portal, panel, 1, people[0], 60, 25, 15, "Results first");
        await ProposeAsync(portal, panel, 1, people[1], 50, 25, 25);
        var before = (await portal.Get<DelphiQueries>().ForMemberAsync(panel, Actors.Of(people[2]), Stop))!;
        Assert.Empty(before.Newest.Summary);
        Assert.Empty(before.Newest.Reasons);
        await ProposeAsync(portal, panel, 1, people[2], 40, 40, 20, "Managers know best");
        await MoveAsync(portal, panel, DelphiStep.CloseRound, 1);

        var view = (await portal.Get<DelphiQueries>().ForMemberAsync(panel, Actors.Of(people[2]), Stop))!;

        Assert.Equal([50m, 25m, 20m], view.Newest.Summary.Select(s => s.Median));
        Assert.Equal(["Managers know best", "Results first"], view.Newest.Reasons);
        Assert.Equal([40m, 40m, 20m], view.Mine[1].Select(w => w.Weight));
        var json = System.Text.Json.JsonSerializer.Serialize(view);
        Assert.All(people, p => Assert.DoesNotContain(p.Name, json, StringComparison.Ordinal));
        var facilitator = (await portal.Get<DelphiQueries>().ForFacilitatorAsync(panel, Actors.Hr, Stop))!;
        Assert.Equal(3, facilitator.Members.Count(m => m.Proposed));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Round_WithTwoProposals_ShowsNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, people, panel) = await OpenAsync(portal);
        await ProposeAsync(portal, panel, 1, people[0], 60, 25, 15, "Mine alone");
        await ProposeAsync(portal, panel, 1, people[1], 50, 25, 25);
        await MoveAsync(portal, panel, DelphiStep.ClosePanel, 1);

        var view = (await portal.Get<DelphiQueries>().ForFacilitatorAsync(panel, Actors.Hr, Stop))!;

        Assert.Empty(view.Newest.Summary);
        Assert.Empty(view.Newest.Reasons);
        Assert.Empty(view.Outcome);
        Assert.True((await portal.Get<ApplyDelphiOutcome>().RunAsync(new(panel), Actors.Hr, Stop)).Error.Is(DelphiErrors.NoOutcome));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Apply_WhenTheDraftChangedShape_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (reference, people, panel) = await OpenAsync(portal);
        foreach (var person in people.Take(3))
        {
            await ProposeAsync(portal, panel, 1, person, 50, 30, 20);
        }

        await MoveAsync(portal, panel, DelphiStep.ClosePanel, 1);
        var view = (await portal.Get<TemplateQueries>().FindAsync(reference, Actors.Hr, Stop))!;
        var fewer = view.Definition with { Sections = [.. view.Definition.Sections.Take(2)] };
        Assert.True((await portal.Get<EditTemplateDraft>().RunAsync(new(reference, fewer, view.Version), Actors.Hr, Stop)).Succeeded);

        Assert.True((await portal.Get<ApplyDelphiOutcome>().RunAsync(new(panel), Actors.Hr, Stop)).Error.Is(DelphiErrors.ShapeChanged));
        Assert.Equal([60m, 25m], (await portal.Get<TemplateQueries>().FindAsync(reference, Actors.Hr, Stop))!.Definition.Sections.Select(s => s.Weight));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task EveryVerb_ByStrangers_AnswersAsIfNothingWereThere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (reference, people, panel) = await OpenAsync(portal);
        var weights = new Dictionary<string, decimal> { ["results"] = 60m, ["manager"] = 25m, ["peers"] = 15m };

        // HR that is no member proposes nothing, a member facilitates nothing, a colleague sees nothing
        Assert.True((await portal.Get<ProposeWeights>().RunAsync(new(panel, 1, weights, ""), Actors.Hr, Stop)).Error.Is(DelphiErrors.NotFound));
        Assert.Null(await portal.Get<DelphiQueries>().ForMemberAsync(panel, Actors.Hr, Stop));
        foreach (var actor in new[] { Actors.Of(people[0]), Actors.Administrator })
        {
            Assert.True((await portal.Get<MoveDelphiPanel>().RunAsync(new(panel, DelphiStep.ClosePanel, 1), actor, Stop)).Error.Is(DelphiErrors.NotFound));
            Assert.True((await portal.Get<ApplyDelphiOutcome>().RunAsync(new(panel), actor, Stop)).Error.Is(DelphiErrors.NotFound));
            Assert.True((await portal.Get<OpenDelphiPanel>().RunAsync(new(reference, null, "", [1, 2, 3], null), actor, Stop)).Error.Is(TemplateErrors.NotFound));
            Assert.Null(await portal.Get<DelphiQueries>().ForFacilitatorAsync(panel, actor, Stop));
            Assert.Null(await portal.Get<DelphiQueries>().PanelsAsync(reference, actor, Stop));
            Assert.Empty(await portal.Get<DelphiQueries>().FindPeopleAsync("a", actor, Stop));
        }

        Assert.Null(await portal.Get<DelphiQueries>().ForMemberAsync(panel, Actors.Of(people[3]), Stop));
        Assert.True((await portal.Get<ProposeWeights>().RunAsync(new(panel, 1, weights, ""), Actors.Of(people[3]), Stop)).Error.Is(DelphiErrors.NotFound));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task CloseRound_WhileMembersPropose_CountsExactlyWhatWasTaken(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, people, panel) = await OpenAsync(portal);
        await ProposeAsync(portal, panel, 1, people[0], 60, 25, 15);
        var weights = new Dictionary<string, decimal> { ["results"] = 50m, ["manager"] = 25m, ["peers"] = 25m };

        var answers = await Task.WhenAll(
            [.. people.Skip(1).Take(2).Select(p => portal.Get<ProposeWeights>().RunAsync(new(panel, 1, weights, ""), Actors.Of(p), Stop)), MoveAsync(portal, panel, DelphiStep.CloseRound, 1)]);

        await using var db = portal.Open();
        var round = await db.DelphiRounds.Include(r => r.Proposals).SingleAsync(Stop);
        Assert.True(answers[2].Succeeded);
        Assert.Equal(round.Proposals.Count, round.Count);
        Assert.Equal(1 + answers.Take(2).Count(a => a.Succeeded), round.Count);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Move_ARoundThatSomebodyElseMoved_IsTold(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, _, panel) = await OpenAsync(portal);
        await MoveAsync(portal, panel, DelphiStep.CloseRound, 1);
        await MoveAsync(portal, panel, DelphiStep.NextRound, 1);

        Assert.True((await MoveAsync(portal, panel, DelphiStep.CloseRound, 1)).Error.Is(SharedErrors.ChangedElsewhere));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Delete_DraftWithAPanel_TakesThePanelAlong(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (reference, people, panel) = await OpenAsync(portal);
        await ProposeAsync(portal, panel, 1, people[0], 60, 25, 15);
        var view = (await portal.Get<TemplateQueries>().FindAsync(reference, Actors.Hr, Stop))!;

        Assert.True((await portal.Get<DeleteTemplateDraft>().RunAsync(new(reference, view.Version), Actors.Hr, Stop)).Succeeded);

        await using var db = portal.Open();
        Assert.False(await db.DelphiPanels.AnyAsync(Stop));
        Assert.False(await db.DelphiProposals.AnyAsync(Stop));
    }

    private static async Task<(TemplateReference Reference, IReadOnlyList<Employee> People, int Panel)> OpenAsync(TestPortal portal)
    {
        var people = new List<Employee>();
        foreach (var name in (string[])["Ann Zhang", "Ben Qiu", "Cai Wu", "Dora Xu"])
        {
            people.Add(await portal.AddEmployeeAsync(name));
        }

        var reference = (await portal.Get<CreateTemplate>().RunAsync(new(new("Weighed", ""), Presets.ThreeSource.Key), Actors.Hr, Stop)).Value;
        var opened = await portal.Get<OpenDelphiPanel>().RunAsync(new(reference, null, "What matters?", [.. people.Take(3).Select(p => p.Id)], portal.Now.AddDays(5)), Actors.Hr, Stop);
        return (reference, people, opened.Value);
    }

    private static async Task ProposeAsync(TestPortal portal, int panel, int round, Employee who, decimal results, decimal manager, decimal peers, string reason = "")
    {
        var weights = new Dictionary<string, decimal> { ["results"] = results, ["manager"] = manager, ["peers"] = peers };
        Assert.True((await portal.Get<ProposeWeights>().RunAsync(new(panel, round, weights, reason), Actors.Of(who), Stop)).Succeeded);
    }

    private static Task<Result> MoveAsync(TestPortal portal, int panel, DelphiStep step, int round)
        => portal.Get<MoveDelphiPanel>().RunAsync(new(panel, step, round), Actors.Hr, Stop);

    private static Task<IReadOnlyList<InboxItem>> InboxAsync(TestPortal portal, Employee who)
        => portal.Get<IEnumerable<IInboxSource>>().OfType<DelphiInbox>().Single().ForAsync(Actors.Of(who), Stop);
}
