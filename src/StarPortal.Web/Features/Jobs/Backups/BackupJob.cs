using System.Globalization;
using Microsoft.Extensions.Options;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Jobs.Backups;

/// <summary>Backs up every night and takes away what is older than it is to be kept; never when the night's own did not succeed.</summary>
internal sealed class BackupJob(MakeBackup backup, IOptions<PortalOptions> options, JobReport report, TimeProvider clock) : IRecurringJob
{
    private const string Prefix = "starportal-";
    private const string Stamp = "yyyyMMdd-HHmmss";
    private const string Suffix = ".zip";

    public string Name => "Backup";

    public string Label => JobsText.Job_Backup;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(2, 30));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var settings = options.Value;
        if (settings.IsPostgres)
        {
            return;
        }

        var folder = settings.Backup.Folder.Length > 0 ? Path.GetFullPath(settings.Backup.Folder) : Path.Combine(Path.GetFullPath(settings.Data), "backups");
        Directory.CreateDirectory(folder);
        Sweep(folder);
        var now = clock.GetUtcNow().UtcDateTime;
        var made = await backup.RunAsync(Path.Combine(folder, Prefix + now.ToString(Stamp, CultureInfo.InvariantCulture) + Suffix), cancellation);
        if (made.Failed)
        {
            // a failed job is seen and told; the older backups stay
            throw new InvalidOperationException(ErrorText.For(made.Error));
        }

        report.Add("Files", 1);
        foreach (var old in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix).Where(f => MadeAt(f) < now.AddDays(-settings.Backup.Days)).ToList())
        {
            File.Delete(old);
        }
    }

    // what a program that was killed in the middle left behind
    private static void Sweep(string folder)
    {
        foreach (var part in Directory.EnumerateFiles(folder, Prefix + "*.part").ToList())
        {
            File.Delete(part);
        }

        foreach (var part in Directory.EnumerateDirectories(folder, Prefix + "*.part").ToList())
        {
            Directory.Delete(part, recursive: true);
        }
    }

    // files of any other name are somebody's own
    private static DateTime? MadeAt(string file) =>
        DateTime.TryParseExact(Path.GetFileName(file)[Prefix.Length..^Suffix.Length], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
