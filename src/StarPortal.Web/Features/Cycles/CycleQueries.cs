using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles;

public sealed record CycleRow(int Id, string Name, DateOnly Start, DateOnly End, CycleState State, int Participants, int Reviews, int Submitted);

public sealed record PhaseView(PhaseKind Kind, PhaseState State, DateTime OpensAt, DateTime ClosesAt, int Version);

/// <summary>A cycle as HR's page shows it.</summary>
/// <param name="LaunchTaskId">The launch that is queued, runs or failed last; null otherwise.</param>
public sealed record CycleView(
    int Id,
    string Name,
    PeriodKind PeriodKind,
    DateOnly Start,
    DateOnly End,
    string TimeZone,
    CycleState State,
    int Threshold,
    bool WithSelf,
    bool WithManager,
    LocalText? Template,
    IReadOnlyList<PhaseView> Phases,
    int Participants,
    DateTime? PublishedAt,
    DateTime? LaunchedAt,
    DateTime? ReleasedAt,
    int? LaunchTaskId,
    bool LaunchActive,
    bool HasStars,
    int Version);

/// <summary>Reads cycles for HR.</summary>
public sealed class CycleQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    public async Task<Page<CycleRow>> ListAsync(string search, int page, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return new Page<CycleRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = db.Cycles.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = SearchPattern.Contains(search);
            cycles = cycles.Where(c => EF.Functions.Like(c.Name.ToLower(), pattern, "\\"));
        }

        var total = await cycles.CountAsync(cancellation);
        // HR's own case stays out, as on the cycle's page
        var own = actor.EmployeeId ?? 0;
        var rows = await cycles.OrderByDescending(c => c.PeriodStart).ThenByDescending(c => c.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(c => new CycleRow(
                c.Id,
                c.Name,
                c.PeriodStart,
                c.PeriodEnd,
                c.State,
                db.Participants.Count(p => p.CycleId == c.Id && p.State != ParticipantState.Withdrawn),
                db.Reviews.Count(r => r.CycleId == c.Id && r.SubjectId != own && r.State != ReviewState.Withdrawn && !r.PreviousManager),
                db.Reviews.Count(r => r.CycleId == c.Id && r.SubjectId != own && (r.State == ReviewState.Submitted || r.State == ReviewState.Reopened) && !r.PreviousManager)))
            .ToListAsync(cancellation);
        return new Page<CycleRow>(rows, total);
    }

    /// <returns>Null when there is no such cycle or the actor may not see it.</returns>
    public async Task<CycleView?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (cycle is null)
        {
            return null;
        }

        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        var launch = await db.LongTasks.AsNoTracking().Where(t => t.Kind == LaunchCycle.Kind && t.TargetId == id).OrderByDescending(t => t.Id)
            .Select(t => new { t.Id, t.State }).FirstOrDefaultAsync(cancellation);
        return new CycleView(
            cycle.Id,
            cycle.Name,
            cycle.PeriodKind,
            cycle.PeriodStart,
            cycle.PeriodEnd,
            cycle.TimeZone,
            cycle.State,
            cycle.AnonymityThreshold,
            cycle.WithSelfReview,
            cycle.WithManagerReview,
            template?.Name,
            [.. cycle.Phases.OrderBy(p => p.OpensAt).ThenBy(p => p.Kind).Select(p => new PhaseView(p.Kind, p.State, p.OpensAt, p.ClosesAt, p.Version))],
            await db.Participants.CountAsync(p => p.CycleId == id && p.State != ParticipantState.Withdrawn, cancellation),
            cycle.PublishedAt,
            cycle.LaunchedAt,
            cycle.ReleasedAt,
            launch is { State: not LongTaskState.Succeeded } ? launch.Id : null,
            launch is { State: LongTaskState.Queued or LongTaskState.Running },
            cycle.StarProgrammeVersionId is not null,
            cycle.Version);
    }

    /// <summary>The cycle that HR's home shows: the one that runs and ends next; null when none does.</summary>
    public async Task<int?> CurrentAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Cycles.AsNoTracking()
            .Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating)
            .OrderByDescending(c => c.PeriodEnd).ThenByDescending(c => c.Id)
            .Select(c => (int?)c.Id)
            .FirstOrDefaultAsync(cancellation);
    }
}
