using System.CommandLine;
using System.Text.Json;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.People.Import;
using StarPortal.Web.Shared.CommandLine;
using StarPortal.Web.Shared.Spreadsheets;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.People;

internal static class PeopleCommands
{
    private static readonly Argument<FileInfo> File = new("file") { Description = "CSV or XLSX; its first row names the columns." };
    private static readonly Option<string?> Mapping = new("--mapping") { Description = "Name of a saved mapping, or a JSON file {\"Number\": \"heading\", …}. Default: found by the header, else guessed." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only says what would happen." };
    private static readonly Option<DateOnly?> Left = new("--left-on") { Description = "The file holds everybody: who is not in it left on this day (yyyy-MM-dd)." };

    public static Command CreateImport()
    {
        var people = new Command("people", "Brings people in from a CSV or XLSX file: all of it or nothing.") { File, Mapping, DryRun, Left };
        people.SetAction((parse, cancellation) => Verb.RunAsync(parse, verb => RunAsync(verb, parse, cancellation)));
        return new Command("import", "Brings data in from files.") { people };
    }

    private static async Task<int> RunAsync(Verb verb, ParseResult parse, CancellationToken cancellation)
    {
        var file = parse.GetValue(File)!;
        if (!file.Exists)
        {
            return verb.Refuse([PeopleErrors.FileMissing.With(file.FullName)]);
        }

        await verb.PrepareDatabaseAsync(cancellation);
        await using var stream = file.OpenRead();
        var table = await SpreadsheetReader.ReadAsync(stream, file.Name, cancellation);
        if (table.Failed)
        {
            return verb.Refuse(table.Errors);
        }

        var actor = Actor.System("command line");
        var columns = await ColumnsAsync(verb.Services.GetRequiredService<ImportMappings>(), parse.GetValue(Mapping), table.Value.Header, actor, cancellation);
        if (columns.Failed)
        {
            return verb.Refuse(columns.Errors);
        }

        var import = verb.Services.GetRequiredService<ImportPeople>();
        var command = new ImportPeopleCommand(file.Name, table.Value, columns.Value, parse.GetValue(Left));
        var plan = (await import.CheckAsync(command, actor, cancellation)).Value;
        var dryRun = parse.GetValue(DryRun);
        if (plan.Problems.Count == 0 && !dryRun && await import.RunAsync(command, actor, null, cancellation) is { Failed: true } refused)
        {
            return verb.Refuse(refused.Errors);
        }

        return Answer(verb, plan, table.Value.Header, columns.Value, dryRun);
    }

    private static async Task<Result<IReadOnlyDictionary<PeopleField, int>>> ColumnsAsync(ImportMappings mappings, string? name, IReadOnlyList<string> header, Actor actor, CancellationToken cancellation)
    {
        if (name is null)
        {
            var columns = (await mappings.FindAsync(header, actor, cancellation))?.Columns ?? ColumnGuess.Guess(header);
            return Result<IReadOnlyDictionary<PeopleField, int>>.Of(columns);
        }

        var mapping = (await mappings.AllAsync(actor, cancellation)).GetValueOrDefault(name);
        if (mapping is null && System.IO.File.Exists(name))
        {
            try
            {
                mapping = new PeopleMapping(JsonSerializer.Deserialize<Dictionary<PeopleField, string>>(await System.IO.File.ReadAllTextAsync(name, cancellation), JsonColumn.Options)!);
            }
            catch (JsonException)
            {
                return PeopleErrors.MappingUnknown.With(name);
            }
        }

        return mapping?.In(header) is { } found ? Result<IReadOnlyDictionary<PeopleField, int>>.Of(found) : PeopleErrors.MappingUnknown.With(name);
    }

    private static int Answer(Verb verb, PeopleImportPlan plan, IReadOnlyList<string> header, IReadOnlyDictionary<PeopleField, int> columns, bool dryRun)
    {
        var (counts, ok) = (plan.Counts, plan.Problems.Count == 0);
        var problems = plan.Problems.Select(p => new { p.Row, p.Column, p.Value, code = $"{p.Error.Feature}.{p.Error.Code}", text = ErrorText.For(p.Error) }).ToList();
        var lines = problems.Select(p => $"{(p.Row is { } row ? $"row {row}" : "file")}{(p.Column.Length > 0 ? $", {p.Column}" : "")}{(p.Value.Length > 0 ? $", \"{p.Value}\"" : "")}: {p.text}")
            .Append($"{(!ok ? "Nothing imported" : dryRun ? "Would import" : "Imported")}: {counts.Added} added, {counts.Changed} changed, {counts.Unchanged} unchanged, {counts.Left} left, {counts.Departments} new departments, {counts.Problems} problems.");
        return verb.Answer(
            new
            {
                ok,
                dryRun,
                counts.Added,
                counts.Changed,
                counts.Unchanged,
                counts.Left,
                counts.Departments,
                mapping = columns.ToDictionary(c => c.Key.ToString(), c => header[c.Value]),
                problems,
            },
            string.Join(Environment.NewLine, lines),
            ok ? ExitCodes.Ok : ExitCodes.Refused);
    }
}
