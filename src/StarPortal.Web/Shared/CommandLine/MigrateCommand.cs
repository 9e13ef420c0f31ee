using System.CommandLine;

namespace StarPortal.Web.Shared.CommandLine;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Creates the database or brings it up to date.");
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            await verb.PrepareDatabaseAsync(cancellation);
            return verb.Answer(new { ok = true }, "The database is up to date.");
        }));
        return command;
    }
}
