using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Actions;

/// <summary>What something is to be done with: ticked rows of a list, or everything that matches a filter at that moment.</summary>
/// <param name="List"><c>reviews</c>: the rows are reviews; <c>people</c>: they are those who write.</param>
/// <param name="Ids">Of the rows; without meaning when <paramref name="All"/> is given.</param>
public sealed record RoomSelection(string List, IReadOnlyList<int> Ids, RoomFilter? All = null);

/// <summary>Turns a selection into reviews.</summary>
internal sealed class SelectedReviews(IDbContextFactory<PortalDbContext> factory, ReviewList reviews, LoadList loads)
{
    /// <summary>The selected reviews' numbers, at most so many.</summary>
    public async Task<IReadOnlyList<int>> IdsAsync(int cycleId, RoomSelection selection, int most, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return actor.IsHr && await RoomCycles.ReadAsync(db, cycleId, cancellation) is { } cycle
            ? await (await OfAsync(db, cycle, selection, actor, cancellation)).OrderBy(r => r.Id).Select(r => r.Id).Take(most).ToListAsync(cancellation)
            : [];
    }

    public async Task<IQueryable<Review>> OfAsync(PortalDbContext db, RoomCycle cycle, RoomSelection selection, Actor actor, CancellationToken cancellation)
    {
        var visible = RoomReviews.Of(db, cycle.Id, actor).AsNoTracking();
        if (selection.List == reviews.Key)
        {
            return selection.All is { } filter ? await reviews.FilteredAsync(db, cycle, filter, actor, cancellation) : visible.Where(r => selection.Ids.Contains(r.Id));
        }

        if (selection.All is not { } all)
        {
            return visible.Where(r => selection.Ids.Contains(r.ReviewerId));
        }

        var people = await loads.MeantAsync(db, cycle, all, actor, cancellation);
        return visible.Where(r => people.Contains(r.ReviewerId));
    }
}
