using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Setup;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What is there about a person whom a change concerns.</summary>
/// <param name="Person">As kept and as of today.</param>
/// <param name="Self">State of the self review; null for none.</param>
/// <param name="ManagerReview">State of the present manager's review; null for none.</param>
/// <param name="OpenAbout">Reviews about the person that are still to be written, the self review left out.</param>
/// <param name="SubmittedAbout">Reviews about the person that are in.</param>
/// <param name="OpenOthers">Reviews of others that the person has still to write in this cycle.</param>
/// <param name="Planned">A hand-over is planned.</param>
/// <param name="Refused">The actor must not decide it: their own case, or they manage the person.</param>
public sealed record PersonPreview(
    PersonFacts Person, ReviewState? Self, ReviewState? ManagerReview, int OpenAbout, int SubmittedAbout, int OpenOthers, bool Planned, bool Refused);

/// <summary>What is there between a participant and a manager to come.</summary>
/// <param name="InGroup">Reviews the participant in a group.</param>
/// <param name="Former">Was the participant's manager before in this cycle, and has a review to go on with.</param>
public sealed record NewManagerPreview(int EmployeeId, int ToId, string To, bool InGroup, bool Former);

/// <param name="ManagerEnds">UTC; end of the manager reviews' phase, null when there is none or it is closed.</param>
/// <param name="Suggested">Per phase the end, in UTC, that somebody asked today gets: the phase's where it gives time enough, else their own.</param>
/// <param name="Latest">UTC; nobody may write after it.</param>
public sealed record ChangePreview(
    int CycleId,
    CycleState State,
    string TimeZone,
    bool WithSelf,
    bool WithManager,
    DateTime? ManagerEnds,
    IReadOnlyDictionary<PhaseKind, DateTime?> Suggested,
    DateTime? Latest,
    IReadOnlyList<PersonPreview> People,
    DateTime Now,
    WorkCalendar Calendar)
{
    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>What a field for an end shows at first, by the clock of the cycle's zone.</summary>
    public DateTime? Proposed(PhaseKind kind) => Suggested.GetValueOrDefault(kind) is { } utc ? ZoneTime.ToLocal(utc, Zone) : null;

    /// <summary>Two working days for the earlier manager, or until the phase ends.</summary>
    public DateTime? ProposedCutOff => ManagerEnds is not { } end ? null : ZoneTime.ToLocal(OwnEnd.After(Now, 2, Zone, Calendar) is { } day && day < end ? day : end, Zone);

    /// <summary>Until when a new manager may write, from now or from a cut-off on, by the clock of the cycle's zone.</summary>
    public DateTime? ProposedEnd(DateTime? cutOff) =>
        Utc(cutOff) is { } start && OwnEnd.After(start, OwnEnd.WorkingDays, Zone, Calendar) is { } least && !(Suggested.GetValueOrDefault(PhaseKind.ManagerReview) >= least)
            ? ZoneTime.ToLocal(least, Zone)
            : Proposed(PhaseKind.ManagerReview);

    /// <summary>Today, by the clock of the cycle's zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(ZoneTime.ToLocal(Now, Zone));

    /// <summary>UTC; null where the proposal was left as it is: then it follows the phase.</summary>
    public DateTime? Chosen(DateTime? local, DateTime? proposed) => local == proposed ? null : Utc(local);

    /// <summary>UTC.</summary>
    public DateTime? Utc(DateTime? local) => local is { } time ? ZoneTime.ClosesAt(time, Zone) : null;
}

