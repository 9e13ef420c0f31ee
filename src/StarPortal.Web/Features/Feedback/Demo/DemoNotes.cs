using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Feedback.Demo;

/// <summary>
/// Feedback in the demo company: notes between colleagues, requests of which one waits for an answer, the demo manager's
/// notebook, and mid-term checks of the cycle that runs. A few for each team: its size does not depend on the company's.
/// </summary>
internal sealed class DemoNotes(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IDemoPart
{
    private const int Teams = 12;

    public int Order => 54;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var demoManager = await db.Users.Where(u => u.Email == "manager@demo.example").Select(u => u.EmployeeId).SingleOrDefaultAsync(cancellation);
        var managers = await db.Employees.AsNoTracking().Where(m => db.Employees.Count(e => e.ManagerId == m.Id) >= 3).OrderBy(m => m.Id == demoManager ? 0 : 1).ThenBy(m => m.Id)
            .Take(Teams).Select(m => m.Id).ToListAsync(cancellation);
        var people = await db.Employees.AsNoTracking().Where(e => e.ManagerId != null && managers.Contains(e.ManagerId.Value) && (e.LeaveDate == null || e.LeaveDate > request.Today)).OrderBy(e => e.Id)
            .Select(e => new Member(e.Id, e.ManagerId!.Value, e.HireDate)).ToListAsync(cancellation);
        foreach (var (index, manager) in managers.Index())
        {
            List<Member> team = [.. people.Where(p => p.ManagerId == manager)];
            if (team.Count >= 3)
            {
                Tell(db, manager, team, index, request.Today, now);
            }
        }

        await CheckAsync(db, managers, now, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private static void Tell(PortalDbContext db, int manager, List<Member> team, int index, DateOnly today, DateTime now)
    {
        var (first, second, third) = (team[0], team[1], team[2]);
        db.FeedbackNotes.Add(Note(second.Id, first, DemoNoteTexts.Praise[index % DemoNoteTexts.Praise.Length], NoteKind.Praise, NoteVisibility.RecipientAndManager, null, today, now.AddDays(-6)));
        db.FeedbackNotes.Add(Note(manager, first, DemoNoteTexts.Improve[index % DemoNoteTexts.Improve.Length], NoteKind.Improve, NoteVisibility.Recipient, today.AddDays(7), today, now.AddDays(-4)));
        db.FeedbackNotes.Add(Note(first.Id, third, DemoNoteTexts.Praise[(index + 1) % DemoNoteTexts.Praise.Length], NoteKind.Praise, NoteVisibility.Recipient, null, today, now.AddDays(-9)));
        foreach (var asked in Asked(second.Id, [first.Id, third.Id], DemoNoteTexts.Question, today, now.AddDays(-5)).Concat(Asked(manager, [third.Id], DemoNoteTexts.ManagerQuestion, today, now.AddDays(-1), second.Id)))
        {
            db.FeedbackRequests.Add(asked);
        }

        foreach (var (n, member) in team.Take(4).Index())
        {
            var (code, text) = DemoNoteTexts.Notebook[(index + n) % DemoNoteTexts.Notebook.Length];
            db.NotebookEntries.Add(Of(NotebookEntry.Write(manager, member.Id, new(today.AddDays(-3 - (n * 8)), text, code), today, now.AddDays(-3 - (n * 8)))));
        }
    }

    /// <summary>Mid-term checks of half of each team in the cycle that runs; every second one has been read.</summary>
    private static async Task CheckAsync(PortalDbContext db, List<int> managers, DateTime now, CancellationToken cancellation)
    {
        // the one that is told to its end still runs when this is told
        var running = await db.Cycles.Where(c => c.State == CycleState.Running).OrderByDescending(c => c.PeriodEnd).Select(c => c.Id).FirstOrDefaultAsync(cancellation);
        var people = await (from p in db.Participants.AsNoTracking()
                            where p.CycleId == running && p.State == ParticipantState.Active && p.ManagerId != null && managers.Contains(p.ManagerId.Value)
                            orderby p.Id
                            select new { p.Id, p.CycleId, p.EmployeeId, ManagerId = p.ManagerId!.Value }).ToListAsync(cancellation);
        var at = now.AddDays(-2);
        foreach (var (index, person) in people.GroupBy(p => p.ManagerId).SelectMany(g => g.Take((g.Count() + 1) / 2)).Index())
        {
            var (status, progress, next) = DemoNoteTexts.Checks[index % DemoNoteTexts.Checks.Length];
            var checkIn = Of(CheckIn.Share(person.CycleId, person.Id, person.EmployeeId, person.ManagerId, new(status, progress, next), at));
            if (index % 2 == 1)
            {
                _ = checkIn.Confirm(DemoNoteTexts.Comment, at.AddHours(20));
            }

            db.CheckIns.Add(checkIn);
        }
    }

    private static FeedbackNote Note(int from, Member to, DemoNoteText text, NoteKind kind, NoteVisibility visibility, DateOnly? followUp, DateOnly today, DateTime at) =>
        Of(FeedbackNote.Send(from, new NoteRecipient(to.Id, to.ManagerId, true), new(text.Situation, text.Behaviour, text.Impact, kind, visibility, text.Indicator, followUp), null, to.ManagerId, today, at));

    private static IReadOnlyList<FeedbackRequest> Asked(int by, int[] asked, string message, DateOnly today, DateTime at, int? about = null) =>
        Of(FeedbackRequest.Ask(by, about ?? by, asked, message, today.AddDays(9), today, at));

    private static T Of<T>(Result<T> made) => made.Succeeded ? made.Value : throw new InvalidOperationException($"The demo company cannot be told: {made.Error}");

    private sealed record Member(int Id, int ManagerId, DateOnly? HireDate);
}
