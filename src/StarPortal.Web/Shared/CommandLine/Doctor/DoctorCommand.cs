using System.CommandLine;

namespace StarPortal.Web.Shared.CommandLine.Doctor;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", $"Checks what the portal needs and says what to do. Exit code {ExitCodes.CheckFailed} on a fault.");
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            IReadOnlyList<Finding> findings =
            [
                .. await new DatabaseChecks(verb.Services).RunAsync(cancellation),
                .. await ActivatorUtilities.CreateInstance<MachineChecks>(verb.Services).RunAsync(cancellation),
            ];
            var sound = findings.All(f => f.State != FindingState.Fault);
            var machine = new { ok = sound, findings = findings.Select(f => new { check = f.Check, state = f.State, text = f.Text, remedy = f.Remedy }) };
            return verb.Answer(machine, string.Join(Environment.NewLine, findings.Select(Line)), sound ? ExitCodes.Ok : ExitCodes.CheckFailed);
        }));
        return command;
    }

    private static string Line(Finding finding)
    {
        var line = $"{finding.State.ToString().ToLowerInvariant(),-8} {finding.Check,-22} {finding.Text}";
        return finding.Remedy.Length == 0 ? line : $"{line}{Environment.NewLine}{"",-32}→ {finding.Remedy}";
    }
}
