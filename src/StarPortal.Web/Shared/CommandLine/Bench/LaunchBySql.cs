using Microsoft.Data.Sqlite;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Cycles.Setup;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>The launch by <c>launch.sql</c>: one transaction on one connection.</summary>
internal static class LaunchBySql
{
    public static async Task RunAsync(SqliteConnection connection, Cycle cycle, DateTime now, CancellationToken cancellation)
    {
        (string, object?)[] values = [(":cycle", cycle.Id), (":today", $"{cycle.Today(now):yyyy-MM-dd}"), (":now", now)];
        await using var transaction = connection.BeginTransaction();
        await SqlScript.RunAsync(connection, transaction, SqlScript.Read("launch"), values, cancellation);
        var (participants, reviews) = await SqlScript.ReadAsync(
            connection,
            transaction,
            """SELECT (SELECT COUNT(*) FROM "Participants" WHERE "CycleId" = :cycle), (SELECT COUNT(*) FROM "Reviews" WHERE "CycleId" = :cycle)""",
            [(":cycle", cycle.Id)],
            r => (r.GetInt64(0), r.GetInt64(1)),
            cancellation);
        var details = SqlTrail.Text($"{cycle.Name}: {participants} participants, {reviews} reviews, threshold {cycle.AnonymityThreshold}");
        AuditNote[] notes = [new("Cycles.LaunchRequested", "Cycle", cycle.Id, Details: cycle.Name), new("Cycles.Launched", "Cycle", cycle.Id, Details: details)];
        await SqlTrail.AppendAsync(connection, transaction, BenchPortal.Hr, now, notes, cancellation);
        await TaskAsync(connection, transaction, LaunchCycle.Kind, cycle.Id, participants, now, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The row that people watch while it is under way, and that of the jobs' history.</summary>
    public static Task TaskAsync(SqliteConnection connection, SqliteTransaction transaction, string kind, int target, long total, DateTime now, CancellationToken cancellation) =>
        SqlScript.RunAsync(
            connection,
            transaction,
            """
            INSERT INTO "LongTasks" ("Kind", "TargetId", "Input", "State", "Done", "Total", "Step", "FailureCode", "Reference", "RequestedByAccountId", "RequestedBy", "RequestedAt", "FinishedAt", "Attempts", "Interruptions", "Version")
            VALUES (:kind, :target, '', 'Succeeded', :total, :total, '', '', '', 0, :by, :now, :now, 1, 0, 3);
            INSERT INTO "JobRuns" ("Name", "TaskId", "Cause", "Node", "StartedAt", "Milliseconds", "Outcome", "Counts", "FailureCode", "Reference")
            VALUES (:kind, last_insert_rowid(), 'Person', '', :now, 0, 'Succeeded', '', '', '')
            """,
            [(":kind", kind), (":target", target), (":total", total), (":by", BenchPortal.Hr.Name), (":now", now)],
            cancellation);
}
