using System.CommandLine;
using System.Globalization;
using StarPortal.Web.Shared.CommandLine;

namespace StarPortal.Web.Features.Jobs.Backups;

internal static class BackupCommands
{
    public static Command CreateBackup()
    {
        var file = new Argument<string>("FILE") { Description = "The file to be written; it must not be there yet." };
        var command = new Command("backup", "Backs up an SQLite database and the evidence files, also while the portal runs, and checks what was written.") { file };
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            var made = await verb.Services.GetRequiredService<MakeBackup>().RunAsync(Path.GetFullPath(parse.GetValue(file)!), cancellation);
            return made.Failed
                ? verb.Refuse(made.Errors)
                : verb.Answer(
                    new { ok = true, file = made.Value.File, bytes = made.Value.Bytes, createdAt = made.Value.Manifest.CreatedAt, migration = made.Value.Manifest.Database.Migration, rows = made.Value.Manifest.Database.Rows.Values.Sum(), files = made.Value.Manifest.Files.Count },
                    string.Create(CultureInfo.InvariantCulture, $"{made.Value.File}: {made.Value.Manifest.Database.Rows.Values.Sum()} rows and {made.Value.Manifest.Files.Count - 1} evidence files, checked."));
        }));
        return command;
    }

    public static Command CreateRestore()
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup or the nightly job wrote." };
        var replace = new Option<bool>("--replace") { Description = "Puts a database that is there aside; without it the verb refuses." };
        var command = new Command("restore", "Puts a backup in the place of the SQLite database. The portal must not run.") { file, replace };
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            var done = await verb.Services.GetRequiredService<RestoreBackup>().RunAsync(Path.GetFullPath(parse.GetValue(file)!), parse.GetValue(replace), cancellation);
            return done.Failed
                ? verb.Refuse(done.Errors)
                : verb.Answer(
                    new { ok = true, createdAt = done.Value.Manifest.CreatedAt, migration = done.Value.Manifest.Database.Migration, kept = done.Value.Kept },
                    string.Create(CultureInfo.InvariantCulture, $"Restored as of {done.Value.Manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC.{(done.Value.Kept is { } kept ? $" The database before is kept as {kept}." : "")} Now run doctor and audit verify."));
        }));
        return command;
    }
}
