using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <param name="People">Participants at this level after the cycle.</param>
/// <param name="BringsCertificate">A certificate is among the level's published benefits.</param>
public sealed record LevelChoice(int Number, LocalText Name, int People, bool BringsCertificate);

public sealed record DepartmentChoice(int Id, string Name, int Depth);

/// <summary>A closed cycle of which certificates can be issued.</summary>
public sealed record IssueHead(int CycleId, string Name, LocalText Programme, IReadOnlyList<LevelChoice> Levels, IReadOnlyList<DepartmentChoice> Departments);

/// <param name="CertificateId">The valid one; null when there is none.</param>
/// <param name="Revoked">There was one that was taken back.</param>
/// <param name="Own">The reader's own: a colleague's business.</param>
public sealed record IssueRow(int EmployeeId, string Number, string Name, string Department, int Level, int? CertificateId, string? CertificateNumber, bool Revoked, bool Own);

public sealed record IssueFilter(int CycleId, IReadOnlyList<int> Levels, int? DepartmentId, string Search);

/// <summary>How many certificates a batch would issue and print.</summary>
public sealed record IssuePlan(int People, int Issued, int Missing, int Revoked, bool OwnMissing);

/// <summary>A batch and what became of it.</summary>
public sealed record BatchRow(
    int Id, int TaskId, string Cycle, IReadOnlyList<int> Levels, string? Department, BatchFormat Format, string RequestedBy, DateTime RequestedAt,
    LongTaskState State, int Issued, int Printed, string FileName, long FileSize, bool HasFile, bool OwnLeftOut, DateTime? FileRemovedAt);

/// <summary>What HR needs to issue certificates.</summary>
public sealed class IssueQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    private const int BatchesShown = 20;

    /// <summary>Closed cycles with standings, latest first.</summary>
    public async Task<IReadOnlyList<CycleChoice>> CyclesAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Closed && db.StarStandingChanges.Any(s => s.CycleId == c.Id))
            .OrderByDescending(c => c.PeriodEnd).ThenBy(c => c.Name).Select(c => new CycleChoice(c.Id, c.Name)).ToListAsync(cancellation);
    }

    public async Task<IssueHead?> HeadAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CertificateAccess.CanManage(actor)
            || await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId && c.State == CycleState.Closed).Select(c => new { c.Name, c.StarProgrammeVersionId }).SingleOrDefaultAsync(cancellation) is not { } cycle
            || await db.Set<StarProgrammeVersion>().AsNoTracking().Where(v => v.Id == cycle.StarProgrammeVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation) is not { } programme)
        {
            return null;
        }

        var counts = await CertificateSubjects.In(db, cycleId).GroupBy(r => r.Level).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Path).Select(d => new { d.Id, d.Name, d.Path }).ToListAsync(cancellation);
        return new IssueHead(
            cycleId,
            cycle.Name,
            programme.Name,
            [.. programme.Levels.Select(l => new LevelChoice(l.Number, l.Name, counts.GetValueOrDefault(l.Number), l.Benefits.Any(b => b.Kind == BenefitKind.Certificate)))],
            [.. departments.Select(d => new DepartmentChoice(d.Id, d.Name, d.Path.Count(c => c == '/') - 2))]);
    }

    public async Task<IssuePlan> PlanAsync(IssueFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return new IssuePlan(0, 0, 0, 0, false);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = CertificateSubjects.In(db, filter.CycleId, filter.Levels, filter.DepartmentId);
        var without = people.Where(r => !db.Certificates.Any(c => c.EmployeeId == r.EmployeeId && c.CycleId == filter.CycleId && c.ProgrammeId == r.ProgrammeId));
        var all = await people.CountAsync(cancellation);
        var missing = await without.CountAsync(cancellation);
        var valid = await people.CountAsync(r => db.Certificates.Any(c => c.EmployeeId == r.EmployeeId && c.CycleId == filter.CycleId && c.ProgrammeId == r.ProgrammeId && c.State == CertificateState.Valid), cancellation);
        return new IssuePlan(all, valid, missing, all - missing - valid, actor.EmployeeId is { } me && await without.AnyAsync(r => r.EmployeeId == me, cancellation));
    }

    public async Task<Page<IssueRow>> PeopleAsync(IssueFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return new Page<IssueRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = CertificateSubjects.In(db, filter.CycleId, filter.Levels, filter.DepartmentId);
        if (filter.Search.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
            // translated to SQL's LOWER, which knows no culture
#pragma warning disable CA1304, CA1311
            people = people.Where(r => EF.Functions.Like(r.Name.ToLower(), pattern, SearchPattern.Escape) || EF.Functions.Like(r.Number.ToLower(), pattern, SearchPattern.Escape));
#pragma warning restore CA1304, CA1311
        }

        var total = await people.CountAsync(cancellation);
        var rows = await people.OrderBy(r => r.Name).ThenBy(r => r.EmployeeId).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        var ids = rows.ConvertAll(r => r.EmployeeId);
        var certificates = await db.Certificates.AsNoTracking().Where(c => c.CycleId == filter.CycleId && ids.Contains(c.EmployeeId))
            .OrderBy(c => c.Id).Select(c => new { c.Id, c.EmployeeId, c.ProgrammeId, c.Number, c.State }).ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.Select(r => r.DepartmentPath), cancellation);
        return new Page<IssueRow>(
            rows.ConvertAll(r =>
            {
                var own = certificates.FindAll(c => c.EmployeeId == r.EmployeeId && c.ProgrammeId == r.ProgrammeId);
                var valid = own.Find(c => c.State == CertificateState.Valid);
                return new IssueRow(
                    r.EmployeeId, r.Number, r.Name, trails.Of(r.DepartmentPath, r.Department), r.Level, valid?.Id, valid?.Number, valid is null && own.Count > 0, !CertificateAccess.CanDecide(actor, r.EmployeeId));
            }),
            total);
    }

    /// <summary>The latest batches.</summary>
    public async Task<IReadOnlyList<BatchRow>> BatchesAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await (from b in db.CertificateBatches.AsNoTracking()
                          join c in db.Cycles on b.CycleId equals c.Id
                          join t in db.LongTasks.Where(t => t.Kind == CertificateBatchHandler.TaskKind) on b.Id equals t.TargetId
                          orderby b.Id descending
                          select new { Batch = b, Cycle = c.Name, Department = db.Departments.Where(d => d.Id == b.DepartmentId).Select(d => d.Name).FirstOrDefault(), TaskId = t.Id, t.State })
            .Take(BatchesShown).ToListAsync(cancellation);
        return rows.ConvertAll(r => new BatchRow(
            r.Batch.Id, r.TaskId, r.Cycle, r.Batch.Levels, r.Department, r.Batch.Format, r.Batch.RequestedBy, r.Batch.RequestedAt,
            r.State, r.Batch.Issued, r.Batch.Printed, r.Batch.FileName, r.Batch.FileSize, r.Batch.HasFile, r.Batch.OwnLeftOut, r.Batch.FileRemovedAt));
    }

    /// <summary>A batch with a file to download; null otherwise.</summary>
    public async Task<CertificateBatch?> FileAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return CertificateAccess.CanManage(actor) && await db.CertificateBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellation) is { HasFile: true } batch ? batch : null;
    }
}
