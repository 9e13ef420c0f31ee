using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.CheckIns;
using StarPortal.Web.Features.Feedback.Notebook;
using StarPortal.Web.Features.Feedback.Notes;
using StarPortal.Web.Features.Feedback.Phrases;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Phrases;
using StarPortal.Web.Shared.Reviews;
using StarPortal.Web.Shared.Writing;
using StarPortal.Web.Tests.Cycles;

namespace StarPortal.Web.Tests.Feedback;

public sealed class NotesTests
{
    private static readonly NoteContent praise = new("In May", "You helped", "We were done in time", NoteKind.Praise, NoteVisibility.Recipient, "", null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task SendNote_ReachesThoseWhomTheGiverSawAndNobodyElse(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (boss, ann, ben) = await TeamAsync(portal);
        var stranger = await portal.AddEmployeeAsync("Sid");

        await SendAsync(portal, ben, ann, praise with { Visibility = NoteVisibility.RecipientAndManager }, boss.Id);
        await SendAsync(portal, ben, ann, praise with { Impact = "For Ann alone" });

        Assert.Equal([(ann.Id, "Feedback.NoteReceived"), (ann.Id, "Feedback.NoteReceived"), (boss.Id, "Feedback.NoteShared")], await ToldAsync(portal));
        Assert.Equal(2, await CountAsync(portal, NoteList.Received, Actors.Of(ann)));
        Assert.Equal(2, await CountAsync(portal, NoteList.Given, Actors.Of(ben)));
        Assert.Equal(1, await CountAsync(portal, NoteList.Team, Actors.Of(boss)));
        foreach (var list in Enum.GetValues<NoteList>())
        {
            Assert.Equal(0, await CountAsync(portal, list, Actors.Of(stranger, Roles.Employee | Roles.HR)));
            Assert.Equal(0, await CountAsync(portal, list, Actors.Administrator));
        }

        await using var db = portal.Open();
        Assert.All(await db.AuditEntries.AsNoTracking().Select(a => a.Details).ToListAsync(Stop), d => Assert.DoesNotContain("helped", d ?? "", StringComparison.Ordinal));
        Assert.All(await db.Notifications.AsNoTracking().ToListAsync(Stop), n => Assert.DoesNotContain(n.Args, a => a.Contains("helped", StringComparison.Ordinal)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SendNote_FromTwoWindows_IsSentOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, ann, ben) = await TeamAsync(portal);
        var store = portal.Get<WritingStore>();
        var kept = await store.SaveAsync("note:new", [new("impact", "We were done in time", null)], Actors.Of(ben), Stop);
        var command = new SendNote.Command(ann.Id, praise, null, null, "note:new", kept.Value.Now.Version);

        Assert.True((await portal.Get<SendNote>().RunAsync(command, Actors.Of(ben), Stop)).Succeeded);
        Assert.Equal(SharedErrors.ChangedElsewhere, (await portal.Get<SendNote>().RunAsync(command, Actors.Of(ben), Stop)).Error);

        Assert.Equal(1, await CountAsync(portal, NoteList.Received, Actors.Of(ann)));
        Assert.Equal(0, (await store.ReadAsync("note:new", Actors.Of(ben), Stop)).Version);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Draft_OfTwoWindowsAtOnce_LosesNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, ann, ben) = await TeamAsync(portal);
        var store = portal.Get<WritingStore>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => store.SaveAsync("note:new", [new($"field{i}", $"text {i}", null)], Actors.Of(ben), Stop)));

        var conflict = await store.SaveAsync("note:new", [new("field1", "other", null)], Actors.Of(ben), Stop);

