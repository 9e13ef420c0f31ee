using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Somebody whose level in a closed cycle can be certified.</summary>
internal sealed class SubjectRow
{
    public int EmployeeId { get; init; }

    public int ParticipantId { get; init; }

    public string Number { get; init; } = "";

    /// <summary>As it is now, not as it was at launch: it is printed today.</summary>
    public string Name { get; init; } = "";

    public string Department { get; init; } = "";

    public string DepartmentPath { get; init; } = "";

    public int ProgrammeId { get; init; }

    public int ProgrammeVersionId { get; init; }

    public int Level { get; init; }

    public StarChange Change { get; init; }
}

/// <summary>What certificates are issued from: what closing a cycle wrote into the standings.</summary>
internal sealed class CertificateSubjects(CyclePeriod period, IReadOnlyDictionary<int, StarDefinition> versions)
{
    /// <summary>Participants with a level; those without enough data and those whose standing this cycle did not move have none to show.</summary>
    public static IQueryable<SubjectRow> In(PortalDbContext db, int cycleId) =>
        from change in db.StarStandingChanges.AsNoTracking()
        where change.CycleId == cycleId && change.Counts && change.ReachedLevel != null
        join participant in db.Participants on change.ParticipantId equals participant.Id
        where participant.State != ParticipantState.Withdrawn
        join employee in db.Employees on change.EmployeeId equals employee.Id
        select new SubjectRow
        {
            EmployeeId = change.EmployeeId,
            ParticipantId = change.ParticipantId,
            Number = employee.Number,
            Name = employee.Name,
            Department = participant.DepartmentName,
            DepartmentPath = participant.DepartmentPath,
            ProgrammeId = change.ProgrammeId,
            ProgrammeVersionId = change.ProgrammeVersionId,
            Level = change.LevelAfter,
            Change = change.Change,
        };

    /// <summary>Narrowed to levels and to a department with all below it, as they were at launch.</summary>
    public static IQueryable<SubjectRow> In(PortalDbContext db, int cycleId, IReadOnlyList<int> levels, int? departmentId)
    {
        var wanted = levels.ToList();
        var rows = In(db, cycleId).Where(r => wanted.Contains(r.Level));
        return departmentId is { } id ? rows.Where(r => EF.Functions.Like(r.DepartmentPath, Below(id))) : rows;
    }

    /// <summary>A pattern for every path through a department.</summary>
    public static string Below(int departmentId) => $"%/{departmentId}/%";

    /// <returns>Null while the cycle is not closed, and while it is being reopened.</returns>
    public static Task<CertificateSubjects?> OfAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        OfAsync(db, db.Cycles.Where(c => c.Id == cycleId && c.State == CycleState.Closed && c.ClosingSince == null), cycleId, cancellation);

    /// <summary>For the step of the closing itself.</summary>
    public static Task<CertificateSubjects?> DuringClosingAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        OfAsync(db, db.Cycles.Where(c => c.Id == cycleId), cycleId, cancellation);

    private static async Task<CertificateSubjects?> OfAsync(PortalDbContext db, IQueryable<Cycle> cycles, int cycleId, CancellationToken cancellation)
    {
        var cycle = await cycles.AsNoTracking()
            .Select(c => new CyclePeriod(c.PeriodKind, c.PeriodStart, c.PeriodEnd)).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var ids = await db.StarStandingChanges.AsNoTracking().Where(c => c.CycleId == cycleId).Select(c => c.ProgrammeVersionId).Distinct().ToListAsync(cancellation);
        var versions = await db.Set<StarProgrammeVersion>().AsNoTracking().Where(v => ids.Contains(v.Id)).Select(v => new { v.Id, v.Definition }).ToDictionaryAsync(v => v.Id, v => v.Definition, cancellation);
        return new CertificateSubjects(cycle, versions);
    }

    /// <summary>The facts as they are printed and kept from now on.</summary>
    public CertificateSubject Of(int cycleId, SubjectRow row)
    {
        var programme = versions[row.ProgrammeVersionId];
        var level = programme.Level(row.Level);
        var facts = new CertificateFacts(
            row.Name, programme.Name, row.Level, programme.Levels.Count, level?.Name ?? Domain.LocalText.Empty, CertificatePeriod.Of(period.Kind, period.Start, period.End));
        return new CertificateSubject(row.EmployeeId, cycleId, row.ProgrammeId, facts);
    }
}

internal sealed record CyclePeriod(PeriodKind Kind, DateOnly Start, DateOnly End);
