using System.CommandLine;
using StarPortal.Web.Shared.CommandLine;

namespace StarPortal.Web.Features.People;

internal static class PeopleCommands
{
    public static Command CreateImport()
    {
        var people = new Command("people", "Brings people in from a CSV or XLSX file.");
        people.SetAction((parse, _) => Verb.RunAsync(parse, verb => Task.FromResult(verb.Answer(new { ok = true }, ""))));
        return new Command("import", "Brings data in from files.") { people };
    }
}
