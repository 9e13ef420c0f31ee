using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Features.Audit;

namespace StarPortal.Web.Tests.Audit;

public sealed class VerifyAuditTrailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_UntouchedTrail_IsSound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 30);

        var report = await VerifyAsync(portal);

        Assert.True(report.Sound);
        Assert.Equal(30, report.Count);
        await using var db = portal.Open();
        Assert.Equal((await db.AuditHeads.SingleAsync(Stop)).Hash, report.Head);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_EmptyTrail_IsSound(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);

        Assert.True((await VerifyAsync(portal)).Sound);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_LongerThanOneChunk_ReadsToTheEnd(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 4_001);
        var seen = new List<AuditProgress>();

        var report = await VerifyAsync(portal, progress: new Collected(seen));

        Assert.True(report.Sound);
        Assert.Equal(4_001, report.Count);
        Assert.Equal([2_000, 4_000, 4_001], seen.Select(p => p.Checked));
    }

    public static TheoryData<Provider, string, AuditFaultKind> Tampering()
    {
        var data = new TheoryData<Provider, string, AuditFaultKind>();
        foreach (var provider in new Providers().Select(p => p.Data))
        {
            foreach (var column in (string[])["ActorName", "Address", "Action", "Entity", "Reason", "Details", "Hash"])
            {
                data.Add(provider, $"update \"AuditEntries\" set \"{column}\" = 'x' where \"Sequence\" = 7", AuditFaultKind.Altered);
            }

            foreach (var column in (string[])["ActorAccountId", "ActorEmployeeId", "EntityId", "SubjectEmployeeId"])
            {
                data.Add(provider, $"update \"AuditEntries\" set \"{column}\" = 4711 where \"Sequence\" = 7", AuditFaultKind.Altered);
            }

            data.Add(provider, "update \"AuditEntries\" set \"At\" = '2020-01-01 00:00:00' where \"Sequence\" = 7", AuditFaultKind.Altered);
            data.Add(provider, "update \"AuditEntries\" set \"SubjectEmployeeId\" = null where \"Sequence\" = 7", AuditFaultKind.Altered);
        }

        return data;
    }

    [Theory, MemberData(nameof(Tampering))]
    public async Task Verify_AlteredField_NamesTheEntry(Provider provider, string sql, AuditFaultKind kind)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, sql);

        var report = await VerifyAsync(portal);

        Assert.False(report.Sound);
        Assert.Contains(new AuditFault(kind, 7, 7), report.Faults);
    }

    [Fact]
    public async Task Verify_FieldThatCannotBeRead_NamesTheEntry()
    {
        // only SQLite takes any text in any column
        await using var portal = await WithEntriesAsync(Provider.Sqlite, 12);
        await SqlAsync(portal, "update \"AuditEntries\" set \"At\" = 'nonsense' where \"Sequence\" = 7");

        var report = await VerifyAsync(portal);

        Assert.Equal([new AuditFault(AuditFaultKind.Altered, 7, 7)], report.Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_AlteredAndHashedAnew_IsFoundByTheNextEntry(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        string forged;
        await using (var db = portal.Open())
        {
            var before = await db.AuditEntries.AsNoTracking().SingleAsync(e => e.Sequence == 7, Stop);
            forged = new AuditEntry(7, before.At, Actors.Hr, new AuditNote("Test.Forged", "Test"), before.PreviousHash).Hash;
        }

        await SqlAsync(portal, $"update \"AuditEntries\" set \"Hash\" = '{forged}' where \"Sequence\" = 7");

        Assert.Contains(new AuditFault(AuditFaultKind.OutOfChain, 8, 8), (await VerifyAsync(portal)).Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_RemovedFromTheMiddle_NamesTheGap(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, "delete from \"AuditEntries\" where \"Sequence\" in (5, 6, 7)");

        Assert.Equal([new AuditFault(AuditFaultKind.Removed, 5, 7)], (await VerifyAsync(portal)).Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_RemovedFirst_IsFound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, "delete from \"AuditEntries\" where \"Sequence\" = 1");

        Assert.Equal([new AuditFault(AuditFaultKind.Removed, 1, 1)], (await VerifyAsync(portal)).Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_RemovedTail_IsFoundByTheHead(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, "delete from \"AuditEntries\" where \"Sequence\" > 9");

        Assert.Equal([new AuditFault(AuditFaultKind.Removed, 10, 12)], (await VerifyAsync(portal)).Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_EverythingRemoved_IsFoundByTheHead(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, "delete from \"AuditEntries\"");

        Assert.Equal([new AuditFault(AuditFaultKind.Removed, 1, 12)], (await VerifyAsync(portal)).Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_RemovedTailWithTheHeadAdjusted_IsFoundByWhatWasNoted(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        var noted = await VerifyAsync(portal);
        await SqlAsync(portal, """update "AuditHeads" set "Count" = 9, "Hash" = (select "Hash" from "AuditEntries" where "Sequence" = 9)""");
        await SqlAsync(portal, "delete from \"AuditEntries\" where \"Sequence\" > 9");

        Assert.True((await VerifyAsync(portal)).Sound);
        var fault = new AuditFault(AuditFaultKind.NotAsNoted, 0, 0);
        Assert.Equal([fault], (await VerifyAsync(portal, new NotedAuditHead(noted.Head, null))).Faults);
        Assert.Equal([fault], (await VerifyAsync(portal, new NotedAuditHead(null, noted.Count))).Faults);
        Assert.Equal([fault], (await VerifyAsync(portal, new NotedAuditHead(noted.Head, noted.Count))).Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_GrownSinceItWasNoted_IsSound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        var noted = await VerifyAsync(portal);
        await AddEntriesAsync(portal, 5);

        Assert.True((await VerifyAsync(portal, new NotedAuditHead(noted.Head, noted.Count))).Sound);
        Assert.False((await VerifyAsync(portal, new NotedAuditHead(noted.Head, noted.Count + 1))).Sound);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_InsertedAtTheEnd_IsFound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await CopyAsync(portal, from: 12, to: 13);

        var report = await VerifyAsync(portal);

        Assert.Contains(new AuditFault(AuditFaultKind.BeyondHead, 13, 13), report.Faults);
        Assert.Contains(new AuditFault(AuditFaultKind.OutOfChain, 13, 13), report.Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_InsertedInThePlaceOfARemovedOne_IsFound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, "delete from \"AuditEntries\" where \"Sequence\" = 6");
        await CopyAsync(portal, from: 4, to: 6);

        var report = await VerifyAsync(portal);

        Assert.Contains(new AuditFault(AuditFaultKind.OutOfChain, 6, 6), report.Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_InsertedBeforeTheFirst_IsFound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await CopyAsync(portal, from: 4, to: 0);
        await CopyAsync(portal, from: 4, to: -3);

        var report = await VerifyAsync(portal);

        Assert.Contains(report.Faults, f => f.Kind == AuditFaultKind.OutOfChain && f.From == 0);
        Assert.Contains(report.Faults, f => f.Kind == AuditFaultKind.OutOfChain && f.From == -3);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_TwoEntriesSwapped_IsFound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, "update \"AuditEntries\" set \"Sequence\" = 100 where \"Sequence\" = 4");
        await SqlAsync(portal, "update \"AuditEntries\" set \"Sequence\" = 4 where \"Sequence\" = 8");
        await SqlAsync(portal, "update \"AuditEntries\" set \"Sequence\" = 8 where \"Sequence\" = 100");

        var faults = (await VerifyAsync(portal)).Faults;

        Assert.Contains(new AuditFault(AuditFaultKind.Altered, 4, 4), faults);
        Assert.Contains(new AuditFault(AuditFaultKind.Altered, 8, 8), faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_HeadAlteredOrGone_IsFound(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 12);
        await SqlAsync(portal, "update \"AuditHeads\" set \"Hash\" = 'x'");
        Assert.Equal([new AuditFault(AuditFaultKind.HeadAltered, 12, 12)], (await VerifyAsync(portal)).Faults);

        await SqlAsync(portal, "delete from \"AuditHeads\"");
        Assert.Equal([new AuditFault(AuditFaultKind.HeadAltered, 0, 0)], (await VerifyAsync(portal)).Faults);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Verify_WhileEntriesArrive_FindsNothing(Provider provider)
    {
        await using var portal = await WithEntriesAsync(provider, 3_000);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    await AddEntriesAsync(portal, 3);
                }
            },
            Stop);

        for (var i = 0; i < 5; i++)
        {
            Assert.Empty((await VerifyAsync(portal)).Faults);
        }

        await done.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Verify_ByAnEmployee_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");

        var result = await portal.Get<VerifyAuditTrail>().RunAsync(new VerifyAuditTrailCommand(NotedAuditHead.None), Actors.Of(ann), Stop);

        Assert.True(result.Failed);
    }

    private static async Task<TestPortal> WithEntriesAsync(Provider provider, int count)
    {
        var portal = await TestPortal.CreateAsync(provider);
        await AddEntriesAsync(portal, count);
        return portal;
    }

    private static async Task AddEntriesAsync(TestPortal portal, int count)
    {
        await using var db = portal.Open();
        for (var i = 0; i < count; i++)
        {
            db.Audit(Actors.Hr, new AuditNote("Test.Done", "Test", i, SubjectEmployeeId: i + 1, Reason: "因为", Details: "旧 → 新"), portal.Now);
        }

        await db.SaveChangesAsync(Stop);
    }

    private static async Task<AuditReport> VerifyAsync(TestPortal portal, NotedAuditHead? noted = null, IProgress<AuditProgress>? progress = null)
    {
        var command = new VerifyAuditTrailCommand(noted ?? NotedAuditHead.None, progress);
        return (await portal.Get<VerifyAuditTrail>().RunAsync(command, Actor.System("test"), Stop)).Value;
    }

    private static Task CopyAsync(TestPortal portal, long from, long to)
    {
        const string rest = """
            "At", "ActorAccountId", "ActorEmployeeId", "ActorName", "Address", "Action", "Entity", "EntityId", "SubjectEmployeeId", "Reason", "Details", "PreviousHash", "Hash"
            """;
        return SqlAsync(portal, $"insert into \"AuditEntries\" (\"Sequence\", {rest}) select {to}, {rest} from \"AuditEntries\" where \"Sequence\" = {from}");
    }

    private static async Task SqlAsync(TestPortal portal, string sql)
    {
        await using var db = portal.Open();
        await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(sql, Stop), Stop);
    }

    private sealed class Collected(List<AuditProgress> seen) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => seen.Add(value);
    }
}
