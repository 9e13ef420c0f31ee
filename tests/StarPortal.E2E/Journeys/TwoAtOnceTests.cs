using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Changes;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Nominations;
using StarPortal.Web.Shared.Texts;
using static Microsoft.Playwright.Assertions;
using static StarPortal.E2E.Journeys.TrustedCompany;

namespace StarPortal.E2E.Journeys;

/// <summary>Two people have the same thing open and both decide: the second is told what happened, and nothing is half done.</summary>
[Collection(TrustedCompanyCollection.Name)]
public sealed class TwoAtOnceTests(TrustedCompany company, Browser browser) : TrustedJourney(company, browser)
{
    [Fact]
    public async Task Nomination_WithdrawnOrApprovedByTheOther_IsDecidedOnce()
    {
        const string name = "Two on a nomination";
        var cycle = await Company.CycleAsync(name, [Employee]);
        var employee = await OpenAsync(Employee);
        var mine = new NominationSteps(employee, name);
        await mine.OpenMineAsync();
        await mine.ProposeAsync(Ann);
        await mine.ProposeAsync(Wei);
        var manager = await OpenAsync(Manager);
        var team = new NominationSteps(manager, name);
        await team.OpenTeamAsync();

        // withdrawn before the manager approves
        await mine.Withdraw(Ann).ClickAsync();
        await mine.ExpectAsync(Ann, () => NominationsText.State_Withdrawn);
        await team.Approve(Ann, Employee).ClickAsync();
        await ExpectErrorAsync(manager, () => ReviewsText.Error_NominationWithdrawn);
        Assert.Equal("0", await CountAsync(cycle, Ann));

        // approved before the employee withdraws
        await mine.OpenMineAsync();
        await team.ApproveAsync(Wei, Employee);
        await mine.Withdraw(Wei).ClickAsync();
        await ExpectErrorAsync(employee, () => ReviewsText.Error_NominationApproved);
        await mine.ExpectAsync(Wei, () => NominationsText.State_Approved);
        Assert.Equal("1", await CountAsync(cycle, Wei));
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task ManagerChange_ByTwoOfHr_HandsOverOnceAndTellsTheSecond()
    {
        var cycle = await Company.CycleAsync("Two on a hand-over", [Employee]);
        var participant = await Company.ParticipantAsync(cycle, Employee);
        LookFromNowOn();
        var (hr, second) = (await OpenAsync(Hr), await OpenAsync(SecondHr));
        var (one, two) = (new ChangeSteps(hr, cycle), new ChangeSteps(second, cycle));
        await one.OpenPersonAsync(participant);
        await two.OpenPersonAsync(participant);
        await one.AskForManagerAsync(OtherManager, "Moves to quality");
        await two.AskForManagerAsync(ThirdManager, "Moves to tools");

        await one.ConfirmAsync(() => ChangesText.Do_Manager);
        await two.Confirm(() => ChangesText.Do_Manager).ClickAsync();

        await ExpectErrorAsync(second, () => SharedText.Error_ChangedElsewhere);
        await Expect(two.Dialog.Locator("textarea")).ToHaveValueAsync("Moves to tools");
        Assert.Equal($"{await Company.IdAsync(OtherManager)}", await Company.Portal.QueryAsync($"""select "ManagerId" from "Participants" where "Id" = {participant}"""));
        Assert.Equal("0", await CountAsync(cycle, ThirdManager));
        Assert.Equal("1", await CountAsync(cycle, OtherManager));
        await ExpectToldAsync(ThirdManager);
        Assert.Equal(["Cycles.ParticipantManagerChanged: Moves to quality"], (await Company.TrailAsync(Employee, Since)).Where(e => e.StartsWith("Cycles.", StringComparison.Ordinal)));
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task Review_ExtendedByOneAndWithdrawnByAnother_IsOneOfBoth()
    {
        var cycle = await Company.CycleAsync("Two on a review", [Employee], (Ann, Relationship.Peer, Employee), (Wei, Relationship.Peer, Employee), (Tom, Relationship.Peer, Employee));
        await Company.WriteAsync(cycle, Ann, Employee, 3, "Begun in the morning", submit: false);
        var review = await Company.ReviewAsync(cycle, Ann, Employee);
        var participant = await Company.ParticipantAsync(cycle, Employee);
        LookFromNowOn();
        var (hr, second) = (await OpenAsync(Hr), await OpenAsync(SecondHr));
        foreach (var (window, action) in new[] { (hr, (Func<string>)(() => ReviewsText.Change_Extend)), (second, () => ReviewsText.Change_Withdraw) })
        {
            await window.GoAsync($"/cycles/{cycle}/people/{participant}");
            await window.Page.GetByRole(AriaRole.Checkbox, new() { Name = $"{window.Say(() => ReviewsText.Panel_Choose)}: {Ann.Name}", Exact = true }).CheckAsync();
            await Panel(window).GetByRole(AriaRole.Button, new() { Name = window.Say(action), Exact = true }).ClickAsync();
            await Expect(Question(window)).ToContainTextAsync(window.Say(() => ReviewsText.Change_Follows));
            await Question(window).Locator("textarea").FillAsync("Decided on Monday");
        }

        await Question(hr).GetByRole(AriaRole.Button, new() { Name = hr.Say(() => ReviewsText.Change_Extend), Exact = true }).ClickAsync();
        await Expect(Panel(hr)).ToContainTextAsync(hr.Say(() => ReviewsText.Change_Done));
        await Question(second).GetByRole(AriaRole.Button, new() { Name = second.Say(() => ReviewsText.Change_Withdraw), Exact = true }).ClickAsync();

        await ExpectErrorAsync(second, () => SharedText.Error_ChangedElsewhere);
        Assert.Equal("Draft", await Company.StateAsync(review));
        Assert.Equal("Begun in the morning", await Company.TextAsync(review));
        await ExpectToldAsync(Ann, "Reviews.Extended");
        await ExpectToldAsync(Employee);

        // having read it again the second decides again
        await Question(second).GetByRole(AriaRole.Button, new() { Name = second.Say(() => ReviewsText.Change_Withdraw), Exact = true }).ClickAsync();
        await Expect(Panel(second)).ToContainTextAsync(second.Say(() => ReviewsText.Change_Done));
        Assert.Equal("Withdrawn", await Company.StateAsync(review));
        Assert.Equal("Begun in the morning", await Company.TextAsync(review));
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task Delegation_AcceptedWhileItIsEnded_IsEnded()
    {
        var cycle = await Company.CycleAsync("Two on a delegation", [Ann], (Tom, Relationship.Peer, Ann), (Wei, Relationship.Peer, Ann), (Employee, Relationship.Peer, Ann));
        var review = await Company.ReviewAsync(cycle, Tom, Ann);
        var (tom, jing) = (await OpenAsync(Tom), await OpenAsync(Jing));
        await tom.GoAsync("/reviews/delegations");
        await tom.Page.Locator("#delegate-person").FillAsync(Jing.Number);
        await Expect(tom.Page.Locator("#delegate-person-list option").First).ToBeAttachedAsync();
        await tom.Page.Locator("#delegate-reason").FillAsync("Away for a week");
        await tom.Button(() => ReviewsText.Delegate_Ask).ClickAsync();
        await ExpectOnPageAsync(tom, tom.Say(() => ReviewsText.Delegation_Proposed));
        await jing.GoAsync("/reviews/delegations");

        await tom.Page.GetByRole(AriaRole.Button, new() { Name = $"{tom.Say(() => ReviewsText.Delegation_End)}: {Tom.Name}, {Jing.Name}", Exact = true }).ClickAsync();
        await tom.Page.Locator("#delegation-reason").FillAsync("Stays after all");
        await tom.Button(() => ReviewsText.Delegation_End).ClickAsync();
        await ExpectOnPageAsync(tom, tom.Say(() => ReviewsText.Delegation_Done));
        await jing.Page.GetByRole(AriaRole.Button, new() { Name = $"{jing.Say(() => ReviewsText.Delegation_Accept)}: {Tom.Name}", Exact = true }).ClickAsync();

        await ExpectErrorAsync(jing, () => SharedText.Error_ChangedElsewhere);
        await ExpectOnPageAsync(jing, jing.Say(() => ReviewsText.DelegationState_Ended));
        Assert.Equal("Ended", await Company.Portal.QueryAsync($"""select "State" from "Delegations" where "DelegateId" = {await Company.IdAsync(Jing)}"""));
        ExpectQuietConsoles();
        Assert.Equal(404, (await jing.GoAsync($"/reviews/{review}"))!.Status);
    }

    [Fact]
    public async Task Reopening_GrantedByOneAndRefusedByAnother_IsDecidedOnce()
    {
        var cycle = await Company.CycleAsync("Two on a reopening", [Employee], (Lukasz, Relationship.Peer, Employee));
        await Company.WriteAsync(cycle, Lukasz, Employee, 3, "As I saw it.");
        var review = await Company.ReviewAsync(cycle, Lukasz, Employee);
        var author = await OpenAsync(Lukasz);
        await author.GoAsync($"/reviews/{review}");
        await author.Page.Locator("summary", new() { HasText = author.Say(() => ReviewsText.AskReopen) }).ClickAsync();
        await author.Page.Locator("#ask-reopen-reason").FillAsync("One sentence is wrong.");
        await author.Button(() => ReviewsText.AskReopen_Now).ClickAsync();
        await ExpectOnPageAsync(author, author.Say(() => ReviewsText.AskReopen_Asked));
        LookFromNowOn();

        var (hr, second) = (await OpenAsync(Hr), await OpenAsync(SecondHr));
        foreach (var (window, action) in new[] { (hr, (Func<string>)(() => ReviewsText.Reopening_Refuse)), (second, () => ReviewsText.Reopening_Grant) })
        {
            await window.GoAsync($"/cycles/{cycle}/reopenings");
            await window.Button(action).ClickAsync();
            await window.Page.Locator("#reopen-answer").FillAsync("Talked to the author");
        }

        await Decision(hr, () => ReviewsText.Reopening_Refuse).ClickAsync();
        await ExpectOnPageAsync(hr, hr.Say(() => ReviewsText.Change_Done));
        await Decision(second, () => ReviewsText.Reopening_Grant).ClickAsync();

        await ExpectErrorAsync(second, () => SharedText.Error_ChangedElsewhere);
        await ExpectOnPageAsync(second, second.Say(() => ReviewsText.ReopeningState_Refused));
        Assert.Equal("Submitted", await Company.StateAsync(review));
        await ExpectToldAsync(Lukasz, "Reviews.ReopeningRefused");
        Assert.Equal(["Reviews.ReopeningRefused: Talked to the author"], (await Company.TrailAsync(Employee, Since)).Where(e => e.StartsWith("Reviews.Reopen", StringComparison.Ordinal)));
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task Comment_HiddenByTwoOfHr_IsHiddenOnce()
    {
        const string harmful = "这句话很伤人。";
        var cycle = await Company.CycleAsync("Two on a comment", [Employee]);
        await Company.WriteAsync(cycle, Employee, Employee, 3, "Own words");
        await Company.WriteAsync(cycle, Manager, Employee, 4, harmful);
        await Company.ComputeAsync(cycle, release: false);
        var participant = await Company.ParticipantAsync(cycle, Employee);
        LookFromNowOn();
        var (hr, second) = (await OpenAsync(Hr), await OpenAsync(SecondHr));
        foreach (var window in (Window[])[hr, second])
        {
            await window.GoAsync($"/results/{participant}");
            await window.Page.Locator("summary", new() { HasText = window.Say(() => ResultsText.HideSummary) }).ClickAsync();
            var choice = window.Page.Locator("#hide-shown option", new() { HasText = harmful });
            await window.Page.Locator("#hide-shown").SelectOptionAsync(await choice.GetAttributeAsync("value") ?? "");
            await window.Page.Locator("#hide-shown-reason").FillAsync("Insulting");
        }

        await hr.Button(() => ResultsText.HideNow).ClickAsync();
        await ExpectOnPageAsync(hr, hr.Say(() => ResultsText.HideDone));
        await second.Button(() => ResultsText.HideNow).ClickAsync();

        await ExpectErrorAsync(second, () => SharedText.Error_ChangedElsewhere);
        await ExpectOnPageAsync(second, second.Say(() => ResultsText.HiddenTitle));
        Assert.Equal("1", await Company.Portal.QueryAsync($"""select count(*) from "HiddenComments" where "ParticipantId" = {participant}"""));
        Assert.Single(await Company.ToldAsync(Manager, Since));
        await ExpectToldAsync(Employee);
        Assert.Equal(harmful, await Company.TextAsync(await Company.ReviewAsync(cycle, Manager, Employee)));
        ExpectQuietConsoles();
    }

    private static ILocator Panel(Window hr) => hr.Page.Locator("section[aria-labelledby=reviews-panel-title]");

    private static ILocator Question(Window hr) => Panel(hr).Locator("[role=group][aria-labelledby=review-change-title]");

    private static ILocator Decision(Window hr, Func<string> action) =>
        hr.Page.Locator("[role=group].notice").GetByRole(AriaRole.Button, new() { Name = hr.Say(action), Exact = true });

    private Task<string> CountAsync(int cycle, Person reviewer) => Company.Portal.QueryAsync(
        $"""select count(*) from "Reviews" r join "Employees" e on e."Id" = r."ReviewerId" where r."CycleId" = {cycle} and e."Number" = '{reviewer.Number}'""");
}
