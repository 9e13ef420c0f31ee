using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Reviews.Demo;

/// <summary>
/// What the demo company has written: everything in cycles whose review phases are over, about half where they are
/// open. Inserted in bulk, because a large company has more than a million answers.
/// </summary>
internal sealed class DemoAnswers(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IDemoPart
{
    private const int ChunkSize = 500;

    /// <summary>These two find their own reviews still to be written.</summary>
    private static readonly string[] Untouched = ["employee@demo.example", "manager@demo.example"];

    public int Order => 50;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases).Where(c => c.State == CycleState.Running).OrderBy(c => c.Id).ToListAsync(cancellation);
        foreach (var cycle in cycles)
        {
            var definition = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleAsync(cancellation);
            var writer = new DemoWriter(definition, request.Seed + cycle.Id);
            var written = Decide(cycle, await TasksAsync(db, cycle.Id, cancellation), writer);
            foreach (var chunk in written.Chunk(ChunkSize))
            {
                await db.WriteAsync(() => WriteAsync(db, cycle, chunk, writer, cancellation), cancellation);
            }
        }
    }

    private static async Task<List<DemoTask>> TasksAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) => await (
        from review in db.Reviews.AsNoTracking()
        join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
        where review.CycleId == cycleId && (review.State == ReviewState.NotStarted || review.State == ReviewState.Missed)
        orderby review.ParticipantId, review.Relationship == Relationship.Self descending, review.Id
        select new DemoTask(review.Id, review.ParticipantId, review.SubjectId, review.ReviewerId, review.Relationship, reviewer.Language, reviewer.Email))
        .ToListAsync(cancellation);

    /// <summary>Which reviews have been begun or submitted. A self review stands before the manager's on the same person.</summary>
    private static List<(DemoTask Task, ReviewState State)> Decide(Cycle cycle, List<DemoTask> tasks, DemoWriter writer)
    {
        var isOver = PhaseRules.Rating.All(k => cycle.Phase(k) is null or { State: PhaseState.Closed });
        var selfIn = new HashSet<int>();
        var written = new List<(DemoTask Task, ReviewState State)>();
        foreach (var task in tasks)
        {
            var phase = cycle.Phase(ReviewWindow.PhaseOf(task.Relationship))?.State ?? PhaseState.Open;
            var state = isOver || phase == PhaseState.Closed ? ReviewState.Submitted
                : Untouched.Contains(task.Email) || (phase == PhaseState.Pending && task.Relationship != Relationship.Manager) ? ReviewState.NotStarted
                : writer.StateOf(task);
            if (task.Relationship == Relationship.Manager && state == ReviewState.Submitted && !isOver && cycle.WithSelfReview && !selfIn.Contains(task.ParticipantId))
            {
                state = ReviewState.Draft;
            }

            if (task.Relationship == Relationship.Self && state == ReviewState.Submitted)
            {
                selfIn.Add(task.ParticipantId);
            }

            if (state != ReviewState.NotStarted)
            {
                written.Add((task, state));
            }
        }

        return written;
    }

    private async Task WriteAsync(PortalDbContext db, Cycle cycle, (DemoTask Task, ReviewState State)[] chunk, DemoWriter writer, CancellationToken cancellation)
    {
        var answers = chunk.SelectMany(w => writer.Write(w.Task, complete: w.State == ReviewState.Submitted).Select(a => new ReviewAnswer(w.Task.ReviewId, a))).ToList();
        await db.InsertAsync(answers, null, cancellation);
        foreach (var group in chunk.GroupBy(w => (w.State, Phase: ReviewWindow.PhaseOf(w.Task.Relationship))))
        {
            var ids = group.Select(w => w.Task.ReviewId).ToArray();
            var at = Moment(cycle, group.Key.Phase, ids[0]);
            var submitted = group.Key.State == ReviewState.Submitted ? at : (DateTime?)null;
            await db.Reviews.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(
                s => s.SetProperty(r => r.State, group.Key.State).SetProperty(r => r.SavedAt, at).SetProperty(r => r.SubmittedAt, submitted).SetProperty(r => r.Version, r => r.Version + 1),
                cancellation);
        }
    }

    /// <summary>Some moment within the phase, never in the future.</summary>
    private DateTime Moment(Cycle cycle, PhaseKind kind, int salt)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (cycle.Phase(kind) is not { } phase || phase.OpensAt >= now)
        {
            return cycle.LaunchedAt is { } launched && launched < now ? launched : now;
        }

        var end = phase.ClosesAt < now ? phase.ClosesAt : now;
        return phase.OpensAt + ((end - phase.OpensAt) * ((20 + (salt % 70)) / 100.0));
    }
}

/// <summary>A review that somebody of the demo company could write.</summary>
internal sealed record DemoTask(int ReviewId, int ParticipantId, int SubjectId, int ReviewerId, Relationship Relationship, string Language, string Email);
