using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Documents.Company;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.Documents;

public sealed class CertificateTests
{
    private readonly PaperMill mill = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Issue_AfterARename_PrintsThenAndLaterWhatStoodOnIt(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil Example", "Berta");
        var id = await world.IssueAsync(world.People[1]);

        await using (var db = portal.Open())
        {
            await db.Employees.Where(e => e.Id == world.People[1].Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Name, "Berta Brand"), Stop);
            var brand = CompanyBrand.Default with { Name = LocalText.Same("Another Company"), Accent = "#7b3fa0" };
            Assert.True((await portal.Get<SaveCompany>().RunAsync(new CompanyCommand(brand, null, null, null), Actors.Hr, Stop)).Succeeded);
        }

        var printed = (await portal.Get<PrintCertificate>().RunAsync(id, null, Actors.Of(world.People[1]), Stop)).Value;
        var paper = Assert.Single(printed.Papers);
        Assert.Equal("Berta", paper.Facts.Name);
        Assert.Equal(new LocalText("Q3 2026", "2026年第3季度"), paper.Facts.Period);
        Assert.Equal((2, 5, new LocalText("Grade 2", "2等")), (paper.Facts.Level, paper.Facts.Levels, paper.Facts.LevelName));
        Assert.Equal("StarPortal", Assert.Single(printed.Looks).Brand.Name.En);

