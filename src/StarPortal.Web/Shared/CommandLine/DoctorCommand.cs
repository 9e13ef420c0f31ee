using System.CommandLine;

namespace StarPortal.Web.Shared.CommandLine;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Checks what the portal needs and says what to do.");
        command.SetAction((parse, _) => Verb.RunAsync(parse, verb => Task.FromResult(verb.Answer(new { ok = true }, "ok"))));
        return command;
    }
}
