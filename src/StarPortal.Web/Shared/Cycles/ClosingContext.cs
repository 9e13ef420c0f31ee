using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Shared.Cycles;

/// <param name="StepId">The row of the step in the protocol.</param>
/// <param name="Reversing">The step is being taken back.</param>
/// <param name="Reason">Why it is taken back; empty otherwise.</param>
/// <param name="Approvers">Who approved that, by name; empty otherwise.</param>
public sealed record ClosingRun(int CycleId, int ClosingId, int Round, int StepId, Actor Actor, DateTime Now, bool Reversing, string Reason, string Approvers);

/// <summary>
/// What a step of a closing works with. Each chunk is one short transaction that begins by moving the step's cursor from
/// where it was: of two nodes, or of a run and its repetition, exactly one moves it, and only that one writes the chunk.
/// </summary>
public sealed class ClosingContext
{
    // each chunk waits for the disk once, and everybody who saves meanwhile waits for it
    public const int ChunkSize = 5_000;

    private readonly IDbContextFactory<PortalDbContext> factory;
    private readonly ClosingRun run;
    private readonly Func<Task> afterCommit;
    private readonly Func<int, int, Task> report;

    /// <param name="factory">A context for each chunk.</param>
    /// <param name="run">Which step of which closing.</param>
    /// <param name="afterCommit">Called after each commit; tests stop the closing there.</param>
    /// <param name="report">Told how many participants are done, of how many.</param>
    internal ClosingContext(IDbContextFactory<PortalDbContext> factory, ClosingRun run, Func<Task> afterCommit, Func<int, int, Task> report)
    {
        this.factory = factory;
        this.run = run;
        this.afterCommit = afterCommit;
        this.report = report;
    }

    public int CycleId => run.CycleId;

    public int ClosingId => run.ClosingId;

    /// <summary>Part of every natural key: a cycle that was reopened is closed again in the next round.</summary>
    public int Round => run.Round;

    /// <summary>Who closes it, or takes the closing back.</summary>
    public Actor Actor => run.Actor;

    /// <summary>The same for all steps and repetitions, UTC.</summary>
    public DateTime Now => run.Now;

    /// <summary>Why a closing is taken back.</summary>
    public string Reason => run.Reason;

    /// <summary>Goes through the cycle's participants (without the withdrawn) in ascending order of identifiers.</summary>
    /// <param name="read">Reads and computes, outside of any transaction: others' saves go on. Nothing that it reads changes during a closing.</param>
    /// <param name="write">Writes, in the transaction that moves the cursor, by few statements. Its counts are added up.</param>
    /// <param name="cancellation">Ends between two chunks.</param>
    public async Task<Result> EachChunkAsync<T>(
        Func<PortalDbContext, ParticipantRange, Task<Result<T>>> read,
        Func<PortalDbContext, ParticipantRange, T, Task<ClosingCounts>> write,
        CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var total = await People(db).CountAsync(cancellation);
        while (await CursorAsync(db, cancellation) is { } cursor)
        {
            var ids = await People(db).Where(p => p.Id > cursor).OrderBy(p => p.Id).Take(ChunkSize).Select(p => p.Id).ToListAsync(cancellation);
            if (ids.Count == 0)
            {
                break;
            }

            var range = new ParticipantRange(ids[0], ids[^1], ids.Count);
            var fresh = await read(db, range);
            if (fresh.Failed)
            {
                return Result.Fail(fresh.Errors);
            }

            await WriteAsync(db, cursor, range.Last, range.Count, total, () => write(db, range, fresh.Value), cancellation);
        }

        return Result.Ok;
    }

    /// <summary>Goes through the participants where everything happens in the transaction.</summary>
    public Task<Result> EachChunkAsync(Func<PortalDbContext, ParticipantRange, Task<ClosingCounts>> write, CancellationToken cancellation) =>
        EachChunkAsync((_, _) => Task.FromResult<Result<bool>>(true), (db, range, _) => write(db, range), cancellation);

