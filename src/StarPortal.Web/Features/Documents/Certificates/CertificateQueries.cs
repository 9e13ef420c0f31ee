using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <param name="LevelName">As printed.</param>
public sealed record CertificateRow(
    int Id, string Number, int EmployeeId, string Name, LocalText Programme, int Level, LocalText LevelName, LocalText Period, DateOnly IssuedOn, CertificateState State);

/// <param name="CycleId">Null for any.</param>
/// <param name="Level">Null for any.</param>
/// <param name="State">Null for any.</param>
public sealed record CertificateFilter(string Search, int? CycleId, int? Level, CertificateState? State, SortBy Sort)
{
    public static CertificateFilter Default { get; } = new("", null, null, null, new SortBy("number", true));
}

/// <summary>A choice of a filter.</summary>
public sealed record CycleChoice(int Id, string Name);

/// <summary>A certificate with its history, for HR.</summary>
/// <param name="Replaces">The earlier one in whose place it stands.</param>
/// <param name="ReplacedBy">The later one in its place.</param>
/// <param name="CanDecide">False for HR's own.</param>
public sealed record CertificateView(
    int Id, string Number, string Code, int EmployeeId, string EmployeeNumber, CertificateFacts Facts, string Cycle, DateOnly IssuedOn, DateTime IssuedAt, string IssuedBy,
    CertificateState State, DateTime? EndedAt, string? EndedBy, string? EndReason, LinkedCertificate? Replaces, LinkedCertificate? ReplacedBy, int Version, bool CanDecide);

public sealed record LinkedCertificate(int Id, string Number);

/// <summary>HR sees all certificates, everybody their own.</summary>
public sealed class CertificateQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    public async Task<Page<CertificateRow>> ListAsync(CertificateFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return new Page<CertificateRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = Filtered(db, filter);
        var total = await rows.CountAsync(cancellation);
        return new Page<CertificateRow>(await Shown(Sorted(rows, filter.Sort).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(cancellation), total);
    }

    /// <summary>Cycles of which there are certificates.</summary>
    public async Task<IReadOnlyList<CycleChoice>> CyclesAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Cycles.AsNoTracking().Where(c => db.Certificates.Any(x => x.CycleId == c.Id))
            .OrderByDescending(c => c.PeriodEnd).ThenBy(c => c.Name).Select(c => new CycleChoice(c.Id, c.Name)).ToListAsync(cancellation);
    }

    /// <summary>The actor's own, newest first; those that were replaced are not shown beside what replaced them.</summary>
    public async Task<IReadOnlyList<CertificateRow>> MineAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var own = db.Certificates.AsNoTracking().Where(c => c.EmployeeId == me && c.State != CertificateState.Replaced);
        return await Shown(own.OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Id)).ToListAsync(cancellation);
    }

    /// <summary>Null when there is none or it is not this person's business.</summary>
    public async Task<CertificateView?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CertificateAccess.CanManage(actor) || await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } c)
        {
            return null;
        }

        var number = await db.Employees.AsNoTracking().Where(e => e.Id == c.EmployeeId).Select(e => e.Number).SingleAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(x => x.Id == c.CycleId).Select(x => x.Name).SingleAsync(cancellation);
        var linked = await db.Certificates.AsNoTracking().Where(x => x.Id == c.ReplacesId || x.ReplacesId == id)
            .Select(x => new LinkedCertificate(x.Id, x.Number)).ToListAsync(cancellation);
        return new CertificateView(
            c.Id, c.Number, CertificateCode.Printed(c.Code), c.EmployeeId, number, c.Facts, cycle, c.IssuedOn, c.IssuedAt, c.IssuedBy,
            c.State, c.EndedAt, c.EndedBy, c.EndReason,
            linked.Find(l => l.Id == c.ReplacesId), linked.Find(l => l.Id != c.ReplacesId), c.Version, CertificateAccess.CanDecide(actor, c.EmployeeId));
    }

    private static IQueryable<Certificate> Filtered(PortalDbContext db, CertificateFilter filter)
    {
        var rows = db.Certificates.AsNoTracking().Where(c =>
            (filter.CycleId == null || c.CycleId == filter.CycleId) && (filter.Level == null || c.Level == filter.Level) && (filter.State == null || c.State == filter.State));
        if (filter.Search.Trim() is not { Length: > 0 } text)
        {
            return rows;
        }

        var pattern = SearchPattern.Contains(text);
        // a code is found however it was written down
        var code = CertificateCode.Normalise(text) ?? "-";
        // translated to SQL's LOWER, which knows no culture
#pragma warning disable CA1304, CA1311
        return rows.Where(c => c.Code == code
            || EF.Functions.Like(c.Name.ToLower(), pattern, SearchPattern.Escape)
            || EF.Functions.Like(c.Number.ToLower(), pattern, SearchPattern.Escape)
            || db.Employees.Any(e => e.Id == c.EmployeeId && (EF.Functions.Like(e.Number.ToLower(), pattern, SearchPattern.Escape) || EF.Functions.Like(e.Name.ToLower(), pattern, SearchPattern.Escape))));
#pragma warning restore CA1304, CA1311
    }

    private static IQueryable<Certificate> Sorted(IQueryable<Certificate> rows, SortBy sort) => (sort.Column, sort.Descending) switch
    {
        ("name", false) => rows.OrderBy(c => c.Name).ThenBy(c => c.Id),
        ("name", true) => rows.OrderByDescending(c => c.Name).ThenBy(c => c.Id),
        ("level", false) => rows.OrderBy(c => c.Level).ThenBy(c => c.Name).ThenBy(c => c.Id),
        ("level", true) => rows.OrderByDescending(c => c.Level).ThenBy(c => c.Name).ThenBy(c => c.Id),
        ("date", false) => rows.OrderBy(c => c.IssuedOn).ThenBy(c => c.Id),
        ("date", true) => rows.OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Id),
        (_, false) => rows.OrderBy(c => c.Year).ThenBy(c => c.Sequence),
        _ => rows.OrderByDescending(c => c.Year).ThenByDescending(c => c.Sequence),
    };

    // the facts are one JSON text: taken apart here, not in SQL
    private static IQueryable<CertificateRow> Shown(IQueryable<Certificate> rows) => rows
        .Select(c => new { c.Id, c.Number, c.EmployeeId, c.Facts, c.IssuedOn, c.State })
        .Select(c => new CertificateRow(c.Id, c.Number, c.EmployeeId, c.Facts.Name, c.Facts.Programme, c.Facts.Level, c.Facts.LevelName, c.Facts.Period, c.IssuedOn, c.State));
}
