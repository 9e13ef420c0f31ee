using System.Text;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Changes;
using StarPortal.Web.Features.People;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Nominations;
using StarPortal.Web.Shared.People;
using StarPortal.Web.Shared.Spreadsheets;
using static Microsoft.Playwright.Assertions;
using static StarPortal.E2E.Journeys.TrustedCompany;

namespace StarPortal.E2E.Journeys;

/// <summary>Between launch and release: reviewers are chosen and step back, people change, and nobody is exposed.</summary>
[Collection(TrustedCompanyCollection.Name)]
public sealed class TrustedReviewsTests(TrustedCompany company, Browser browser) : TrustedJourney(company, browser)
{
    [Fact]
    public async Task Nomination_ProposedDecidedDeclinedAndReplaced_TellsTheRightPeopleAndKeepsTheReasons()
    {
        const string name = "Nominations";
        var cycle = await Company.CycleAsync(name, [Employee]);
        LookFromNowOn();

        var employee = await OpenAsync(Employee);
        var mine = new NominationSteps(employee, name);
        await mine.OpenMineAsync();
        foreach (var person in (Person[])[Ann, Wei, Tom])
        {
            await mine.ProposeAsync(person);
        }

        var manager = await OpenAsync(Manager);
        var team = new NominationSteps(manager, name);
        await team.OpenTeamAsync();
        await team.ApproveAsync(Ann, Employee);
        await team.ApproveAsync(Wei, Employee);
        await team.ReplaceProposalAsync(Tom, Employee, "你们几乎没有一起工作过", Jing);

        await mine.OpenMineAsync();
        await mine.ExpectAsync(Ann, () => NominationsText.State_Approved);
        await mine.ExpectAsync(Wei, () => NominationsText.State_Approved);
        await mine.ExpectAsync(Tom, () => NominationsText.State_Rejected);
        await mine.ExpectReasonAsync(Tom, "你们几乎没有一起工作过");

        var ann = await OpenAsync(Ann);
        var declined = await Company.ReviewAsync(cycle, Ann, Employee);
        await DeclineAsync(ann, declined, "I joined the shift in November only.");
        await manager.GoAsync("/notifications");
        await ExpectOnPageAsync(manager, manager.Say(() => NominationsText.Notice_Declined, Ann.Name, Employee.Name));
        await team.OpenTeamAsync();
        await ExpectOnPageAsync(manager, "I joined the shift in November only.");
        await team.ReplaceDeclinedAsync(Ann, Employee, Lukasz);

        Assert.Equal("Declined", await Company.StateAsync(declined));
        foreach (var reviewer in (Person[])[Wei, Jing, Lukasz])
        {
            Assert.Equal("NotStarted", await Company.StateAsync(await Company.ReviewAsync(cycle, reviewer, Employee)));
        }

        await ExpectToldAsync(Employee, "Reviews.ProposalRejected");
        await ExpectToldAsync(Manager, "Reviews.Declined");
        await ExpectToldAsync(Ann, "Reviews.Asked");
        await ExpectToldAsync(Wei, "Reviews.Asked");
        await ExpectToldAsync(Jing, "Reviews.Asked");
        await ExpectToldAsync(Lukasz, "Reviews.Asked");
        await ExpectToldAsync(Tom);
        await ExpectToldAsync(Hr);
        await ExpectTrailAsync(Employee, "Reviews.ReviewerProposed", "Reviews.ReviewerApproved", "Reviews.ProposalRejected: 你们几乎没有一起工作过", "Reviews.Declined: I joined the shift in November only.");
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task ManagerChange_InTheMiddle_KeepsTheEarlierReviewAsEvidenceThatCountsForNothing()
    {
        const string earlier = "旧经理：十年来的可靠同事。";
        var cycle = await Company.CycleAsync("Hand-over", [Employee]);
        await Company.WriteAsync(cycle, Employee, Employee, 3, "Own words");
        await Company.WriteAsync(cycle, Manager, Employee, 2, earlier);
        var kept = await Company.ReviewAsync(cycle, Manager, Employee);
        LookFromNowOn();

        var hr = await OpenAsync(Hr);
        var change = new ChangeSteps(hr, cycle);
        await change.OpenPersonAsync(await Company.ParticipantAsync(cycle, Employee));
        await change.AskForManagerAsync(OtherManager, "New team since Monday");
        await Expect(change.Dialog).ToContainTextAsync(hr.Say(() => ChangesText.Follow_Evidence, "1"));
        await hr.ExpectAccessibleAsync();
        await change.ConfirmAsync(() => ChangesText.Do_Manager);

        await ExpectToldAsync(Employee, "Cycles.ManagerChanged");
        await ExpectToldAsync(Manager, "Cycles.HandedOver");
        await ExpectToldAsync(OtherManager, "Cycles.TakenOver");
        await ExpectToldAsync(Hr);
        await ExpectToldAsync(Ann);
        await ExpectTrailAsync(Employee, "Cycles.ParticipantManagerChanged: New team since Monday");
        Assert.Equal("Submitted|1", await Company.Portal.QueryAsync($"""select "State" || '|' || "PreviousManager" from "Reviews" where "Id" = {kept}"""));

        // the new manager writes, with the earlier review in sight and marked
        var manager = await OpenAsync(OtherManager);
        var fresh = await Company.ReviewAsync(cycle, OtherManager, Employee);
        await OpenFormAsync(manager, fresh);
        await manager.Page.Locator("#evidence > summary").ClickAsync();
        await Expect(manager.Page.Locator("#evidence")).ToContainTextAsync(manager.Say(() => ReviewsText.PreviousManager));
        await Expect(manager.Page.Locator("#evidence")).ToContainTextAsync(earlier);
        await WriteAsync(manager, fresh, 4, "A strong start in the new team.", "Care", "Leading");

        // the earlier manager still reads their own words, and cannot change them
        var before = await OpenAsync(Manager);
        await before.GoAsync($"/reviews/{kept}");
        await ExpectOnPageAsync(before, earlier);
        await Expect(before.Page.Locator("form.review-form")).ToHaveCountAsync(0);
        Assert.Equal(earlier, await Company.TextAsync(kept));

        await Company.ComputeAsync(cycle, release: true);
        var employee = await OpenAsync(Employee);
        await employee.GoAsync($"/results/{await Company.ParticipantAsync(cycle, Employee)}");
        await Expect(employee.Page.Locator(".total-figure strong")).ToHaveTextAsync("80.00");
        await ExpectOnPageAsync(employee, "A strong start in the new team.");
        // the earlier manager's words stand apart: the participant reads them, marked as what does not count
        await ExpectOnPageAsync(employee, earlier);
        await Expect(employee.Page.GetByText(employee.Say(() => ResultsText.EarlierSentence))).ToBeVisibleAsync();
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task Import_InTheMiddle_ShowsItsEffectsAndTheJoinerGetsTimeAndTheLeaverStays()
    {
        const string name = "Joiners and leavers";
        var cycle = await Company.TeamCycleAsync(name);
        await Company.WriteAsync(cycle, Leaver, Leaver, 3, "Half a thought", submit: false);
        LookFromNowOn();

        var hr = await OpenAsync(Hr);
        await ImportAsync(hr, name);
        var change = new ChangeSteps(hr, cycle);
        await change.AskAboutAsync(Joiner, () => ChangesText.DifferenceKind_Joined, "Joined in November");
        await Expect(change.Dialog).ToContainTextAsync(hr.Say(() => ChangesText.Follow_JoinTold));
        await hr.ExpectAccessibleAsync();
        await change.ConfirmAsync(() => ChangesText.Do_Join);
        await change.AskAboutAsync(Leaver, () => ChangesText.DifferenceKind_Left, "Left for another company");
        await Expect(change.Dialog).ToContainTextAsync(hr.Say(() => ChangesText.Follow_NoWait));
        await change.ConfirmAsync(() => ChangesText.Do_Left);
        await ExpectOnPageAsync(hr, "Left for another company");

        await ExpectToldAsync(Joiner, "Cycles.Joined");
        await ExpectToldAsync(Manager, "Cycles.JoinedTeam", "Cycles.LeaverMarked");
        await ExpectToldAsync(Leaver);
        await ExpectToldAsync(Employee);
        await ExpectTrailAsync(Joiner, "Cycles.ParticipantJoined: Joined in November");
        await ExpectTrailAsync(Leaver, "Cycles.ParticipantLeft: Left for another company");

        // the phase ends for everybody but the one who came late
        await Company.MoveAsync(cycle, open: false, PhaseKind.SelfReview);
        Assert.Equal("Missed", await Company.StateAsync(await Company.ReviewAsync(cycle, Employee, Employee)));
        await Company.InviteAsync();
        var joiner = await OpenAsync(Joiner);
        var own = await Company.ReviewAsync(cycle, Joiner, Joiner);
        await joiner.GoAsync("/reviews");
        await Expect(Row(joiner, own)).ToBeVisibleAsync();
        await WriteAsync(joiner, own, 4, "My first weeks.", "Care", "Leading");
        Assert.Equal("Submitted", await Company.StateAsync(own));

        // the manager need not wait for the one who left, whose half thought is kept
        var manager = await OpenAsync(Manager);
        await WriteAsync(manager, await Company.ReviewAsync(cycle, Manager, Leaver), 3, "多谢三年的工作。", "Care", "Leading");
        Assert.Equal("Leaver", await Company.Portal.QueryAsync($"""select "State" from "Participants" where "Id" = {await Company.ParticipantAsync(cycle, Leaver)}"""));
        Assert.Equal("Half a thought", await Company.TextAsync(await Company.ReviewAsync(cycle, Leaver, Leaver)));
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task Delegation_Accepted_WritesOnBehalfOfAndTellsOnlyTheTwo()
    {
        var cycle = await Company.CycleAsync("Delegation", [Employee]);
        await Company.WriteAsync(cycle, Employee, Employee, 3, "Own words");
        await Company.WriteAsync(cycle, Manager, Employee, 3, "写到一半", submit: false);
        var review = await Company.ReviewAsync(cycle, Manager, Employee);
        LookFromNowOn();

        var manager = await OpenAsync(Manager);
        await DelegateAsync(manager, OtherManager, "产假");
        await ExpectToldAsync(OtherManager, "Reviews.DelegationProposed");

        // nothing changes before the other one has accepted
        var other = await OpenAsync(OtherManager);
        Assert.Equal(404, (await other.GoAsync($"/reviews/{review}"))!.Status);
        await other.GoAsync("/reviews/delegations");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = $"{other.Say(() => ReviewsText.Delegation_Accept)}: {Manager.Name}", Exact = true }).ClickAsync();
        await ExpectOnPageAsync(other, other.Say(() => ReviewsText.Delegation_Accepted, Manager.Name));
        await other.ExpectAccessibleAsync();
        await other.GoAsync("/reviews");
        await Expect(Row(other, review)).ToContainTextAsync(Manager.Name);
        var text = await OpenFormAsync(other, review);
        await ExpectOnPageAsync(other, other.Say(() => ReviewsText.OnBehalfNotice, Manager.Name));
        await Expect(text).ToHaveValueAsync("写到一半");
        await WriteAsync(other, review, 4, "写到一半 – finished for her.", "Care", "Leading");

        await manager.GoAsync($"/reviews/{review}");
        await ExpectOnPageAsync(manager, "finished for her.");
        Assert.Equal(
            $"{await Company.IdAsync(Manager)}|{await Company.IdAsync(OtherManager)}",
            await Company.Portal.QueryAsync($"""select "ReviewerId" || '|' || "SubmittedById" from "Reviews" where "Id" = {review}"""));
        await ExpectToldAsync(Manager, "Reviews.DelegationAccepted");
        await ExpectToldAsync(OtherManager, "Reviews.DelegationProposed");
        await ExpectToldAsync(Employee);
        await ExpectToldAsync(Hr);
        await ExpectTrailAsync(Manager, "Reviews.DelegationProposed: 产假", "Reviews.DelegationAccepted");
        await ExpectTrailAsync(Employee, "Reviews.Submitted");

        // ended early, the delegate sees nothing more of it
        await manager.GoAsync("/reviews/delegations");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = $"{manager.Say(() => ReviewsText.Delegation_End)}: {Manager.Name}, {OtherManager.Name}", Exact = true }).ClickAsync();
        await manager.Page.Locator("#delegation-reason").FillAsync("回来了");
        await manager.Button(() => ReviewsText.Delegation_End).ClickAsync();
        await ExpectOnPageAsync(manager, manager.Say(() => ReviewsText.Delegation_Done));
        Assert.Equal(404, (await other.GoAsync($"/reviews/{review}"))!.Status);
    }

    [Fact]
    public async Task Reopening_AskedForAndGranted_KeepsTheTextsAndDoesNotTellThePersonReviewed()
    {
        const string first = "Always patient with customers.";
        var cycle = await Company.CycleAsync("Reopening", [Employee], (Ann, Relationship.Peer, Employee), (Wei, Relationship.Peer, Employee), (Tom, Relationship.Peer, Employee));
        await Company.WriteAsync(cycle, Ann, Employee, 3, first);
        var review = await Company.ReviewAsync(cycle, Ann, Employee);
        LookFromNowOn();

        var ann = await OpenAsync(Ann);
        await ann.GoAsync($"/reviews/{review}");
        await ann.Page.Locator("summary", new() { HasText = ann.Say(() => ReviewsText.AskReopen) }).ClickAsync();
        await ann.Page.Locator("#ask-reopen-reason").FillAsync("I mixed up two projects.");
        await ann.Button(() => ReviewsText.AskReopen_Now).ClickAsync();
        await ExpectOnPageAsync(ann, ann.Say(() => ReviewsText.AskReopen_Asked));

        var hr = await OpenAsync(Hr);
        await hr.GoAsync($"/cycles/{cycle}/reopenings");
        await ExpectOnPageAsync(hr, "I mixed up two projects.");
        await hr.Button(() => ReviewsText.Reopening_Grant).ClickAsync();
        await hr.Page.Locator("#reopen-answer").FillAsync("Good to put right.");
        await hr.ExpectAccessibleAsync();
        await hr.Page.Locator("[role=group]").GetByRole(AriaRole.Button, new() { Name = hr.Say(() => ReviewsText.Reopening_Grant), Exact = true }).ClickAsync();
        await ExpectOnPageAsync(hr, hr.Say(() => ReviewsText.Change_Done));
        Assert.Equal("Reopened", await Company.StateAsync(review));

        var text = await OpenFormAsync(ann, review);
        await Expect(text).ToHaveValueAsync(first);
        await ExpectOnPageAsync(ann, ann.Say(() => ReviewsText.ReopenedNotice));
        await WriteAsync(ann, review, 4, first + " Also with me.", "Care");
        Assert.Equal(first + " Also with me.", await Company.TextAsync(review));

        await ExpectToldAsync(Ann, "Reviews.ReopeningGranted");
        await ExpectToldAsync(Employee);
        await ExpectToldAsync(Manager);
        await ExpectTrailAsync(Employee, "Reviews.ReopeningRequested: I mixed up two projects.", "Reviews.Reopened: Good to put right.");
        ExpectQuietConsoles();
    }

    [Fact]
    public async Task GroupUnderTheThreshold_IsSeenByNobodyAndInNoExport()
    {
        const string name = "Small group";
        string[] hidden = ["HIDDEN-ONE 她很有耐心", "HIDDEN-TWO slow at night"];
        string[] shown = ["SHOWN-ONE 会倾听", "SHOWN-TWO explains well", "SHOWN-THREE 公平"];
        var cycle = await Company.CycleAsync(
            name,
            [Manager, Employee],
            (Ann, Relationship.Peer, Employee), (Wei, Relationship.Peer, Employee), (Tom, Relationship.Peer, Employee),
            (Employee, Relationship.Report, Manager), (Ann, Relationship.Report, Manager), (Wei, Relationship.Report, Manager));
        await Company.WriteAsync(cycle, Employee, Employee, 3, "Own words");
        await Company.WriteAsync(cycle, Manager, Employee, 4, "值得信赖。");
        await Company.WriteAsync(cycle, Director, Manager, 4, "继续。");
        await Company.WriteAsync(cycle, Ann, Employee, 2, hidden[0]);
        await Company.WriteAsync(cycle, Wei, Employee, 3, hidden[1]);
        foreach (var (reviewer, text) in new[] { Employee, Ann, Wei }.Zip(shown))
        {
            await Company.WriteAsync(cycle, reviewer, Manager, 3, text);
        }

        await Company.ComputeAsync(cycle, release: false);
        var hr = await OpenAsync(Hr);
        await ReleaseAsync(hr, cycle);
        var people = new GroupReaders(await OpenAsync(Employee), await OpenAsync(Manager), hr, await OpenAsync(Director));
        var about = await Company.ParticipantAsync(cycle, Employee);
        var lead = await Company.ParticipantAsync(cycle, Manager);

        // two of three peers answered: neither words nor figures, for nobody; the total is the manager's alone
        foreach (var reader in (Window[])[people.Participant, people.Lead, people.Hr])
        {
            await reader.GoAsync($"/results/{about}");
            await Expect(reader.Page.Locator(".total-figure strong")).ToHaveTextAsync("80.00");
            await ExpectOnPageAsync(reader, reader.Say(() => ResultsText.SuppressedLine, reader.Say(() => ResultsText.Source_Peer), Threshold));
            await ExpectNothingOfAsync(await reader.Page.ContentAsync(), hidden);
            await ExpectNotOnPageAsync(reader, "50.00");
            foreach (var paper in (string[])["print", "report.pdf"])
            {
                await ExpectNothingOfAsync(await TextAsync(reader, $"/results/{about}/{paper}"), [.. hidden, "50.00"]);
            }
        }

        // three of three reports answered: all of them, in no order that tells who
        foreach (var reader in (Window[])[people.Lead, people.Above, people.Hr])
        {
            await reader.GoAsync($"/results/{lead}");
            foreach (var text in shown)
            {
                await ExpectOnPageAsync(reader, text);
            }

            await ExpectNotOnPageAsync(reader, Ann.Name);
        }

        await ExpectNoExportTellsAsync(people, cycle, [.. hidden]);
        foreach (var reader in (Window[])[people.Participant, people.Lead])
        {
            foreach (var path in (string[])["/", "/results", "/results/team", "/reviews/team", "/notifications"])
            {
                await reader.GoAsync(path);
                await ExpectNothingOfAsync(await reader.Page.ContentAsync(), hidden);
            }
        }

        Assert.DoesNotContain(hidden[0], Company.Portal.Log, StringComparison.Ordinal);
        ExpectQuietConsoles();
    }

    private static async Task ReleaseAsync(Window hr, int cycle)
    {
        await hr.GoAsync($"/cycles/{cycle}/results");
        await hr.Button(() => ResultsText.Acknowledge).ClickAsync();
        await Expect(hr.Button(() => ResultsText.Acknowledge)).ToHaveCountAsync(0);
        await hr.Button(() => ResultsText.ReleaseButton).ClickAsync();
        await hr.Button(() => ResultsText.ReleaseNow, "2").ClickAsync();
        await Expect(hr.Button(() => ResultsText.ReleaseButton)).ToHaveCountAsync(0);
    }

    /// <summary>Everything of the cycle that can be downloaded, and the trail.</summary>
    private static async Task ExpectNoExportTellsAsync(GroupReaders people, int cycle, string[] hidden)
    {
        string[] files =
        [
            $"/cycles/{cycle}/results/export?format=csv", $"/cycles/{cycle}/results/export?format=xlsx", $"/cycles/{cycle}/results/missing",
            $"/cycles/{cycle}/control-room/groups.csv", $"/cycles/{cycle}/control-room/groups.xlsx", $"/cycles/{cycle}/control-room/reviews.csv", $"/cycles/{cycle}/control-room/reviews.xlsx",
        ];
        foreach (var file in files)
        {
            await ExpectNothingOfAsync(await TextAsync(people.Hr, file), hidden);
            foreach (var stranger in (Window[])[people.Participant, people.Lead])
            {
                var refused = await stranger.Page.APIRequest.GetAsync(file, new() { MaxRedirects = 0 });
                Assert.True(refused.Status is 302 or 403 or 404, $"{file}: {refused.Status}");
            }
        }

        await people.Hr.GoAsync("/audit");
        await ExpectNothingOfAsync(await people.Hr.Page.ContentAsync(), hidden);
    }

    private static Task ExpectNothingOfAsync(string content, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            // a part is as telling as the whole
            Assert.DoesNotContain(secret.Split(' ')[0], content, StringComparison.Ordinal);
            Assert.DoesNotContain(secret.Split(' ', 2)[^1], content, StringComparison.Ordinal);
        }

        return Task.CompletedTask;
    }

    /// <summary>What a file or page says in plain words.</summary>
    private static async Task<string> TextAsync(Window reader, string path)
    {
        var answer = await reader.Page.APIRequest.GetAsync(path);
        Assert.True(answer.Ok, $"{path}: {answer.Status}");
        var body = await answer.BodyAsync();
        Assert.NotEmpty(body);
        var type = answer.Headers["content-type"];
        if (type.StartsWith("application/pdf", StringComparison.Ordinal))
        {
            return await PdfText.ReadAsync(body) ?? "";
        }

        if (type.Contains("spreadsheet", StringComparison.Ordinal))
        {
            var read = SpreadsheetReader.Read(body, "file.xlsx");
            Assert.True(read.Succeeded);
            return string.Join('\n', read.Value.Rows.SelectMany(r => r.Cells).Concat(read.Value.Header));
        }

        return Encoding.UTF8.GetString(body);
    }

    private async Task ImportAsync(Window hr, string cycle)
    {
        var yesterday = TrustedCompany.Now.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var csv = Csv([Leaver, Joiner], new Dictionary<string, string> { [Leaver.Number] = yesterday });
        await hr.GoAsync("/people/import");
        await hr.ChooseFileAsync("#import-file", new FilePayload { Name = "november.csv", MimeType = "text/csv", Buffer = csv });
        await Expect(hr.Heading(() => PeopleText.StepColumns)).ToBeVisibleAsync();
        await hr.Button(() => PeopleText.Check).ClickAsync();
        await Expect(hr.Heading(() => PeopleText.StepCheck)).ToBeVisibleAsync();
        var effects = hr.Page.Locator("section[aria-labelledby=effects-title]").GetByRole(AriaRole.Group, new() { Name = cycle, Exact = true });
        await Expect(effects.GetByRole(AriaRole.Row).Filter(new() { HasText = Joiner.Name })).ToContainTextAsync(hr.Say(() => OrganisationEffectsText.Joined));
        await Expect(effects.GetByRole(AriaRole.Row).Filter(new() { HasText = Leaver.Name })).ToContainTextAsync(hr.Say(() => OrganisationEffectsText.Left));
        await hr.ExpectAccessibleAsync();
        await hr.Button(() => PeopleText.ImportNow).ClickAsync();
        await Expect(hr.Heading(() => PeopleText.StepDone)).ToBeVisibleAsync();
    }

    private static async Task DelegateAsync(Window delegator, Person to, string reason)
    {
        await delegator.GoAsync("/reviews/delegations");
        await delegator.Page.Locator("#delegate-person").FillAsync(to.Number);
        await Expect(delegator.Page.Locator("#delegate-person-list option").First).ToBeAttachedAsync();
        await delegator.Page.Locator("#delegate-reason").FillAsync(reason);
        await ExpectOnPageAsync(delegator, delegator.Say(() => ReviewsText.Delegate_Follows));
        await delegator.Button(() => ReviewsText.Delegate_Ask).ClickAsync();
        await ExpectOnPageAsync(delegator, delegator.Say(() => ReviewsText.Delegation_Proposed));
    }

    private sealed record GroupReaders(Window Participant, Window Lead, Window Hr, Window Above);
}