    /// <summary>For what is one transaction.</summary>
    /// <param name="read">Reads and computes, outside of the transaction.</param>
    /// <param name="write">Writes, in one transaction with the cursor.</param>
    /// <param name="cancellation">Nothing is written then.</param>
    public async Task<Result> OnceAsync<T>(
        Func<PortalDbContext, Task<Result<T>>> read, Func<PortalDbContext, T, Task<ClosingCounts>> write, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await CursorAsync(db, cancellation) is not 0)
        {
            return Result.Ok;
        }

        var fresh = await read(db);
        if (fresh.Failed)
        {
            return Result.Fail(fresh.Errors);
        }

        await WriteAsync(db, 0, int.MaxValue, 1, 1, () => write(db, fresh.Value), cancellation);
        return Result.Ok;
    }

    public Task<Result> OnceAsync(Func<PortalDbContext, Task<ClosingCounts>> write, CancellationToken cancellation) =>
        OnceAsync(_ => Task.FromResult<Result<bool>>(true), (db, _) => write(db), cancellation);

    /// <summary>Who approved that, by name.</summary>
    public string Approvers => run.Approvers;

    /// <summary>Only looks, for what a step finds out at its end.</summary>
    public async Task<Result> ReadAsync(Func<PortalDbContext, Task<Result>> look, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await look(db);
    }

    private ClosingStepState Active => run.Reversing ? ClosingStepState.Reversing : ClosingStepState.Running;

    private IQueryable<Participant> People(PortalDbContext db) =>
        // the sum keeps the database from sorting the whole cycle for each chunk: identifiers are in order already
        db.Participants.AsNoTracking().Where(p => p.CycleId + 0 == run.CycleId && p.State != ParticipantState.Withdrawn);

    /// <summary>Null when somebody else has ended the step.</summary>
    private Task<int?> CursorAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.CycleClosingSteps.AsNoTracking().Where(s => s.Id == run.StepId && s.State == Active).Select(s => (int?)s.Cursor).SingleOrDefaultAsync(cancellation);

    private async Task WriteAsync(PortalDbContext db, int from, int to, int count, int total, Func<Task<ClosingCounts>> work, CancellationToken cancellation)
    {
        var done = await db.WriteAsync(
            async () =>
            {
                // another node that does the same chunk waits here, and then finds the cursor moved
                var mine = await db.CycleClosingSteps.Where(s => s.Id == run.StepId && s.Cursor == from && s.State == Active)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(x => x.Cursor, to).SetProperty(x => x.Done, x => x.Done + count).SetProperty(x => x.Total, total).SetProperty(x => x.Version, x => x.Version + 1),
                        cancellation);
                if (mine == 0)
                {
                    return (int?)null;
                }

                await AddAsync(db, await work(), cancellation);
                return await db.CycleClosingSteps.Where(s => s.Id == run.StepId).Select(s => s.Done).SingleAsync(cancellation);
            },
            cancellation);
        db.ChangeTracker.Clear();
        if (done is { } people)
        {
            await afterCommit();
            await report(people, total);
        }
    }

    private async Task AddAsync(PortalDbContext db, ClosingCounts more, CancellationToken cancellation)
    {
        if (more.Numbers.Count == 0)
        {
            return;
        }

        var step = db.CycleClosingSteps.Where(s => s.Id == run.StepId);
        if (run.Reversing)
        {
            var reversed = (await step.AsNoTracking().Select(s => s.ReversedCounts).SingleAsync(cancellation)).Plus(more);
            await step.ExecuteUpdateAsync(s => s.SetProperty(x => x.ReversedCounts, reversed), cancellation);
            return;
        }

        var counts = (await step.AsNoTracking().Select(s => s.Counts).SingleAsync(cancellation)).Plus(more);
        await step.ExecuteUpdateAsync(s => s.SetProperty(x => x.Counts, counts), cancellation);
    }
}
