using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Jobs.Backups;

namespace StarPortal.Web.Tests.Operations;

public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("starportal-backup-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string BackupFile => Path.Combine(folder, "backup.zip");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Backup_WhilePeopleWrite_HoldsOneMomentAndIsWhole()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Before");
        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(portal, enough.Token);

        var made = await portal.Get<MakeBackup>().RunAsync(BackupFile, Stop);
        await enough.CancelAsync();
        var written = await writing;

        Assert.True(made.Succeeded, made.Failed ? made.Error.ToString() : "");
        Assert.InRange(made.Value.Manifest.Database.Rows["Departments"], 1, written + 1);
        Assert.Equal([BackupFile], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Restore_GivesBackWhatWasBackedUpAndKeepsWhatWasThere()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Kept");
        var evidence = Path.Combine(DataOf(portal), "evidence", "ab", "file");
        Directory.CreateDirectory(Path.GetDirectoryName(evidence)!);
        await File.WriteAllTextAsync(evidence, "proof", Stop);
        Assert.True((await portal.Get<MakeBackup>().RunAsync(BackupFile, Stop)).Succeeded);
        await portal.AddEmployeeAsync("Later");
        File.Delete(evidence);
        SqliteConnection.ClearAllPools();

        var refused = await portal.Get<RestoreBackup>().RunAsync(BackupFile, replace: false, Stop);
        var restored = await portal.Get<RestoreBackup>().RunAsync(BackupFile, replace: true, Stop);

        Assert.Equal(BackupErrors.DatabaseExists, refused.Error);
        Assert.True(restored.Succeeded, restored.Failed ? restored.Error.ToString() : "");
        await using var db = portal.Open();
        Assert.Equal(["Kept"], await db.Employees.Select(e => e.Name).ToListAsync(Stop));
        Assert.Equal("proof", await File.ReadAllTextAsync(evidence, Stop));
        Assert.True(File.Exists(restored.Value.Kept));
    }

    [Fact]
    public async Task Restore_WhileThePortalRuns_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        Assert.True((await portal.Get<MakeBackup>().RunAsync(BackupFile, Stop)).Succeeded);
        await using var db = portal.Open();
        await db.Database.OpenConnectionAsync(Stop);

        Assert.Equal(BackupErrors.InUse, (await portal.Get<RestoreBackup>().RunAsync(BackupFile, replace: true, Stop)).Error);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task Restore_OfADamagedFile_IsRefusedAndChangesNothing(double where)
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Here");
        Assert.True((await portal.Get<MakeBackup>().RunAsync(BackupFile, Stop)).Succeeded);
        var bytes = await File.ReadAllBytesAsync(BackupFile, Stop);
        var at = (int)(bytes.Length * where);
        for (var i = 0; i < 64; i++)
        {
            bytes[at + i] ^= 0x5a;
        }

        await File.WriteAllBytesAsync(BackupFile, bytes, Stop);
        SqliteConnection.ClearAllPools();

        var restored = await portal.Get<RestoreBackup>().RunAsync(BackupFile, replace: true, Stop);

        Assert.True(restored.Failed);
        await using var db = portal.Open();
        Assert.Equal("Here", await db.Employees.Select(e => e.Name).SingleAsync(Stop));
    }

    [Fact]
    public async Task Restore_OfAFileThatReachesOutside_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        Assert.True((await portal.Get<MakeBackup>().RunAsync(BackupFile, Stop)).Succeeded);
        await using (var zip = await ZipFile.OpenAsync(BackupFile, ZipArchiveMode.Update, Stop))
        {
            var list = zip.GetEntry("manifest.json")!;
            string text;
            using (var reader = new StreamReader(await list.OpenAsync(Stop)))
            {
                text = await reader.ReadToEndAsync(Stop);
            }

            list.Delete();
            await using var writer = new StreamWriter(await zip.CreateEntry("manifest.json").OpenAsync(Stop));
            await writer.WriteAsync(text.Replace("\"files\":{", "\"files\":{\"../outside\":\"00\",", StringComparison.Ordinal));
        }

        SqliteConnection.ClearAllPools();
        var restored = await portal.Get<RestoreBackup>().RunAsync(BackupFile, replace: true, Stop);

        Assert.True(restored.Failed && restored.Error.Is(BackupErrors.NotABackup));
    }

    [Fact]
    public async Task Job_KeepsFourteenDaysAndNobodyElsesFiles()
    {
        await using var portal = await TestPortal.CreateAsync();
        var backups = Path.Combine(DataOf(portal), "backups");
        Directory.CreateDirectory(backups);
        await File.WriteAllTextAsync(Path.Combine(backups, "starportal-mine.zip"), "mine", Stop);
        for (var day = 0; day < 20; day++)
        {
            await RunJobAsync(portal);
            portal.Clock.Advance(TimeSpan.FromDays(1));
        }

        var names = Directory.GetFiles(backups).Select(Path.GetFileName).ToList();
        Assert.Contains("starportal-mine.zip", names);
        Assert.Equal(15, names.Count - 1);
    }

    [Fact]
    public async Task Job_ThatFails_KeepsTheOlderBackups()
    {
        await using var portal = await TestPortal.CreateAsync();
        var backups = Path.Combine(DataOf(portal), "backups");
        await RunJobAsync(portal);
        portal.Clock.Advance(TimeSpan.FromDays(40));
        await using (var db = portal.Open())
        {
            // a row that refers to nothing: what is copied is not whole
            await db.Database.ExecuteSqlRawAsync("""PRAGMA foreign_keys=OFF; insert into "Departments" ("Id", "Name", "Path", "ParentId", "Version") values (4711, 'Lost', '/', 999999, 0);""", Stop);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunJobAsync(portal));

        Assert.Single(Directory.GetFiles(backups));
    }

    private static async Task RunJobAsync(TestPortal portal)
    {
        await using var scope = portal.Get<IServiceScopeFactory>().CreateAsyncScope();
        await scope.ServiceProvider.GetServices<IRecurringJob>().Single(j => j.Name == "Backup").RunAsync(Stop);
    }

    private static string DataOf(TestPortal portal) =>
        portal.Get<Microsoft.Extensions.Options.IOptions<StarPortal.Web.Shared.Hosting.PortalOptions>>().Value.Data;

    private static Task<int> WriteAsync(TestPortal portal, CancellationToken enough) => Task.Run(async () =>
    {
        var count = 0;
        while (!enough.IsCancellationRequested)
        {
            await using var db = portal.Open();
            db.Departments.Add(new Department($"Written {++count}", null));
            await db.SaveChangesAsync(Stop);
        }

        return count;
    });
}