        // another one issued now has the new look, and both can stand in one document
        var later = (await portal.Get<PrintCertificate>().RunAsync(await world.IssueAsync(world.People[0]), null, Actors.Hr, Stop)).Value;
        Assert.Equal("Another Company", Assert.Single(later.Looks).Brand.Name.En);
        Assert.Equal("#7b3fa0", later.Looks[0].Brand.Accent);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Replace_AfterACorrectedName_EndsTheOldOneAndLinksBoth(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil Exampel");
        var first = await world.IssueAsync(world.People[0]);
        await using (var db = portal.Open())
        {
            await db.Employees.ExecuteUpdateAsync(s => s.SetProperty(e => e.Name, "Emil Example"), Stop);
        }

        var replaced = await portal.Get<ReplaceCertificate>().RunAsync(first, 0, "name misspelt", Actors.Hr, Stop);

        Assert.True(replaced.Succeeded);
        var queries = portal.Get<CertificateQueries>();
        var (old, now) = (await queries.FindAsync(first, Actors.Hr, Stop), await queries.FindAsync(replaced.Value, Actors.Hr, Stop));
        Assert.Equal((CertificateState.Replaced, "name misspelt", now!.Number), (old!.State, old.EndReason, old.ReplacedBy!.Number));
        Assert.Equal((CertificateState.Valid, "Emil Example", old.Number), (now.State, now.Facts.Name, now.Replaces!.Number));
        Assert.Equal("Emil Exampel", old.Facts.Name);
        Assert.NotEqual(old.Code, now.Code);
        // its owner sees the one that holds
        Assert.Equal([now.Number], (await queries.MineAsync(Actors.Of(world.People[0]), Stop)).Select(r => r.Number));
        Assert.True((await portal.Get<PrintCertificate>().RunAsync(first, null, Actors.Hr, Stop)).Failed);
        // and it cannot be replaced twice
        Assert.True((await portal.Get<ReplaceCertificate>().RunAsync(first, old.Version, "again", Actors.Hr, Stop)).Error.Is(CertificateErrors.NotValid));
        await using var audit = portal.Open();
        var entry = await audit.AuditEntries.SingleAsync(a => a.Action == "Documents.CertificateReplaced", Stop);
        Assert.Equal(("name misspelt", world.People[0].Id, $"number={old.Number} → {now.Number}"), (entry.Reason, entry.SubjectEmployeeId, entry.Details));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_EveryState_TellsWhatThePaperShowsAndNoMore(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil Example");
        var id = await world.IssueAsync(world.People[0]);
        var certificate = (await world.CertificatesAsync())[0];
        var verify = portal.Get<VerifyCertificate>();

        var valid = await verify.FindAsync(CertificateCode.Printed(certificate.Code).ToLowerInvariant(), Stop);
        Assert.Equal((CertificateState.Valid, certificate.Number, "Emil Example"), (valid!.State, valid.Number, valid.Facts.Name));
        Assert.Null(valid.EndedAt);

        Assert.True((await portal.Get<RevokeCertificate>().RunAsync(id, 0, "secret reason", Actors.Hr, Stop)).Succeeded);
        var revoked = await verify.FindAsync(certificate.Code, Stop);
        Assert.Equal((CertificateState.Revoked, portal.Now), (revoked!.State, revoked.EndedAt));
        Assert.DoesNotContain("secret reason", System.Text.Json.JsonSerializer.Serialize(revoked), StringComparison.Ordinal);

        foreach (var nobodys in (string?[])[null, "", CertificateCode.Create(), "garbage", certificate.Code[..19], certificate.Number])
        {
            Assert.Null(await verify.FindAsync(nobodys, Stop));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Revoke_OnAnOlderVersion_IsRefused(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil");
        var id = await world.IssueAsync(world.People[0]);
        var revoke = portal.Get<RevokeCertificate>();

        Assert.True((await revoke.RunAsync(id, 7, "reason", Actors.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => revoke.RunAsync(id, 0, $"reason {n}", Actors.Hr, Stop)));

        Assert.Single(both, r => r.Succeeded);
        await using var db = portal.Open();
        Assert.Equal(1, await db.AuditEntries.CountAsync(a => a.Action == "Documents.CertificateRevoked", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Issue_TwiceAtOnce_GivesOneCertificate(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil");
        var issue = portal.Get<IssueCertificate>();

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => issue.RunAsync(world.CycleId, world.People[0].Id, Actors.Hr, Stop), Stop)));

        Assert.Single(both, r => r.Succeeded);
        Assert.All(both.Where(r => r.Failed), r => Assert.True(r.Error.Is(CertificateErrors.AlreadyIssued)));
        Assert.Single(await world.CertificatesAsync());
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Issue_WhatCannotBeCertified_IsRefused(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil", "Without Data", "Withdrawn");
        var outsider = await portal.AddEmployeeAsync("Outsider");
        var issue = portal.Get<IssueCertificate>();
        await using var db = portal.Open();
        await db.StarStandingChanges.Where(c => c.EmployeeId == world.People[1].Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.ReachedLevel, (int?)null), Stop);
        await db.Participants.Where(p => p.EmployeeId == world.People[2].Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, ParticipantState.Withdrawn), Stop);

        foreach (var person in (Employee[])[outsider, world.People[1], world.People[2]])
        {
            Assert.True((await issue.RunAsync(world.CycleId, person.Id, Actors.Hr, Stop)).Error.Is(CertificateErrors.NoLevel), person.Name);
        }

        Assert.True((await issue.RunAsync(world.CycleId, world.People[0].Id, Actors.Administrator, Stop)).Error.Is(SharedErrors.NotAllowed));
        await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CycleState.Released), Stop);
        Assert.True((await issue.RunAsync(world.CycleId, world.People[0].Id, Actors.Hr, Stop)).Error.Is(CertificateErrors.CycleNotClosed));
        Assert.Empty(await world.CertificatesAsync());
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Numbers_InANewYear_BeginAgain(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil", "Berta", "Cid");
        await world.IssueAsync(world.People[0]);
        await world.IssueAsync(world.People[1]);

        portal.Clock.Advance(TimeSpan.FromDays(366));
        await world.IssueAsync(world.People[2]);

        var numbers = (await portal.Get<CertificateQueries>().ListAsync(CertificateFilter.Default with { Sort = new SortBy("number", false) }, 1, Actors.Hr, Stop)).Rows.Select(r => r.Number).ToList();
        var year = portal.Now.AddDays(-366).Year;
        Assert.Equal([$"SP-{year}-000001", $"SP-{year}-000002", $"SP-{year + 1}-000001"], numbers);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_BySearchLevelStateAndCycle_FindsWhatIsMeant(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil Example", "张晓明", "Berta 100%");
        foreach (var person in world.People)
        {
            await world.IssueAsync(person);
        }

        var all = await world.CertificatesAsync();
        async Task<IEnumerable<string>> FoundAsync(CertificateFilter filter) => (await portal.Get<CertificateQueries>().ListAsync(filter, 1, Actors.Hr, Stop)).Rows.Select(r => r.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["Emil Example"], await FoundAsync(CertificateFilter.Default with { Search = "EMIL" }));
        Assert.Equal(["张晓明"], await FoundAsync(CertificateFilter.Default with { Search = "晓明" }));
        Assert.Equal(["Berta 100%"], await FoundAsync(CertificateFilter.Default with { Search = "0%" }));
        Assert.Equal(["Emil Example"], await FoundAsync(CertificateFilter.Default with { Search = all[0].Number }));
        Assert.Equal(["张晓明"], await FoundAsync(CertificateFilter.Default with { Search = CertificateCode.Printed(all[1].Code).ToLowerInvariant() }));
        Assert.Equal(["张晓明"], await FoundAsync(CertificateFilter.Default with { Level = 2 }));
        Assert.Empty(await FoundAsync(CertificateFilter.Default with { State = CertificateState.Revoked }));
        Assert.Equal(3, (await FoundAsync(CertificateFilter.Default with { CycleId = world.CycleId })).Count());
        Assert.Empty(await FoundAsync(CertificateFilter.Default with { CycleId = world.CycleId + 1 }));
        foreach (var column in (string[])["number", "name", "level", "date"])
        {
            Assert.Equal(3, (await FoundAsync(CertificateFilter.Default with { Sort = new SortBy(column, true) })).Count());
        }
    }

    [Fact]
    public async Task Certificates_AreTheOwnersAndHrsOnly()
    {
        await using var portal = await CertificateWorld.PortalAsync(Provider.Sqlite, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil", "Mara Manager");
        var id = await world.IssueAsync(world.People[0]);
        var (print, queries) = (portal.Get<PrintCertificate>(), portal.Get<CertificateQueries>());

        Assert.True((await print.RunAsync(id, null, Actors.Of(world.People[0]), Stop)).Succeeded);
        Assert.True((await print.RunAsync(id, null, Actors.Hr, Stop)).Succeeded);
        foreach (var other in (Actor[])[Actors.Of(world.People[1]), Actors.Administrator])
        {
            Assert.True((await print.RunAsync(id, null, other, Stop)).Error.Is(CertificateErrors.NotFound));
            Assert.Null(await queries.FindAsync(id, other, Stop));
            Assert.Empty((await queries.ListAsync(CertificateFilter.Default, 1, other, Stop)).Rows);
            Assert.Empty(await queries.MineAsync(other, Stop));
            Assert.True((await portal.Get<RevokeCertificate>().RunAsync(id, 0, "why", other, Stop)).Error.Is(CertificateErrors.NotFound));
            Assert.True((await portal.Get<ReplaceCertificate>().RunAsync(id, 0, "why", other, Stop)).Error.Is(CertificateErrors.NotFound));
        }
    }
}
