using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Actuals;

namespace StarPortal.Web.Features.Cycles.Setup;

public sealed record ReviewerImportReport(int Added, IReadOnlyList<RowError> Errors);

/// <summary>Takes in a file of participant and reviewer numbers: all of it or nothing.</summary>
public sealed class ImportReviewers(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<ReviewerImportReport>> RunAsync(int cycleId, SheetTable table, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        if (cycle.State is not (CycleState.Draft or CycleState.Published))
        {
            return CycleErrors.WrongState.With(cycle.State);
        }

        var (number, reviewer) = (SheetColumns.Find(table, SheetColumns.PersonNumber), SheetColumns.Find(table, SheetColumns.ReviewerNumber));
        if (number < 0 || reviewer < 0)
        {
            return ImportReviewerErrors.NoReviewerColumns;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var today = cycle.Today(now);
        var participants = await Numbers(db.InPopulation(cycle.Population, today)).ToDictionaryAsync(e => e.Number, e => e.Id, StringComparer.OrdinalIgnoreCase, cancellation);
        var employed = await Numbers(db.Employees.Where(e => e.LeaveDate == null || e.LeaveDate >= today)).ToDictionaryAsync(e => e.Number, e => e.Id, StringComparer.OrdinalIgnoreCase, cancellation);
        var errors = new List<RowError>();
        var pairs = new List<(int, int)>();
        foreach (var row in table.Rows)
        {
            if (!participants.TryGetValue(row[number], out var person))
            {
                errors.Add(new RowError(row.Number, table.Header[number], row[number], SetupErrors.NotInPopulation));
            }
            else if (!CycleAccess.CanPlanReviewers(actor, person))
            {
                errors.Add(new RowError(row.Number, table.Header[number], row[number], CycleErrors.OwnCase));
            }
            else if (!employed.TryGetValue(row[reviewer], out var other))
            {
                errors.Add(new RowError(row.Number, table.Header[reviewer], row[reviewer], ImportReviewerErrors.UnknownReviewer.With(row[reviewer])));
            }
            else if (person == other)
            {
                errors.Add(new RowError(row.Number, table.Header[reviewer], row[reviewer], SetupErrors.OwnReviewer));
            }
            else
            {
                pairs.Add((person, other));
            }
        }

        if (errors.Count > 0)
        {
            return new ReviewerImportReport(0, errors);
        }

        var added = await db.WriteAsync(
            async () =>
            {
                await db.LockCycleAsync(cycleId, cancellation);
                var rows = await PlannedReviewers.AddAsync(db, cycleId, pairs, Relationship.Peer, cancellation);
                db.Audit(actor, new AuditNote("Cycles.ReviewersPlanned", "Cycle", cycleId, Details: FormattableString.Invariant($"import: {rows} added")), now);
                return rows;
            },
            cancellation);
        return new ReviewerImportReport(added, []);
    }

    private static IQueryable<Numbered> Numbers(IQueryable<Domain.People.Employee> people) =>
        people.AsNoTracking().Select(e => new Numbered(e.Number, e.Id));

    private sealed record Numbered(string Number, int Id);
}

/// <summary>Faults of a file of reviewers.</summary>
public static class ImportReviewerErrors
{
    public static readonly Error NoReviewerColumns = new("Cycles", "NoReviewerColumns");

    /// <summary>{0} the number in the file.</summary>
    public static readonly Error UnknownReviewer = new("Cycles", "UnknownReviewer");
}
