using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Tests.Evidence;

public sealed class EvidenceStoreTests
{
    private static readonly EvidenceOwner Owner = new("Thing", 7);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string> Taken => new()
    {
        { "Report.pdf", HostileFiles.Pdf, "Report.pdf" },
        { "photo.jpg", HostileFiles.Png, "photo.png" },
        { "photo.JPEG", HostileFiles.Jpeg, "photo.JPEG" },
        { "data.xlsx", HostileFiles.Xlsx, "data.xlsx" },
        { "letter.docx", HostileFiles.Docx, "letter.docx" },
        { "page.html", Encoding.UTF8.GetBytes("<script>alert('hi')</script>"), "page.txt" },
        { "说明.txt", Encoding.UTF8.GetBytes("第一季度"), "说明.txt" },
        { "utf16.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("第一")], "utf16.txt" },
        { "..\\..\\windows/evil\u202Efdp.exe", HostileFiles.Pdf, "evilfdp.pdf" },
        { "/etc/passwd", Encoding.UTF8.GetBytes("text"), "passwd.txt" },
        { "...", HostileFiles.Pdf, "file.pdf" },
    };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "invoice.pdf", HostileFiles.Exe, "EvidenceUnknownType" },
        { "empty.txt", [], "EvidenceEmpty" },
        { "both.pdf", HostileFiles.PdfAndZip, "EvidenceTwoInOne" },
        { "both.png", HostileFiles.PngAndMore, "EvidenceDamaged" },
        { "cut.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj"), "EvidenceDamaged" },
        { "cut.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 40], "EvidenceDamaged" },
        { "macros.xlsx", HostileFiles.Macros, "EvidenceWithPrograms" },
        { "climbing.xlsx", HostileFiles.Climbing, "EvidenceDamaged" },
        { "plain.xlsx", HostileFiles.PlainZip, "EvidenceUnknownType" },
        { "cut.xlsx", HostileFiles.Xlsx[..200], "EvidenceDamaged" },
        { "binary.txt", [1, 2, 3, 65, 66], "EvidenceUnknownType" },
        { "large.txt", new byte[EvidenceFile.LargestFile + 1], "EvidenceTooLarge" },
    };

    [Theory, MemberData(nameof(Taken))]
    public async Task Save_HonestContent_IsKeptUnderACleanName(string name, byte[] content, string kept)
    {
        await using var portal = await OpenAsync();
        var store = portal.Get<EvidenceStore>();

        var saved = await store.SaveAsync(new MemoryStream(content), name, Owner, Actors.Hr, Stop);

        Assert.True(saved.Succeeded, string.Join(", ", saved.Errors));
        var file = (await store.ListAsync(Owner, Actors.Hr, Stop)).Single();
        Assert.Equal(kept, file.Name);
        Assert.Equal(content, (await store.OpenAsync(file.Token, Actors.Hr, Stop))!.Content);
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task Save_HostileContent_IsRefusedAndLeavesNothing(string name, byte[] content, string code)
    {
        await using var portal = await OpenAsync();
        var store = portal.Get<EvidenceStore>();

        var saved = await store.SaveAsync(new MemoryStream(content), name, Owner, Actors.Hr, Stop);

        Assert.Equal(code, saved.Error.Code);
        Assert.Empty(await store.ListAsync(Owner, Actors.Hr, Stop));
        Assert.Empty(Files(portal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_ManyAtOnce_NeverMoreThanAllowed(Provider provider)
    {
        await using var portal = await OpenAsync(provider);

        var saved = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => Task.Run(
            () => portal.Get<EvidenceStore>().SaveAsync(new MemoryStream(HostileFiles.Pdf), $"{i}.pdf", Owner, Actors.Hr, Stop), Stop)));

        Assert.Equal(EvidenceFile.MostPerOwner, saved.Count(s => s.Succeeded));
        Assert.All(saved.Where(s => s.Failed), s => Assert.True(s.Error.Is(EvidenceErrors.TooMany)));
        Assert.Equal(EvidenceFile.MostPerOwner, Files(portal).Length);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Remove_KeepsTheRowWithWhoAndWhy(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var store = portal.Get<EvidenceStore>();
        var id = (await store.SaveAsync(new MemoryStream(HostileFiles.Pdf), "a.pdf", Owner, Actors.Hr, Stop)).Value;

        Assert.True((await store.RemoveAsync(id, 0, " ", Actors.Hr, Stop)).Error.Is(SharedErrors.ReasonRequired));
        Assert.True((await store.RemoveAsync(id, 0, "wrong file", Actors.Administrator, Stop)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await store.RemoveAsync(id, 0, "wrong file", Actors.Hr, Stop)).Succeeded);

        var file = (await store.ListAsync(Owner, Actors.Hr, Stop)).Single();
        Assert.Equal(("Helen HR", "wrong file"), (file.RemovedBy, file.RemovalReason));
        Assert.Null(await store.OpenAsync(file.Token, Actors.Hr, Stop));
        await using var db = portal.Open();
        Assert.Equal(["Documents.EvidenceAdded", "Documents.EvidenceRemoved"], await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop));
    }

    [Fact]
    public async Task Open_WithoutRight_ForAnUnknownKindOrAChangedFile_FindsNothing()
    {
        await using var portal = await OpenAsync();
        var store = portal.Get<EvidenceStore>();
        await store.SaveAsync(new MemoryStream(HostileFiles.Pdf), "a.pdf", Owner, Actors.Hr, Stop);
        var token = (await store.ListAsync(Owner, Actors.Hr, Stop)).Single().Token;

        Assert.Null(await store.OpenAsync(token, Actors.Administrator, Stop));
        Assert.True((await store.SaveAsync(new MemoryStream(HostileFiles.Pdf), "a.pdf", new EvidenceOwner("Unknown", 1), Actors.Hr, Stop)).Error.Is(SharedErrors.NotAllowed));
        Assert.Null(await store.OpenAsync("../../starportal.db", Actors.Hr, Stop));
        await File.WriteAllTextAsync(Files(portal).Single(), "changed", Stop);
        Assert.Null(await store.OpenAsync(token, Actors.Hr, Stop));
    }

    [Fact]
    public async Task Clean_DeletesOnlyOldFilesWithoutARow()
    {
        await using var portal = await OpenAsync();
        var store = portal.Get<EvidenceStore>();
        await store.SaveAsync(new MemoryStream(HostileFiles.Pdf), "a.pdf", Owner, Actors.Hr, Stop);
        var kept = Files(portal).Single();
        var (orphan, young) = (Path.Combine(Path.GetDirectoryName(kept)!, new string('a', 40)), Path.Combine(Path.GetDirectoryName(kept)!, new string('b', 40)));
        // orphans lie where their name says
        orphan = Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(kept))!, "aa")).FullName, Path.GetFileName(orphan));
        young = Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(kept))!, "bb")).FullName, Path.GetFileName(young));
        foreach (var file in (string[])[orphan, young])
        {
            await File.WriteAllTextAsync(file, "x", Stop);
        }

        File.SetLastWriteTimeUtc(kept, portal.Now.AddDays(-60));
        File.SetLastWriteTimeUtc(orphan, portal.Now.AddDays(-2));
        File.SetLastWriteTimeUtc(young, portal.Now.AddHours(-1));

        Assert.Equal(1, await store.CleanAsync(Stop));
        Assert.True(File.Exists(kept));
        Assert.True(File.Exists(young));
        Assert.False(File.Exists(orphan));
    }

    private static Task<TestPortal> OpenAsync(Provider provider = Provider.Sqlite) => TestPortal.CreateAsync(provider, s => s.AddSingleton<IEvidenceAccess, HrOnly>());

    private static string[] Files(TestPortal portal)
    {
        var folder = Path.Combine(portal.Get<Microsoft.Extensions.Options.IOptions<Web.Shared.Hosting.PortalOptions>>().Value.Data, "evidence");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private sealed class HrOnly : IEvidenceAccess
    {
        public string Kind => "Thing";

        public Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation) => Task.FromResult(actor.IsHr);

        public Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation) => Task.FromResult(actor.IsHr);
    }
}
