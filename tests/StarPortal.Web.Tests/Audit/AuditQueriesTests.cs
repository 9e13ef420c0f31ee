using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Features.Audit;
using StarPortal.Web.Tests.Reviews;

namespace StarPortal.Web.Tests.Audit;

public sealed class AuditQueriesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task List_EachFilter_FindsItsOwn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann 100% _Li");
        var wei = await portal.AddEmployeeAsync("王伟");
        await WriteAsync(portal, Actors.Hr, new AuditNote("People.Changed", "Employee", ann.Id, ann.Id, "Married", "name"));
        await WriteAsync(portal, Actors.Administrator, new AuditNote("Identity.RoleGiven", "Account", 5, wei.Id, "新职责"));
        portal.Clock.Advance(TimeSpan.FromDays(2));
        await WriteAsync(portal, Actors.Hr, new AuditNote("Cycles.Launched", "Cycle", 9));

        Assert.Equal([3, 2, 1], await FindAsync(portal, new AuditFilter()));
        Assert.Equal([3], await FindAsync(portal, new AuditFilter(Action: "Cycles.Launched")));
        Assert.Equal([2], await FindAsync(portal, new AuditFilter(Actor: " ADAM ")));
        Assert.Equal([2], await FindAsync(portal, new AuditFilter(Subject: "王")));
        Assert.Equal([1], await FindAsync(portal, new AuditFilter(Subject: ann.Number)));
        Assert.Equal([1], await FindAsync(portal, new AuditFilter(Subject: "100% _l")));
        Assert.Equal([], await FindAsync(portal, new AuditFilter(Subject: "n%_")));
        Assert.Equal([3], await FindAsync(portal, new AuditFilter(From: portal.Now)));
        Assert.Equal([2, 1], await FindAsync(portal, new AuditFilter(Before: portal.Now)));
        Assert.Equal([2], await FindAsync(portal, new AuditFilter(Text: "职责")));
        Assert.Equal([1], await FindAsync(portal, new AuditFilter(Text: "married", Actor: "helen")));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_LongTrail_IsPagedInTheDatabase(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await WriteAsync(portal, Actors.Hr, [.. Enumerable.Range(1, AuditQueries.PageSize + 3).Select(i => new AuditNote("People.Changed", "Employee", i))]);

        var second = await portal.Get<AuditQueries>().ListAsync(new AuditFilter(), 2, Actors.Hr, Stop);

        Assert.Equal(AuditQueries.PageSize + 3, second.Total);
        Assert.Equal([3, 2, 1], second.Rows.Select(r => r.Sequence));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_Administrator_LearnsOfResultsOnlyTheFact(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await WriteAsync(portal, Actors.Hr, new AuditNote("Results.Computed", "Result", 1, ann.Id, "a reason", "total 79.57"));

        var row = Assert.Single((await portal.Get<AuditQueries>().ListAsync(new AuditFilter(), 1, Actors.Administrator, Stop)).Rows);
        Assert.Null(row.Details);
        Assert.Null(row.Reason);
        Assert.Equal([], await FindAsync(portal, new AuditFilter(Text: "79.57"), Actors.Administrator));
        Assert.Equal([1], await FindAsync(portal, new AuditFilter(Text: "79.57"), Actors.Hr));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_HrOnTheirOwnResult_LearnOnlyTheFact(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var helen = await portal.AddEmployeeAsync("Helen", jobFamily: "HR");
        var hr = Actors.Of(helen, Roles.Employee | Roles.HR);
        await WriteAsync(portal, Actors.Hr, new AuditNote("Results.Computed", "Result", 1, helen.Id, "", "total 79.57"), new AuditNote("Cycles.Launched", "Cycle", 1, null, "", "79.57 too"));

        var rows = (await portal.Get<AuditQueries>().ListAsync(new AuditFilter(), 1, hr, Stop)).Rows;
        Assert.Equal(["79.57 too", null], rows.Select(r => r.Details));
        Assert.Equal([2], await FindAsync(portal, new AuditFilter(Text: "79.57"), hr));
    }

    [Fact]
    public async Task List_Employee_GetsNothing()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        await WriteAsync(portal, Actors.Hr, new AuditNote("People.Changed", "Employee", ann.Id, ann.Id));

        Assert.Empty(await FindAsync(portal, new AuditFilter(), Actors.Of(ann)));
    }

    [Fact]
    public void OpenToAdministrators_IsWhatTheSearchKnows() =>
        Assert.Equal(["Audit", "Identity", "Jobs", "People", "Templates"], AuditAccess.OpenToAdministrators);

    private static async Task<IEnumerable<long>> FindAsync(TestPortal portal, AuditFilter filter, Actor? actor = null) =>
        (await portal.Get<AuditQueries>().ListAsync(filter, 1, actor ?? Actors.Hr, Stop)).Rows.Select(r => r.Sequence);

    private static async Task WriteAsync(TestPortal portal, Actor actor, params AuditNote[] notes)
    {
        await using var db = portal.Open();
        foreach (var note in notes)
        {
            db.Audit(actor, note, portal.Now);
        }

        await db.SaveChangesAsync(Stop);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_ReviewsAboutOneself_AreNotShown(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var helen = await portal.AddEmployeeAsync("Helen", jobFamily: "HR");
        var pia = await portal.AddEmployeeAsync("Pia");
        await WriteAsync(portal, Actors.Of(pia), new AuditNote("Reviews.Submitted", "Review", 1, helen.Id, "", "Peer"));
        await WriteAsync(portal, Actors.Of(helen), new AuditNote("Reviews.Submitted", "Review", 2, helen.Id, "", "Self"), new AuditNote("Reviews.Submitted", "Review", 3, pia.Id, "", "Peer"));

        foreach (var roles in (Roles[])[Roles.Employee | Roles.HR, Roles.Employee | Roles.Administrator])
        {
            Assert.Equal([3, 2], await FindAsync(portal, new AuditFilter(), Actors.Of(helen, roles)));
            Assert.Empty(await FindAsync(portal, new AuditFilter(Actor: "pia"), Actors.Of(helen, roles)));
        }

        Assert.Equal([3, 2, 1], await FindAsync(portal, new AuditFilter()));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_ReviewsAndNotesAboutOnesTeam_AreNotShown(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var (subject, manager, peer) = (stage.Subject, stage.Manager, stage.Peers[0]);
        await WriteAsync(
            portal,
            Actors.Of(peer),
            new AuditNote("Reviews.Submitted", "Review", 1, subject.Id, "", "Peer"),
            new AuditNote("Feedback.NoteSent", "FeedbackNote", 2, subject.Id),
            new AuditNote("Reviews.Submitted", "Review", 3, stage.Stranger.Id, "", "Peer"));
        await WriteAsync(portal, Actors.Of(manager), new AuditNote("Reviews.Submitted", "Review", 4, subject.Id, "", "Manager"));

        foreach (var role in (Roles[])[Roles.HR, Roles.Administrator])
        {
            Assert.Equal(["Manager", "Peer"], await SeenAsync(Actors.Of(manager, Roles.Employee | role)));
            Assert.Equal(["Manager", "Note", "Peer", "Peer"], await SeenAsync(Actors.Of(stage.Peers[1], Roles.Employee | role)));
            Assert.Equal(["Peer"], await SeenAsync(Actors.Of(subject, Roles.Employee | role)));
        }

        async Task<IReadOnlyList<string>> SeenAsync(Actor reader)
        {
            var rows = (await portal.Get<AuditQueries>().ListAsync(new AuditFilter(), 1, reader, Stop)).Rows;
            return [.. rows.Where(r => r.Action is "Reviews.Submitted" or "Feedback.NoteSent").Select(r => r.EntityId switch { 2 => "Note", 4 => "Manager", _ => "Peer" }).Order(StringComparer.Ordinal)];
        }
    }
}
