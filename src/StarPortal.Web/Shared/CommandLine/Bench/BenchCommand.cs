using System.CommandLine;
using System.Globalization;
using System.Text;
using StarPortal.Web.Features.Documents;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>Measures what must be quick, as a ratio to the barest way of doing the same on the same machine in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", $"Measures what must be quick. Works on data of its own, made for the purpose. Exit code {ExitCodes.CheckFailed} when a limit is exceeded or the rows differ.")
    {
        CreateSized(
            "launch",
            "Launches a cycle and compares it with the same by hand-written SQL on a copy of the same file.",
            (folder, size, cancellation) => new LaunchBench(folder, size).RunAsync(cancellation)),
        CreateSized(
            "close",
            "Closes a released cycle and compares it with the same by hand-written SQL on a copy of the same file.",
            (folder, size, cancellation) => new CloseBench(folder, size).RunAsync(cancellation)),
        CreatePdf(),
    };

    private static Command CreateSized(string name, string description, Func<BenchFolder, BenchSize, CancellationToken, Task<BenchReport>> run)
    {
        var options = new SizeOptions();
        var command = new Command(name, description);
        options.AddTo(command);
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            var reports = new List<BenchReport>();
            foreach (var size in options.Sizes(parse))
            {
                using var folder = new BenchFolder(parse.GetValue(GlobalOptions.Data));
                reports.Add(await run(folder, size, cancellation));
            }

            return Answer(verb, reports);
        }));
        return command;
    }

    private static Command CreatePdf()
    {
        var count = SizeOptions.Number("--count", "Documents, half of them certificates and half of them reports.", 200, 2, 10_000);
        var command = new Command("pdf", "Prints documents through the whole pipeline and compares it with bare Chromium that prints the same HTML.") { count };
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            using var folder = new BenchFolder(parse.GetValue(GlobalOptions.Data));
            return await new PdfBench(folder, parse.GetValue(count)).RunAsync(cancellation) is { } report
                ? verb.Answer(report.Machine, report.Words(), report.Ok ? ExitCodes.Ok : ExitCodes.CheckFailed)
                : verb.Refuse([DocumentErrors.Unavailable]);
        }));
        return command;
    }

    private static int Answer(Verb verb, List<BenchReport> reports)
    {
        var ok = reports.All(r => r.Ok);
        var machine = reports.Count == 1 ? reports[0].Machine : new { ok, sweep = reports.Select(r => r.Machine) };
        var words = reports.Count == 1 ? reports[0].Words() : Table(reports);
        return verb.Answer(machine, words, ok ? ExitCodes.Ok : ExitCodes.CheckFailed);
    }

    private static string Table(List<BenchReport> reports)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"people",8} {"portal s",9} {"SQL s",9} {"ratio",6} {"µs/person",10} {"of first",9} {"cpu µs",8} {"of first",9} {"managed MB",11} {"working MB",11}  rows");
        foreach (var r in reports)
        {
            var ofFirst = r.MicrosecondsPerPerson / reports[0].MicrosecondsPerPerson;
            var cpuOfFirst = r.CpuMicrosecondsPerPerson / reports[0].CpuMicrosecondsPerPerson;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{r.Size.Employees,8} {r.Rounds.PortalSeconds,9:0.000} {r.Rounds.BareSeconds,9:0.000} {r.Rounds.Ratio,6:0.00} {r.MicrosecondsPerPerson,10:0} {ofFirst,9:0.00} {r.CpuMicrosecondsPerPerson,8:0} {cpuOfFirst,9:0.00} {BenchReport.Megabytes(r.Rounds.PeakManaged),11} {BenchReport.Megabytes(r.Rounds.PeakWorkingSet),11}  {(r.RowsEqual ? "equal" : "DIFFERENT")}");
        }

        return text.ToString().TrimEnd();
    }
}

/// <summary>How large a bench is.</summary>
internal sealed class SizeOptions
{
    private const int Most = 100_000;

    private readonly Option<int> employees = Number("--employees", "People of the company.", 10_000, 1, Most);
    private readonly Option<int> peers = Number("--peers", "Peers that everybody has.", 4, 0, 20);
    private readonly Option<int> rounds = Number("--rounds", "Pairs of runs that are measured; their median counts.", 5, 1, 100);
    private readonly Option<string?> sweep = new("--sweep") { Description = "Several numbers of people one after the other, such as 1000,10000,50000." };

    public SizeOptions() => sweep.Validators.Add(r =>
    {
        if (Split(r.GetValueOrDefault<string?>()).Any(n => n is null or < 1 or > Most))
        {
            r.AddError(string.Create(CultureInfo.InvariantCulture, $"--sweep takes numbers between 1 and {Most}, separated by commas."));
        }
    });

    public static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = string.Create(CultureInfo.InvariantCulture, $"{description} ({least} to {most}, {usual} unless told)"), DefaultValueFactory = _ => usual };
        option.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                r.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be between {least} and {most}."));
            }
        });
        return option;
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[employees, peers, rounds, sweep])
        {
            command.Options.Add(option);
        }
    }

    public IEnumerable<BenchSize> Sizes(ParseResult parse)
    {
        var several = Split(parse.GetValue(sweep)).OfType<int>().ToList();
        return (several.Count > 0 ? several : [parse.GetValue(employees)]).Select(n => new BenchSize(n, parse.GetValue(peers), parse.GetValue(rounds)));
    }

    private static IEnumerable<int?> Split(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : (int?)null);
}
