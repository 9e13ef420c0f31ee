using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>Goals to propose, and proposals that wait for the person's confirmation.</summary>
internal sealed class GoalsInbox(IDbContextFactory<PortalDbContext> factory) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        var items = new List<InboxItem>();
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (actor.EmployeeId is { } me)
        {
            var own = await GoalQueries.RowsOf(db, db.Participants.Where(p => p.EmployeeId == me)).ToListAsync(cancellation);
            items.AddRange(own.Where(r => r.IsOpen && r.State is null or GoalSheetState.Open)
                .Select(r => new InboxItem(GoalsText.InboxPropose, r.CycleName, DueAt(r), r.State is null ? GoalsText.InboxBegin : GoalsText.InboxContinue, $"/goals/{r.ParticipantId}")));
            items.AddRange(own.Where(r => r.IsOpen && r.WaitsFor == GoalSide.Employee)
                .Select(r => new InboxItem(GoalsText.InboxChanged, r.CycleName, DueAt(r), GoalsText.InboxLook, $"/goals/{r.ParticipantId}")));
            items.AddRange(Waiting(await GoalQueries.RowsOf(db, db.Participants.Where(p => p.ManagerId == me)).ToListAsync(cancellation), _ => "/goals/team"));
        }

        if (actor.IsHr)
        {
            var without = await GoalQueries.RowsOf(db, db.Participants.Where(p => p.ManagerId == null)).ToListAsync(cancellation);
            items.AddRange(Waiting([.. without.Where(r => actor.IsHrFor(r.EmployeeId))], cycle => $"/cycles/{cycle}/goals"));
        }

        return items;
    }

    /// <summary>One line per cycle, not one per person: reminders are few.</summary>
    private static IEnumerable<InboxItem> Waiting(List<GoalRow> rows, Func<int, string> list)
    {
        foreach (var cycle in rows.Where(r => r.IsOpen && r.WaitsFor == GoalSide.Manager).GroupBy(r => r.CycleId))
        {
            var first = cycle.First();
            yield return cycle.Count() == 1
                ? new InboxItem(GoalWords.Fill(GoalsText.InboxConfirmOne, first.Name), first.CycleName, DueAt(first), GoalsText.InboxLook, $"/goals/{first.ParticipantId}")
                : new InboxItem(GoalWords.Fill(GoalsText.InboxConfirmMany, cycle.Count()), first.CycleName, first.ClosesAt, GoalsText.InboxLook, list(first.CycleId));
        }
    }

    // a sheet that HR opened after the phase has no date of its own
    private static DateTime? DueAt(GoalRow row) => row.Phase == Domain.Cycles.PhaseState.Open ? row.ClosesAt : null;
}
