using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Results;

namespace StarPortal.Web.Features.Results;

/// <param name="Counts">How many of each kind.</param>
/// <param name="Rows">One page of the kind asked for.</param>
public sealed record MissingInputPage(IReadOnlyDictionary<MissingKind, int> Counts, IReadOnlyList<MissingInput> Rows, int Total);

/// <summary>What the results of a cycle go without, for HR. HR's own row is left out.</summary>
public sealed class MissingInputQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 10;

    /// <param name="kind">Null for all.</param>
    public async Task<MissingInputPage> PageAsync(int cycleId, MissingKind? kind, int page, Actor actor, CancellationToken cancellation)
    {
        var all = await AllAsync(cycleId, actor, cancellation);
        var rows = all.Where(m => kind is null || m.Kind == kind).ToList();
        return new MissingInputPage(
            all.CountBy(m => m.Kind).ToDictionary(),
            [.. rows.Skip((page - 1) * PageSize).Take(PageSize)],
            rows.Count);
    }

    public async Task<IReadOnlyList<MissingInput>> AllAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return ResultAccess.CanManage(actor) && await ScoringInputs.FindCycleAsync(db, cycleId, cancellation) is { } cycle
            ? await MissingInputs.ListAsync(db, cycle, actor.EmployeeId, cancellation)
            : [];
    }
}
