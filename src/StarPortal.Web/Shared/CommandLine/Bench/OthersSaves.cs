using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Reviews;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>How long others waited for their saves, in seconds.</summary>
internal sealed record Waits(int Count, double Median, double P99, double Longest)
{
    public static Waits Of(IReadOnlyCollection<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        return sorted.Length == 0 ? new Waits(0, 0, 0, 0) : new Waits(sorted.Length, PairedRounds.Median(sorted), sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1], sorted[^1]);
    }
}

/// <summary>Somebody who writes a review of another cycle, and saves it again and again while a cycle is closed.</summary>
internal sealed record OthersSaves(int ReviewId, int EmployeeId, string Name)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A small cycle of its own, that runs.</summary>
    public static async Task<OthersSaves> PrepareAsync(BenchPortal portal, int releasedId, CancellationToken cancellation)
    {
        var released = await portal.CycleAsync(releasedId, cancellation);
        await using var db = portal.Db();
        var writer = await db.Participants.AsNoTracking().Where(p => p.CycleId == releasedId).OrderBy(p => p.Id).Select(p => new { p.EmployeeId, p.Name }).FirstAsync(cancellation);
        var made = BenchPortal.Must(await portal.Get<CreateCycle>().RunAsync(
            new CycleBasics("Another", PeriodKind.Quarter, released.PeriodStart, released.PeriodEnd, released.TimeZone), BenchPortal.Hr, cancellation));
        // nobody was hired so long ago: only who is named takes part
        var population = Population.Everybody with { HiredUntil = DateOnly.MinValue, IncludedEmployeeIds = [writer.EmployeeId] };
        var edit = new CycleEdit(made, (await portal.CycleAsync(made, cancellation)).Version) { TemplateVersionId = released.TemplateVersionId, Population = population };
        BenchPortal.Must(await portal.Get<EditCycle>().RunAsync(edit, BenchPortal.Hr, cancellation));
        BenchPortal.Must(await portal.Get<PublishCycle>().RunAsync(made, (await portal.CycleAsync(made, cancellation)).Version, BenchPortal.Hr, cancellation));
        BenchPortal.Must(await portal.Get<LaunchCycle>().RunAsync(made, (await portal.CycleAsync(made, cancellation)).Version, BenchPortal.Hr, cancellation));
        await portal.Get<LongTaskWork>().RunNextAsync(cancellation);
        await db.WriteAsync(
            () => db.Database.ExecuteSqlAsync($"""UPDATE "CyclePhases" SET "State" = 'Open' WHERE "CycleId" = {made} AND "Kind" = 'SelfReview'""", cancellation), cancellation);
        var review = await db.Reviews.AsNoTracking().Where(r => r.CycleId == made && r.Relationship == Relationship.Self).Select(r => r.Id).SingleAsync(cancellation);
        return new OthersSaves(review, writer.EmployeeId, writer.Name);
    }

    /// <summary>Saves until the work is over, through the use case that the review form calls.</summary>
    public async Task<Waits> DuringAsync(BenchPortal portal, Func<Task> work, CancellationToken cancellation)
    {
        var actor = new Actor(1, EmployeeId, Name, Roles.Employee);
        var key = BenchCompany.Template.Indicators.First(i => !i.NeedsActual).Key;
        var known = AnswerContent.Empty(key);
        // the first save is slow whoever works meanwhile
        known = await SaveAsync(portal, known, actor, 0, cancellation);
        var waits = new List<double>();
        var working = Task.Run(work, cancellation);
        for (var number = 1; !working.IsCompleted; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            known = await SaveAsync(portal, known, actor, number, cancellation);
            waits.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            await Task.Delay(Pause, cancellation);
        }

        await working;
        return Waits.Of(waits);
    }

    private async Task<AnswerContent> SaveAsync(BenchPortal portal, AnswerContent known, Actor actor, int number, CancellationToken cancellation)
    {
        var mine = new AnswerContent(known.ItemKey, 2 + (number % 3), false, $"{number}");
        BenchPortal.Must(await portal.Get<SaveReviewDraft>().RunAsync(new SaveReviewDraftCommand(ReviewId, [new AnswerChange(mine, known)]), actor, cancellation));
        return mine;
    }
}