        Assert.Equal(["field1"], conflict.Value.Conflicts);
        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"text {i}"), (await store.ReadAsync("note:new", Actors.Of(ben), Stop)).Fields.Select(f => f.Text).Order());
        Assert.Empty((await store.ReadAsync("note:new", Actors.Of(ann), Stop)).Fields);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Withdraw_TakesTheTextFromAllButTheGiver(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, ann, ben) = await TeamAsync(portal);
        var id = await SendAsync(portal, ben, ann, praise);

        Assert.Equal(NoteErrors.NoteNotFound, (await portal.Get<WithdrawNote>().RunAsync(new(id, "Mine", 1), Actors.Of(ann), Stop)).Error);
        var row = (await portal.Get<NoteQueries>().NotesAsync(NoteList.Given, "", 1, Actors.Of(ben), Stop)).Rows.Single();
        Assert.True((await portal.Get<WithdrawNote>().RunAsync(new(id, "Wrong person", row.Version), Actors.Of(ben), Stop)).Succeeded);

        Assert.Equal(0, await CountAsync(portal, NoteList.Received, Actors.Of(ann)));
        var kept = (await portal.Get<NoteQueries>().NotesAsync(NoteList.Given, "", 1, Actors.Of(ben), Stop)).Rows.Single();
        Assert.Equal((NoteState.Withdrawn, "You helped"), (kept.State, kept.Behaviour));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Request_UnansweredForThreeWorkingDays_IsBroughtToMindOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (boss, ann, ben) = await TeamAsync(portal);
        // a Monday
        portal.Clock.Set(new DateTime(2026, 11, 16, 9, 0, 0, DateTimeKind.Utc));
        Assert.True((await portal.Get<AskForFeedback>().RunAsync(new(ann.Id, [ben.Id], "How was it?", new(2026, 12, 1), "request:new", null), Actors.Of(ann), Stop)).Succeeded);
        Assert.Equal(SharedErrors.NotAllowed, (await portal.Get<AskForFeedback>().RunAsync(new(ann.Id, [boss.Id], "How is Ann?", new(2026, 12, 1), "request:new", null), Actors.Of(ben), Stop)).Error);
        var job = portal.Get<IEnumerable<IRecurringJob>>().OfType<RequestsJob>().Single();

        foreach (var (day, nudges) in new[] { (18, 0), (19, 1), (20, 1), (24, 1) })
        {
            portal.Clock.Set(new DateTime(2026, 11, day, 9, 30, 0, DateTimeKind.Utc));
            await job.RunAsync(Stop);
            await job.RunAsync(Stop);
            Assert.Equal(nudges, (await ToldAsync(portal)).Count(t => t == (ben.Id, "Feedback.RequestNudge")));
        }

        portal.Clock.Set(new DateTime(2026, 12, 3, 9, 30, 0, DateTimeKind.Utc));
        await job.RunAsync(Stop);
        var row = (await portal.Get<NoteQueries>().RequestsAsync(NoteList.Asked, 1, Actors.Of(ann), Stop)).Rows.Single();
        Assert.Equal(FeedbackRequestState.Expired, row.State);
        Assert.True((await portal.Get<SendNote>().RunAsync(new(null, praise, row.Id, null, "x", null), Actors.Of(ben), Stop)).Succeeded);
        Assert.Equal(FeedbackRequestState.Answered, (await portal.Get<NoteQueries>().RequestsAsync(NoteList.Asked, 1, Actors.Of(ann), Stop)).Rows.Single().State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Request_OfAManagerDeclined_IsToldToTheManagerOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (boss, ann, ben) = await TeamAsync(portal);
        Assert.True((await portal.Get<AskForFeedback>().RunAsync(new(ann.Id, [ben.Id], "How is Ann?", DateOnly.FromDateTime(portal.Now).AddDays(5), "x", null), Actors.Of(boss), Stop)).Succeeded);
        var row = (await portal.Get<NoteQueries>().RequestsAsync(NoteList.Requests, 1, Actors.Of(ben), Stop)).Rows.Single();

        Assert.True((await portal.Get<NoteQueries>().RequestAsync(row.Id, Actors.Of(ben), Stop))!.MustShare);
        Assert.Null(await portal.Get<NoteQueries>().RequestAsync(row.Id, Actors.Of(ann), Stop));
        Assert.Equal(SharedErrors.ReasonRequired, (await portal.Get<DeclineRequest>().RunAsync(new(row.Id, " ", row.Version), Actors.Of(ben), Stop)).Error);
        Assert.True((await portal.Get<DeclineRequest>().RunAsync(new(row.Id, "I hardly know her", row.Version), Actors.Of(ben), Stop)).Succeeded);
        Assert.True((await portal.Get<DeclineRequest>().RunAsync(new(row.Id, "Again", row.Version), Actors.Of(ben), Stop)).Failed);

        Assert.Equal([(boss.Id, "Feedback.RequestDeclined"), (ben.Id, "Feedback.RequestedAbout")], await ToldAsync(portal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Notebook_StaysWithItsAuthorAndIsHandedOverByChoice(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (boss, ann, _) = await TeamAsync(portal);
        var next = await portal.AddEmployeeAsync("Next");
        var first = await WriteAsync(portal, boss, ann, "First thing");
        await WriteAsync(portal, boss, ann, "Second thing");
        Assert.Equal(NoteErrors.NoNewManager, (await portal.Get<HandOverEntries>().RunAsync(new(ann.Id, [first], boss.Id), Actors.Of(boss), Stop)).Error);
        await using (var db = portal.Open())
        {
            (await db.Employees.SingleAsync(e => e.Id == ann.Id, Stop)).ReportTo(next.Id);
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(0, (await portal.Get<NotebookQueries>().EntriesAsync(ann.Id, new(), 1, Actors.Of(next), Stop)).Total);
        Assert.Equal(SharedErrors.NotAllowed, (await portal.Get<SaveEntry>().RunAsync(New(ann, portal, "A third"), Actors.Of(boss), Stop)).Error);
        Assert.Equal(NoteErrors.NoteNotFound, (await portal.Get<HandOverEntries>().RunAsync(new(ann.Id, [first], next.Id), Actors.Of(next), Stop)).Error);
        Assert.Equal(1, (await portal.Get<HandOverEntries>().RunAsync(new(ann.Id, [first], next.Id), Actors.Of(boss), Stop)).Value);
        Assert.Equal(0, (await portal.Get<HandOverEntries>().RunAsync(new(ann.Id, [first], next.Id), Actors.Of(boss), Stop)).Value);

        var copy = (await portal.Get<NotebookQueries>().EntriesAsync(ann.Id, new(), 1, Actors.Of(next), Stop)).Rows.Single();
        Assert.Equal(("First thing", boss.Name), (copy.Text, copy.WrittenBy));
        Assert.Equal(2, (await portal.Get<NotebookQueries>().EntriesAsync(ann.Id, new(), 1, Actors.Of(boss), Stop)).Total);
        foreach (var actor in new[] { Actors.Of(ann), Actors.Hr, Actors.Administrator })
        {
            Assert.Equal(0, (await portal.Get<NotebookQueries>().EntriesAsync(ann.Id, new(), 1, actor, Stop)).Total);
            Assert.Null(await portal.Get<NotebookQueries>().HeadAsync(ann.Id, actor, Stop));
        }

        Assert.Equal([(next.Id, "Feedback.NotebookHandedOver")], await ToldAsync(portal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Notebook_ChangedInTwoWindows_TellsTheSecond(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (boss, ann, _) = await TeamAsync(portal);
        var id = await WriteAsync(portal, boss, ann, "As it was");
        var seen = (await portal.Get<NotebookQueries>().EntriesAsync(ann.Id, new("IT WAS"), 1, Actors.Of(boss), Stop)).Rows.Single();
        SaveEntry.Command Changed(string text) => New(ann, portal, text) with { EntryId = id, Version = seen.Version };

        Assert.True((await portal.Get<SaveEntry>().RunAsync(Changed("First window"), Actors.Of(boss), Stop)).Succeeded);
        Assert.Equal(SharedErrors.ChangedElsewhere, (await portal.Get<SaveEntry>().RunAsync(Changed("Second window"), Actors.Of(boss), Stop)).Error);
        Assert.Equal(NoteErrors.NoteNotFound, (await portal.Get<SaveEntry>().RunAsync(Changed("Hers"), Actors.Of(ann), Stop)).Error);

        Assert.Equal("First window", (await portal.Get<NotebookQueries>().EntriesAsync(ann.Id, new(), 1, Actors.Of(boss), Stop)).Rows.Single().Text);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task CheckIn_SharedAndRead_IsBetweenManagerAndEmployee(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (boss, ann, ben) = await TeamAsync(portal);
        var cycle = await portal.RunningAsync();
        var participant = await ParticipantAsync(portal, cycle, ann);
        var content = new CheckInContent(CheckInStatus.AtRisk, "Half done", "Finish it");
        await OpenAsync(portal, cycle, Domain.Cycles.PhaseState.Closed);
        Assert.Equal(NoteErrors.CheckInClosed, (await portal.Get<ShareCheckIn>().RunAsync(new(participant, content, "x", null), Actors.Of(boss), Stop)).Error);
        await OpenAsync(portal, cycle, Domain.Cycles.PhaseState.Open);

        Assert.Equal(["StatusMissing", "ProgressMissing", "NextStepsMissing"], (await portal.Get<ShareCheckIn>().RunAsync(new(participant, new(null, "", " "), "x", null), Actors.Of(boss), Stop)).Errors.Select(e => e.Code));
        Assert.Equal(NoteErrors.NoteNotFound, (await portal.Get<ShareCheckIn>().RunAsync(new(participant, content, "x", null), Actors.Of(ben), Stop)).Error);
        Assert.True((await portal.Get<ShareCheckIn>().RunAsync(new(participant, content, "x", null), Actors.Of(boss), Stop)).Succeeded);
        var row = (await portal.Get<CheckInQueries>().FindAsync(participant, Actors.Of(ann), Stop))!.Rows.Single();
        Assert.True(row.CanConfirm);
        Assert.Equal(NoteErrors.NoteNotFound, (await portal.Get<ConfirmCheckIn>().RunAsync(new(row.Id, "", row.Version, "x", null), Actors.Of(boss), Stop)).Error);
        Assert.True((await portal.Get<ConfirmCheckIn>().RunAsync(new(row.Id, "I see it so too", row.Version, "x", null), Actors.Of(ann), Stop)).Succeeded);

        Assert.Equal("I see it so too", (await portal.Get<CheckInQueries>().FindAsync(participant, Actors.Of(boss), Stop))!.Rows.Single().Comment);
        foreach (var actor in new[] { Actors.Of(ben), Actors.Hr, Actors.Administrator })
        {
            Assert.Null(await portal.Get<CheckInQueries>().FindAsync(participant, actor, Stop));
        }

        var overview = await portal.Get<CheckInQueries>().OverviewAsync(cycle, Actors.Hr, Stop);
        Assert.Equal((3, 2, 0), (overview!.People, overview.Missing, overview.Unread));
        Assert.Equal(2, (await portal.Get<CheckInQueries>().PageAsync(cycle, true, "", 1, Actors.Hr, Stop)).Total);
        Assert.Equal(ann.Name, (await portal.Get<CheckInQueries>().PageAsync(cycle, false, "ANN", 1, Actors.Hr, Stop)).Rows.Single().Name);
        Assert.Null(await portal.Get<CheckInQueries>().OverviewAsync(cycle, Actors.Of(boss), Stop));
        Assert.Equal([(boss.Id, "Cycles.CheckInRead"), (ann.Id, "Cycles.CheckInShared")], await ToldAsync(portal, "Cycles.CheckIn"));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Evidence_IsWhatEachWriterMaySee(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (boss, ann, ben) = await TeamAsync(portal);
        var cid = await portal.AddEmployeeAsync("Cid", boss);
        await SendAsync(portal, ben, ann, praise with { Impact = "shared", Visibility = NoteVisibility.RecipientAndManager }, boss.Id);
        await SendAsync(portal, ben, ann, praise with { Impact = "private" });
        await SendAsync(portal, boss, ann, praise with { Impact = "bosses" });
        await WriteAsync(portal, boss, ann, "noted");
        async Task<string> SeenAsync(Relationship relationship, Employee reviewer, Employee actor)
        {
            var day = DateOnly.FromDateTime(portal.Now);
            var about = new EvidenceAbout(1, 1, 1, relationship, reviewer.Id, ann.Id, day.AddDays(-30), day.AddDays(30));
            var found = new List<EvidencePiece>();
            foreach (var source in portal.Get<IEnumerable<IReviewEvidence>>().Where(s => s is NotesEvidence or NotebookEvidence).OrderBy(s => s.Order))
            {
                found.AddRange(await source.ForAsync(about, Actors.Of(actor, Roles.Employee | Roles.HR), Stop));
            }

            return string.Join(' ', new[] { "noted", "shared", "private", "bosses" }.Where(w => found.Any(f => f.Text.Contains(w, StringComparison.Ordinal))));
        }

        Assert.Equal("noted shared bosses", await SeenAsync(Relationship.Manager, boss, boss));
        Assert.Equal("shared private", await SeenAsync(Relationship.Peer, ben, ben));
        Assert.Equal("", await SeenAsync(Relationship.Peer, cid, cid));
        Assert.Equal("shared private bosses", await SeenAsync(Relationship.Self, ann, ann));
        // a delegate sees nothing of the reviewer's
        Assert.Equal("", await SeenAsync(Relationship.Manager, boss, cid));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Phrases_ComeWithTheProductAndAreHrsToAddTo(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        foreach (var part in portal.Get<IEnumerable<IShippedData>>())
        {
            await part.InstallAsync(Stop);
            await part.InstallAsync(Stop);
        }

        var queries = portal.Get<PhraseQueries>();
        Assert.Equal(GeneralPhrases.All.Count, (await queries.PageAsync(new(), 1, Actors.Hr, Stop)).Total);
        Assert.Equal(0, (await queries.PageAsync(new(), 1, Actors.Administrator, Stop)).Total);
        var own = new PhraseContent("collaboration", PhraseKind.Strength, new("When […] you helped", "当[……]时你提供了帮助"));
        Assert.Equal(SharedErrors.NotAllowed, (await portal.Get<SavePhrase>().RunAsync(new(null, own, 0), Actors.Administrator, Stop)).Error);
        Assert.Equal(NoteErrors.PhraseMissing, (await portal.Get<SavePhrase>().RunAsync(new(null, own with { Text = new("only", "") }, 0), Actors.Hr, Stop)).Error);
        Assert.True((await portal.Get<SavePhrase>().RunAsync(new(null, own, 0), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(NoteErrors.PhraseTwice, (await portal.Get<SavePhrase>().RunAsync(new(null, own, 0), Actors.Hr, Stop)).Error);

        var mine = (await queries.PageAsync(new("提供了帮助", Shipped: false), 1, Actors.Hr, Stop)).Rows.Single();
        Assert.True((await portal.Get<SavePhrase>().RunAsync(new(mine.Id, own with { Text = own.Text with { En = "When […] you came to help" } }, mine.Version), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(SharedErrors.ChangedElsewhere, (await portal.Get<SavePhrase>().RunAsync(new(mine.Id, own, mine.Version), Actors.Hr, Stop)).Error);
        var shipped = (await queries.PageAsync(new(Indicator: "collaboration", Kind: PhraseKind.Strength, Shipped: true), 1, Actors.Hr, Stop)).Rows[0];
        Assert.Equal(NoteErrors.PhraseShipped, (await portal.Get<SavePhrase>().RunAsync(new(shipped.Id, own, shipped.Version), Actors.Hr, Stop)).Error);
        Assert.True((await portal.Get<RetirePhrase>().RunAsync(new(shipped.Id, true, shipped.Version), Actors.Hr, Stop)).Succeeded);

        var offers = await portal.Get<PhraseOffers>().ForAsync("collaboration", PhraseKind.Strength, Stop);
        Assert.Contains(offers, o => o.Text.En == "When […] you came to help");
        Assert.DoesNotContain(offers, o => o.Id == shipped.Id);
        Assert.Equal(3, offers.Count);
    }

    private static async Task<(Employee Boss, Employee Ann, Employee Ben)> TeamAsync(TestPortal portal)
    {
        var boss = await portal.AddEmployeeAsync("Boss");
        return (boss, await portal.AddEmployeeAsync("Ann", boss), await portal.AddEmployeeAsync("Ben", boss));
    }

    private static async Task<int> SendAsync(TestPortal portal, Employee from, Employee to, NoteContent content, int? seen = null)
    {
        var sent = await portal.Get<SendNote>().RunAsync(new(to.Id, content, null, seen, "x", null), Actors.Of(from), Stop);
        Assert.True(sent.Succeeded, string.Join("; ", sent.Errors));
        return sent.Value;
    }

    private static SaveEntry.Command New(Employee about, TestPortal portal, string text) => new(null, about.Id, new(DateOnly.FromDateTime(portal.Now), text, ""), 0, "x", null);

    private static async Task<int> WriteAsync(TestPortal portal, Employee author, Employee about, string text)
    {
        var saved = await portal.Get<SaveEntry>().RunAsync(New(about, portal, text), Actors.Of(author), Stop);
        Assert.True(saved.Succeeded, string.Join("; ", saved.Errors));
        return saved.Value;
    }

    private static async Task<int> CountAsync(TestPortal portal, NoteList list, Actor actor) => list is NoteList.Requests or NoteList.Asked
        ? (await portal.Get<NoteQueries>().RequestsAsync(list, 1, actor, Stop)).Total
        : (await portal.Get<NoteQueries>().NotesAsync(list, "", 1, actor, Stop)).Total;

    private static async Task<IReadOnlyList<(int, string)>> ToldAsync(TestPortal portal, string kind = "Feedback.")
    {
        await using var db = portal.Open();
        var rows = await db.Notifications.AsNoTracking().ToListAsync(Stop);
        return [.. rows.Where(n => n.Kind.StartsWith(kind, StringComparison.Ordinal)).Select(n => (n.EmployeeId, n.Kind)).OrderBy(n => n.Kind, StringComparer.Ordinal).ThenBy(n => n.EmployeeId)];
    }

    private static async Task<int> ParticipantAsync(TestPortal portal, int cycle, Employee employee)
    {
        await using var db = portal.Open();
        return await db.Participants.Where(p => p.CycleId == cycle && p.EmployeeId == employee.Id).Select(p => p.Id).SingleAsync(Stop);
    }

    private static async Task OpenAsync(TestPortal portal, int cycle, Domain.Cycles.PhaseState state)
    {
        await using var db = portal.Open();
        await db.CyclePhases.Where(p => p.CycleId == cycle && p.Kind == Domain.Cycles.PhaseKind.MidTermCheck).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, state), Stop);
    }
}