/// <summary>Everything a dialog needs to say what will follow.</summary>
public sealed class PreviewQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int MostNamed = 50;

    public async Task<ChangePreview?> ForAsync(int cycleId, IReadOnlyList<int> employeeIds, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = CycleAccess.CanManage(actor) ? await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == cycleId, cancellation) : null;
        if (cycle is null)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone);
        var calendar = await db.WorkCalendarAsync(cancellation);
        var manager = cycle.Phase(PhaseKind.ManagerReview);
        return new ChangePreview(
            cycle.Id,
            cycle.State,
            cycle.TimeZone,
            cycle.WithSelfReview,
            cycle.WithManagerReview,
            manager is { State: not PhaseState.Closed } && manager.ClosesAt > now ? manager.ClosesAt : null,
            PhaseRules.Rating.ToDictionary(k => k, k => OwnEnd.Needed(cycle.Phase(k), now, zone, calendar) ?? cycle.Phase(k)?.ClosesAt),
            OwnEnds.Latest(cycle),
            await PeopleAsync(db, cycleId, employeeIds, actor, cancellation),
            now,
            calendar);
    }

    /// <summary>Employee of one participant's cycle, for the page of a participant.</summary>
    public async Task<(int CycleId, int EmployeeId)?> OfAsync(int participantId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await db.Participants.AsNoTracking().Where(p => p.Id == participantId).Select(p => new { p.CycleId, p.EmployeeId }).SingleOrDefaultAsync(cancellation);
        return found is null ? null : (found.CycleId, found.EmployeeId);
    }

    /// <summary>What there is between these people and the managers they would get.</summary>
    /// <param name="to">Employee → new manager.</param>
    public async Task<IReadOnlyList<NewManagerPreview>> ManagersAsync(int cycleId, IReadOnlyDictionary<int, int> to, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var (subjects, managers) = (to.Keys.ToList(), to.Values.Distinct().ToList());
        var reviews = await db.Reviews.AsNoTracking()
            .Where(r => r.CycleId == cycleId && subjects.Contains(r.SubjectId) && managers.Contains(r.ReviewerId))
            .Select(r => new { r.SubjectId, r.ReviewerId, r.Relationship, r.State }).ToListAsync(cancellation);
        var names = await db.Employees.AsNoTracking().Where(e => managers.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Name, cancellation);
        return
        [
            .. to.Where(t => names.ContainsKey(t.Value)).Select(t =>
            {
                var between = reviews.Where(r => r.SubjectId == t.Key && r.ReviewerId == t.Value).ToList();
                return new NewManagerPreview(
                    t.Key,
                    t.Value,
                    names[t.Value],
                    between.Exists(r => r.Relationship is not (Relationship.Manager or Relationship.Self) && r.State != ReviewState.Withdrawn),
                    between.Exists(r => r.Relationship == Relationship.Manager));
            }),
        ];
    }

    /// <summary>Participants on whom somebody has still to write, for the one who is to find others for it.</summary>
    public async Task<IReadOnlyList<Choice>> ToWriteAsync(int cycleId, int employeeId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        var own = actor.EmployeeId ?? 0;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await (
            from r in db.Reviews.AsNoTracking()
            join p in db.Participants on r.ParticipantId equals p.Id
            where r.CycleId == cycleId && r.ReviewerId == employeeId && r.SubjectId != employeeId && r.SubjectId != own && p.State != ParticipantState.Withdrawn
                && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)
            orderby p.Name, p.Id
            select new Choice(p.Id, p.Name)).Take(MostNamed).ToListAsync(cancellation);
    }

    private static async Task<IReadOnlyList<PersonPreview>> PeopleAsync(PortalDbContext db, int cycleId, IReadOnlyList<int> employeeIds, Actor actor, CancellationToken cancellation)
    {
        var facts = await PersonFacts.ReadAsync(db, cycleId, employeeIds, cancellation);
        var about = (await db.Reviews.AsNoTracking()
            .Where(r => r.CycleId == cycleId && employeeIds.Contains(r.SubjectId) && r.State != ReviewState.Withdrawn && !r.PreviousManager)
            .Select(r => new { r.SubjectId, r.Relationship, r.State }).ToListAsync(cancellation)).ToLookup(r => r.SubjectId);
        var others = await db.Reviews.AsNoTracking()
            .Where(r => r.CycleId == cycleId && employeeIds.Contains(r.ReviewerId) && r.SubjectId != r.ReviewerId
                && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)
                && db.Participants.Any(p => p.Id == r.ParticipantId && p.State != ParticipantState.Withdrawn))
            .GroupBy(r => r.ReviewerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var planned = await (
            from c in db.ManagerChanges
            join p in db.Participants on c.ParticipantId equals p.Id
            where c.CycleId == cycleId && c.State == ManagerChangeState.Planned && employeeIds.Contains(p.EmployeeId)
            select p.EmployeeId).ToListAsync(cancellation);
        return
        [
            .. facts.Values.OrderBy(f => f.Name, StringComparer.CurrentCulture).Select(f =>
            {
                var own = about[f.EmployeeId].ToList();
                return new PersonPreview(
                    f,
                    own.Find(r => r.Relationship == Relationship.Self)?.State,
                    own.Find(r => r.Relationship == Relationship.Manager)?.State,
                    own.Count(r => r.Relationship != Relationship.Self && r.State is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened),
                    own.Count(r => r.State == ReviewState.Submitted),
                    others.GetValueOrDefault(f.EmployeeId),
                    planned.Contains(f.EmployeeId),
                    !ParticipantChangeRules.CanChange(actor, f.EmployeeId, f.ManagerId));
            }),
        ];
    }
}
