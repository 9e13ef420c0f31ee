using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.People.Import;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>What is wrong with one row of a file.</summary>
public sealed record TrainingRowError(int Row, string Value, Error Error);

/// <summary>What an import did or would do; nothing is written while there are errors.</summary>
public sealed record TrainingImportReport(int Added, int Known, IReadOnlyList<TrainingRowError> Errors, bool Written);

/// <summary>Takes in a file of completed trainings, approved as they come: all of it or nothing. HR only, never for oneself.</summary>
public sealed class ImportTrainings(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private static readonly string[] numberNames = ["number", "employee number", "employee no", "工号", "员工编号"];
    private static readonly string[] codeNames = ["training", "training code", "code", "培训", "培训代码", "课程代码"];
    private static readonly string[] dateNames = ["date", "completed", "completed on", "日期", "完成日期"];

    /// <param name="Source">The file's name, kept with each record.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record Command(SheetTable Table, string Source, bool DryRun);

    public async Task<Result<TrainingImportReport>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return StarErrors.FactNotFound;
        }

        var columns = (Number: Find(command.Table, numberNames), Code: Find(command.Table, codeNames), Date: Find(command.Table, dateNames));
        if (columns.Number < 0 || columns.Code < 0 || columns.Date < 0)
        {
            return StarErrors.ImportColumns;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return command.DryRun
            ? await ReadAsync(db, command, columns, actor, cancellation)
            : await db.WriteAsync(
                async () =>
                {
                    await db.LockStarFactsAsync(cancellation);
                    return await ReadAsync(db, command, columns, actor, cancellation);
                },
                cancellation);
    }

    private async Task<Result<TrainingImportReport>> ReadAsync(
        PortalDbContext db, Command command, (int Number, int Code, int Date) columns, Actor actor, CancellationToken cancellation)
    {
        var people = await db.Employees.AsNoTracking().Select(e => new Person(e.Id, e.Number, e.TimeZone)).ToDictionaryAsync(e => e.Number, StringComparer.OrdinalIgnoreCase, cancellation);
        var courses = (await db.TrainingCourses.AsNoTracking().ToListAsync(cancellation)).ToDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);
        var known = (await db.StarFacts.AsNoTracking()
            .Where(f => f.Kind == StarFactKind.Training && f.State == StarFactState.Approved)
            .Select(f => new { f.EmployeeId, f.Code, f.Date }).ToListAsync(cancellation)).Select(f => (f.EmployeeId, f.Code, f.Date)).ToHashSet();
        var dates = ImportDates.Of(command.Table.Rows.Select(r => r[columns.Date]));
        var now = clock.GetUtcNow().UtcDateTime;
        var (errors, facts, same) = (new List<TrainingRowError>(), new List<StarFact>(), 0);
        foreach (var row in command.Table.Rows)
        {
            var read = Read(row, columns, people, courses, dates, command.Source, actor, now);
            if (read.Failed)
            {
                errors.AddRange(read.Errors.Select(e => new TrainingRowError(row.Number, row[columns.Number], e)));
            }
            else if (known.Add((read.Value.EmployeeId, read.Value.Code, read.Value.Date)))
            {
                facts.Add(read.Value);
            }
            else
            {
                same++;
            }
        }

        var written = !command.DryRun && errors.Count == 0;
        if (written)
        {
            await db.InsertAsync(facts, null, cancellation);
            db.Audit(
                actor,
                new AuditNote("Stars.TrainingsImported", "StarFact", Details: string.Create(CultureInfo.InvariantCulture, $"{command.Source}: {facts.Count} added, {same} known")),
                now);
        }

        return new TrainingImportReport(facts.Count, same, errors, written);
    }

    private static Result<StarFact> Read(
        SheetRow row,
        (int Number, int Code, int Date) columns,
        Dictionary<string, Person> people,
        Dictionary<string, TrainingCourse> courses,
        ImportDates dates,
        string source,
        Actor actor,
        DateTime now)
    {
        if (!people.TryGetValue(row[columns.Number], out var person))
        {
            return StarErrors.ImportPerson.With(row[columns.Number]);
        }

        if (!actor.IsHrFor(person.Id))
        {
            return StarErrors.OwnRecord;
        }

        if (!courses.TryGetValue(row[columns.Code], out var course))
        {
            return StarErrors.TrainingUnknown.With(row[columns.Code]);
        }

        var date = dates.Read(row[columns.Date]);
        if (date.Failed)
        {
            return Result<StarFact>.Fail(date.Errors);
        }

        return date.Value is { } day
            ? StarFact.Import(person.Id, new StarFactContent(StarFactKind.Training, course.Code, course.Name.For("en"), day, source), actor, FactStore.Today(person.TimeZone, now), now)
            : StarErrors.ImportDateMissing;
    }

    private static int Find(SheetTable table, string[] names) =>
        table.Header.Index().Where(h => names.Contains(h.Item.Trim(), StringComparer.OrdinalIgnoreCase)).Select(h => h.Index).DefaultIfEmpty(-1).First();

    private sealed record Person(int Id, string Number, string TimeZone);
}
