using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.People.Import;

/// <param name="FileName">For the audit trail.</param>
/// <param name="MissingLeftOn">The file holds everybody: who is not in it left on this day.</param>
/// <param name="Confirmed">What the person saw and confirmed; null on the command line.</param>
public sealed record ImportPeopleCommand(
    string FileName,
    SheetTable Table,
    IReadOnlyDictionary<PeopleField, int> Columns,
    DateOnly? MissingLeftOn = null,
    ImportCounts? Confirmed = null);

public sealed record ImportProgress(int Done, int Total);

/// <summary>Brings a file of people in: checked as a whole, written as a whole.</summary>
public sealed class ImportPeople(IDbContextFactory<PortalDbContext> factory, TimeProvider clock, IOptions<PortalOptions> portal)
{
    /// <summary>What the import would do. Writes nothing.</summary>
    public async Task<Result<PeopleImportPlan>> CheckAsync(ImportPeopleCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanImport(actor))
        {
            return PeopleErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await PlanAsync(db, command, actor, cancellation);
    }

    public Task<Result<ImportCounts>> RunAsync(ImportPeopleCommand command, Actor actor, Action<ImportProgress>? progress, CancellationToken cancellation) =>
        RunAsync(command, actor, progress, (_, _) => Task.CompletedTask, cancellation);

    /// <param name="command">What is to be brought in.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="progress">Told while the rows are written.</param>
    /// <param name="also">What else belongs into the same transaction.</param>
    /// <param name="cancellation">Ends it with nothing written.</param>
    internal async Task<Result<ImportCounts>> RunAsync(
        ImportPeopleCommand command, Actor actor, Action<ImportProgress>? progress, Func<PortalDbContext, ImportCounts, Task> also, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanImport(actor))
        {
            return PeopleErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteAsync<Result<ImportCounts>>(
                async () =>
                {
                    await db.LockOrganisationAsync(cancellation);
                    // planned again inside the transaction: what others did since the check is seen
                    var plan = await PlanAsync(db, command, actor, cancellation);
                    if (plan.Problems.Count > 0)
                    {
                        return PeopleErrors.ImportHasProblems.With(plan.Problems.Count);
                    }

                    if (command.Confirmed is { } confirmed && confirmed != plan.Counts)
                    {
                        return PeopleErrors.ImportChangedSinceCheck;
                    }

                    if (!plan.ChangesNothing && !await new PeopleImportWriter(db, plan, progress).WriteAsync(cancellation))
                    {
                        return SharedErrors.ChangedElsewhere;
                    }

                    await also(db, plan.Counts);
                    return Finish(db, command, plan, actor);
                },
                cancellation);
        }
        catch (DbUpdateException fault) when (!PassingFaults.Is(fault))
        {
            // two imports at once on PostgreSQL: the second meets the first one's numbers
            return PeopleErrors.ImportChangedSinceCheck;
        }
    }

    private Result<ImportCounts> Finish(PortalDbContext db, ImportPeopleCommand command, PeopleImportPlan plan, Actor actor)
    {
        if (plan.ChangesNothing)
        {
            return plan.Counts;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var (counts, added) = (plan.Counts, plan.People.Where(p => p.Kind == ImportKind.Added).Select(p => p.Number).ToList());
        var numbers = string.Join(", ", added.Take(50)) + (added.Count > 50 ? " …" : "");
        db.Audit(
            actor,
            new AuditNote(
                "People.Imported",
                "Import",
                Details: $"{command.FileName}: added {counts.Added}, changed {counts.Changed}, left {counts.Left}, unchanged {counts.Unchanged}, departments {counts.Departments}{(numbers.Length > 0 ? $"; added {numbers}" : "")}"),
            now);
        foreach (var person in plan.People.Where(p => p.Kind is ImportKind.Changed or ImportKind.Left))
        {
            var changes = string.Join("; ", person.Changes.Select(c => $"{c.Field}: {c.Old} → {c.New}"));
            db.Audit(actor, new AuditNote("People.Edited", nameof(Employee), person.Known!.Id, person.Known.Id, command.FileName, changes), now);
        }

        return plan.Counts;
    }

    private async Task<PeopleImportPlan> PlanAsync(PortalDbContext db, ImportPeopleCommand command, Actor actor, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var request = new ImportRequest(command.Table, command.Columns, today, command.MissingLeftOn, actor.EmployeeId, portal.Value.TimeZone);
        return PeopleImportPlan.Make(request, await LoadAsync(db, cancellation));
    }

    private static async Task<Organisation> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var people = await db.Employees.AsNoTracking()
            .Select(e => new KnownPerson(
                e.Id,
                e.Version,
                e.Number,
                new EmployeeDetails(e.Name, e.Email, e.DepartmentId, e.JobTitle, e.JobFamily, e.Level, e.ManagerId, e.HireDate, e.LeaveDate, e.Language, e.TimeZone)))
            .ToListAsync(cancellation);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Id).Select(d => new KnownDepartment(d.Id, d.Name, d.ParentId)).ToListAsync(cancellation);
        var reserved = await EmployeeAccounts.Reserved(db).Where(a => a.Email != null).Select(a => a.Email!).ToListAsync(cancellation);
        return new Organisation(people, departments, reserved);
    }
}
