using System.CommandLine;
using StarPortal.Web.Features.Audit;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs.Backups;
using StarPortal.Web.Features.People;
using StarPortal.Web.Shared.CommandLine.Bench;
using StarPortal.Web.Shared.CommandLine.Doctor;

namespace StarPortal.Web.Shared.CommandLine;

/// <summary>The program's verbs. Without one it serves. Exit codes are listed in <see cref="ExitCodes"/>.</summary>
public static class PortalCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("StarPortal: performance reviews from goals to certificates. Without a verb the portal is served.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        var serve = ServeCommand.Create();
        root.Subcommands.Add(serve);
        root.Subcommands.Add(MigrateCommand.Create());
        root.Subcommands.Add(SeedCommand.Create());
        root.Subcommands.Add(PeopleCommands.CreateImport());
        root.Subcommands.Add(UserCommands.Create());
        root.Subcommands.Add(AuditCommands.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(BackupCommands.CreateBackup());
        root.Subcommands.Add(BackupCommands.CreateRestore());
        root.Subcommands.Add(BenchCommand.Create());
        root.SetAction((parse, cancellation) => ServeCommand.RunAsync(parse, cancellation));
        return await root.Parse(args).InvokeAsync();
    }
}

/// <summary>What the program answers to the shell.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The command line is wrong (given by the parser).</summary>
    public const int Usage = 1;

    /// <summary>The input or the state does not allow it; the reason is printed.</summary>
    public const int Refused = 2;

    /// <summary>A check found a fault: <c>doctor</c>, <c>audit verify</c>, <c>bench</c>.</summary>
    public const int CheckFailed = 3;
}
