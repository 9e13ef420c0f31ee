using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>One record with what the reader may do with it.</summary>
public sealed record FactRow(
    int Id,
    int EmployeeId,
    string Person,
    string Number,
    StarFactKind Kind,
    LocalText Title,
    DateOnly Date,
    string Text,
    StarFactState State,
    string ProposedBy,
    DateTime ProposedAt,
    string? DecidedBy,
    DateTime? DecidedAt,
    string Reason,
    int Version,
    bool CanDecide,
    bool CanWithdraw);

/// <param name="State">Null for any.</param>
/// <param name="Kind">Null for any.</param>
public sealed record FactFilter(string Search, StarFactState? State, StarFactKind? Kind);

public sealed record TrainingRow(int Id, string Code, LocalText Name, bool Retired, int Version, int Completed);

/// <summary>Reads records: everybody's for HR, one's reports' for managers, one's own for everybody.</summary>
public sealed class FactQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 20;

    /// <summary>Of other people: the newest first, what waits for somebody at the top.</summary>
    public async Task<Page<FactRow>> PageAsync(FactFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var me = actor.EmployeeId;
        var rows = from f in db.StarFacts.AsNoTracking()
                   join e in db.Employees on f.EmployeeId equals e.Id
                   where (actor.IsHr && (me == null || e.Id != me)) || (me != null && e.ManagerId == me)
                   select new { Fact = f, e.Name, e.Number, e.ManagerId };
        rows = filter.State is { } state ? rows.Where(r => r.Fact.State == state) : rows;
        rows = filter.Kind is { } kind ? rows.Where(r => r.Fact.Kind == kind) : rows;
        if (filter.Search.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
            rows = rows.Where(r => EF.Functions.Like(r.Name.ToLower(), pattern, "\\") || EF.Functions.Like(r.Number.ToLower(), pattern, "\\") || EF.Functions.Like(r.Fact.Title.ToLower(), pattern, "\\"));
        }

        var total = await rows.CountAsync(cancellation);
        var found = await rows.OrderBy(r => r.Fact.State == StarFactState.Proposed ? 0 : 1).ThenByDescending(r => r.Fact.Date).ThenByDescending(r => r.Fact.Id)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        var names = await NamesAsync(db, cancellation);
        return new Page<FactRow>([.. found.Select(r => ToRow(r.Fact, r.Name, r.Number, r.ManagerId, names, actor))], total);
    }

    public async Task<IReadOnlyList<FactRow>> MineAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await db.StarFacts.AsNoTracking().Where(f => f.EmployeeId == me).OrderByDescending(f => f.Date).ThenByDescending(f => f.Id).ToListAsync(cancellation);
        var names = await NamesAsync(db, cancellation);
        return [.. found.Select(f => ToRow(f, "", "", null, names, actor))];
    }

    public async Task<IReadOnlyList<TrainingRow>> TrainingsAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.TrainingCourses.AsNoTracking().OrderBy(c => c.Code)
            .Select(c => new TrainingRow(
                c.Id, c.Code, c.Name, c.Retired, c.Version, db.StarFacts.Count(f => f.Kind == StarFactKind.Training && f.Code == c.Code && f.State == StarFactState.Approved)))
            .ToListAsync(cancellation);
    }

    /// <summary>How many records wait for this person: a manager's reports'; for HR those that no manager can decide.</summary>
    public async Task<int> WaitingAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var (me, account) = (actor.EmployeeId, actor.AccountId);
        return await (from f in db.StarFacts.AsNoTracking()
                      join e in db.Employees on f.EmployeeId equals e.Id
                      where f.State == StarFactState.Proposed && f.ProposedByAccountId != account && (me == null || e.Id != me)
                      where (me != null && e.ManagerId == me)
                          || (actor.IsHr && (e.ManagerId == null || db.Users.Any(u => u.Id == f.ProposedByAccountId && u.EmployeeId == e.ManagerId)))
                      select f.Id).CountAsync(cancellation);
    }

    private static Task<Dictionary<string, LocalText>> NamesAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.TrainingCourses.AsNoTracking().Select(c => new { c.Code, c.Name }).ToDictionaryAsync(c => c.Code, c => c.Name, cancellation);

    private static FactRow ToRow(StarFact f, string person, string number, int? managerId, Dictionary<string, LocalText> names, Actor actor) => new(
        f.Id,
        f.EmployeeId,
        person,
        number,
        f.Kind,
        names.GetValueOrDefault(f.Code) ?? LocalText.Same(f.Title),
        f.Date,
        f.Text,
        f.State,
        f.ProposedBy,
        f.ProposedAt,
        f.DecidedBy,
        f.DecidedAt,
        f.Reason,
        f.Version,
        f.State == StarFactState.Proposed && StarAccess.CanDecideFact(actor, f, managerId),
        f.State is StarFactState.Proposed or StarFactState.Approved && StarAccess.CanWithdrawFact(actor, f));
}
