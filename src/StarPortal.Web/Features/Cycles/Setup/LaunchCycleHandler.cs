using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>
/// Takes the participants' snapshots and makes the reviews, a few thousand rows per transaction, by set-based statements
/// that skip what is there already. Stopped at any point and started again it ends in exactly one participant per person and
/// one review per participant and reviewer; only then the cycle runs.
/// </summary>
public sealed class LaunchCycleHandler(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : ILongTaskHandler
{
    /// <summary>What team chats are told.</summary>
    public const string Launched = "Cycles.Launched";

    /// <summary>People per transaction.</summary>
    internal int ChunkSize { get; set; } = 5_000;

    public string Kind => LaunchCycle.Kind;

    /// <summary>Called after each step; tests stop the launch there.</summary>
    internal Func<int, Task> AfterStep { get; set; } = _ => Task.CompletedTask;

    public async Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == task.TargetId, cancellation);
        if (cycle is null)
        {
            return CycleErrors.NotFound;
        }

        if (cycle.State == CycleState.Running)
        {
            // cut off after the last commit
            return Result.Ok;
        }

        var launch = cycle.Launch();
        if (launch.Failed)
        {
            return launch;
        }

        var today = cycle.Today(clock.GetUtcNow().UtcDateTime);
        var people = await db.InPopulation(cycle.Population, today).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(cancellation);
        if (people.Count == 0)
        {
            return CycleErrors.NobodyTakesPart;
        }

        var done = 0;
        foreach (var chunk in people.Chunk(ChunkSize))
        {
            await db.WriteAsync(() => LaunchAsync(db, cycle, chunk, today, cancellation), cancellation);
            done += chunk.Length;
            await progress.ReportAsync(done, people.Count, cancellation);
            await AfterStep(done);
        }

        return await CompleteAsync(task, cancellation);
    }

    // one transaction: each costs a wait for the disk, and pages of indexes that the next one writes again
    private static async Task LaunchAsync(PortalDbContext db, Cycle cycle, int[] people, DateOnly today, CancellationToken cancellation)
    {
        await SnapshotAsync(db, cycle.Id, people, cancellation);
        await MakeReviewsAsync(db, cycle, people[0], people[^1], today, cancellation);
    }

    private static Task<int> SnapshotAsync(PortalDbContext db, int cycleId, int[] people, CancellationToken cancellation)
    {
        // nothing but whole numbers is put into the text
        var sql =
            $$"""
            INSERT INTO "Participants" ("CycleId", "EmployeeId", "State", "Number", "Name", "DepartmentId", "DepartmentName", "DepartmentPath", "JobTitle", "Level", "ManagerId", "ManagerReviewUnlocked", "Version")
            SELECT {0}, e."Id", 'Active', e."Number", e."Name", e."DepartmentId", d."Name", d."Path", e."JobTitle", e."Level", e."ManagerId", FALSE, 0
            FROM "Employees" e JOIN "Departments" d ON d."Id" = e."DepartmentId"
            WHERE e."Id" IN ({{List(people)}}) AND EXISTS (SELECT 1 FROM "Cycles" c WHERE c."Id" = {0} AND c."State" = 'Published')
            ORDER BY e."Id"
            ON CONFLICT ("CycleId", "EmployeeId") DO NOTHING
            """;
        return db.Database.ExecuteSqlRawAsync(sql, [cycleId], cancellation);
    }

    /// <summary>Self before manager before chosen ones: one reviewer has one role, the first that applies.</summary>
    private static async Task MakeReviewsAsync(PortalDbContext db, Cycle cycle, int first, int last, DateOnly today, CancellationToken cancellation)
    {
        if (cycle.WithSelfReview)
        {
            await InsertAsync("p.\"EmployeeId\", 'Self'", "JOIN \"Employees\" r ON r.\"Id\" = p.\"EmployeeId\"");
        }

        if (cycle.WithManagerReview)
        {
            await InsertAsync("p.\"ManagerId\", 'Manager'", "JOIN \"Employees\" r ON r.\"Id\" = p.\"ManagerId\" AND p.\"ManagerId\" <> p.\"EmployeeId\"");
        }

        await InsertAsync(
            "n.\"ReviewerId\", n.\"Relationship\"",
            "JOIN \"PlannedReviewers\" n ON n.\"CycleId\" = p.\"CycleId\" AND n.\"EmployeeId\" = p.\"EmployeeId\" AND n.\"ReviewerId\" <> p.\"EmployeeId\" JOIN \"Employees\" r ON r.\"Id\" = n.\"ReviewerId\"");

        Task<int> InsertAsync(string reviewer, string joins)
        {
            var sql =
                $$"""
                INSERT INTO "Reviews" ("CycleId", "ParticipantId", "SubjectId", "ReviewerId", "Relationship", "State", "PreviousManager", "Published", "Version")
                SELECT p."CycleId", p."Id", p."EmployeeId", {{reviewer}}, 'NotStarted', FALSE, FALSE, 0
                FROM "Participants" p {{joins}}
                WHERE p."CycleId" = {0} AND p."EmployeeId" BETWEEN {2} AND {3} AND p."State" <> 'Withdrawn'
                  AND (r."LeaveDate" IS NULL OR r."LeaveDate" >= {1})
                  AND EXISTS (SELECT 1 FROM "Cycles" c WHERE c."Id" = {0} AND c."State" = 'Published')
                ORDER BY p."Id", r."Id"
                ON CONFLICT DO NOTHING
                """;
            return db.Database.ExecuteSqlRawAsync(sql, [cycle.Id, today, first, last], cancellation);
        }
    }

    private async Task<Result> CompleteAsync(LongTaskView task, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = (await db.FindCycleAsync(task.TargetId, cancellation))!;
        var now = clock.GetUtcNow().UtcDateTime;
        var completed = cycle.CompleteLaunch(now);
        if (completed.Failed)
        {
            return cycle.State == CycleState.Running ? Result.Ok : completed;
        }

        var participants = await db.Participants.CountAsync(p => p.CycleId == cycle.Id, cancellation);
        var reviews = await db.Reviews.CountAsync(r => r.CycleId == cycle.Id, cancellation);
        db.Audit(
            task.RequestedBy,
            new AuditNote("Cycles.Launched", "Cycle", cycle.Id, Details: FormattableString.Invariant($"{cycle.Name}: {participants} participants, {reviews} reviews, threshold {cycle.AnonymityThreshold}")),
            now);
        db.Announce(new Announcement(Launched, FormattableString.Invariant($"cycle:{cycle.Id}"), FormattableString.Invariant($"/cycles/{cycle.Id}"), cycle.Name), now);
        var saved = await db.SaveAsync(cancellation);
        if (saved.Succeeded)
        {
            return saved;
        }

        // somebody changed the cycle in the last moment: what it is now decides
        db.ChangeTracker.Clear();
        var state = await db.Cycles.AsNoTracking().Where(c => c.Id == task.TargetId).Select(c => c.State).SingleAsync(cancellation);
        return state == CycleState.Running ? Result.Ok : state == CycleState.Published ? await CompleteAsync(task, cancellation) : CycleErrors.WrongState.With(state);
    }

    private static string List(int[] ids) => string.Join(',', ids.Select(i => i.ToString(CultureInfo.InvariantCulture)));
}
