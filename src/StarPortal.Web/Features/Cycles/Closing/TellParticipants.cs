using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Tells the participants that their cycle is closed, and managers and HR for how many people a development plan is called for.</summary>
internal sealed class TellParticipants : IClosingStep
{
    public const string Closed = "Cycles.CycleClosed";
    public const string Reopened = "Cycles.CycleReopened";
    public const string PlansCalled = "Cycles.PlansCalled";
    public const string ClosedForHr = "Cycles.CycleClosedHr";

    public int Order => 80;

    public string Name => "Notifications";

    public string Label => ClosingText.Step_Notifications;

    public string CountLabel(string count) => count switch
    {
        "Participants" => ClosingText.Count_Participants,
        "Managers" => ClosingText.Count_Managers,
        _ => ClosingText.Count_Hr,
    };

    public async Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        [string.Format(CultureInfo.CurrentCulture, ClosingText.Effect_Notifications, Formats.Count(await db.Participants.CountAsync(p => p.CycleId == cycleId && p.State == ParticipantState.Active, cancellation)))];

    public Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation) => closing.EachChunkAsync(
        async (db, range) =>
        {
            var name = await NameAsync(db, closing, cancellation);
            var told = await TellAsync(db, closing, range, Closed, name, cancellation);
            var managers = await TellManagersAsync(db, closing, range, name, cancellation);
            // with the first chunk
            var later = await db.Participants.AnyAsync(p => p.CycleId == closing.CycleId && p.State != ParticipantState.Withdrawn && p.Id < range.First, cancellation);
            var hr = later ? 0 : await TellHrAsync(db, closing, name, cancellation);
            return ClosingCounts.Of(("Participants", told), ("Managers", managers), ("Hr", hr));
        },
        cancellation);

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.EachChunkAsync(
        async (db, range) => ClosingCounts.Of(("Participants", await TellAsync(db, closing, range, Reopened, await NameAsync(db, closing, cancellation), cancellation))),
        cancellation);

    private static Task<string> NameAsync(PortalDbContext db, ClosingContext closing, CancellationToken cancellation) =>
        db.Cycles.AsNoTracking().Where(c => c.Id == closing.CycleId).Select(c => c.Name).SingleAsync(cancellation);

    private static string Key(ClosingContext closing) => FormattableString.Invariant($"cycle:{closing.CycleId}:{closing.Round}");

    private static Task<int> TellAsync(PortalDbContext db, ClosingContext closing, ParticipantRange range, string kind, string name, CancellationToken cancellation)
    {
        var people = db.Participants.Where(p => p.CycleId == closing.CycleId && p.Id >= range.First && p.Id <= range.Last && p.State == ParticipantState.Active).Select(p => p.EmployeeId);
        return db.NotifyAsync(people, new Notice(kind, Key(closing), "/results", name), closing.Now, cancellation);
    }

    /// <summary>Each manager once, with the number for the whole team: all triggers are there by now.</summary>
    private static async Task<int> TellManagersAsync(PortalDbContext db, ClosingContext closing, ParticipantRange range, string name, CancellationToken cancellation)
    {
        var called = from t in db.PlanTriggers.AsNoTracking()
                     join p in db.Participants on t.ParticipantId equals p.Id
                     where t.CycleId == closing.CycleId && t.Round == closing.Round && t.WithdrawnAt == null && p.ManagerId != null
                     select new { Manager = p.ManagerId!.Value, p.EmployeeId, p.Id };
        var here = await called.Where(c => c.Id >= range.First && c.Id <= range.Last).Select(c => c.Manager).Distinct().ToListAsync(cancellation);
        if (here.Count == 0)
        {
            return 0;
        }

        var counts = await called.Where(c => here.Contains(c.Manager)).GroupBy(c => c.Manager)
            .Select(g => new { g.Key, Count = g.Select(c => c.EmployeeId).Distinct().Count(), First = g.Min(c => c.Id) }).ToListAsync(cancellation);
        // told by the chunk of the first of the team
        var mine = counts.FindAll(c => c.First >= range.First);
        foreach (var manager in mine)
        {
            db.Notify(manager.Key, new Notice(PlansCalled, Key(closing), "/results/team", name, manager.Count.ToString(CultureInfo.InvariantCulture)), closing.Now);
        }

        return mine.Count;
    }

    private static async Task<int> TellHrAsync(PortalDbContext db, ClosingContext closing, string name, CancellationToken cancellation)
    {
        var plans = await db.PlanTriggers.Where(t => t.CycleId == closing.CycleId && t.Round == closing.Round && t.WithdrawnAt == null).Select(t => t.EmployeeId).Distinct().CountAsync(cancellation);
        var people = await HrPeople.OfAsync(db, cancellation);
        db.Notify(people, new Notice(ClosedForHr, Key(closing), FormattableString.Invariant($"/cycles/{closing.CycleId}/closing"), name, plans.ToString(CultureInfo.InvariantCulture)), closing.Now);
        return people.Count;
    }
}
