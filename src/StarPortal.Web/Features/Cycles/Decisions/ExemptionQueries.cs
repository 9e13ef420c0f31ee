using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Actuals;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <param name="Person">Empty for everybody.</param>
/// <param name="Moves">What the reader may do now.</param>
public sealed record ExemptionRow(
    int Id, int Version, int? ParticipantId, string Person, string Number, LocalText Indicator, string Reason, ExemptionState State, IReadOnlyList<DecisionStep> Steps, IReadOnlyList<ExemptionMove> Moves);

/// <summary>How many participants an indicator does not count for, without their names.</summary>
public sealed record ExemptionCount(LocalText Indicator, int Participants);

/// <param name="Open">The cycle runs: requests and decisions are taken.</param>
/// <param name="Rows">What waits for a decision first, then the newest.</param>
/// <param name="Waiting">Approvals that the reader can give, over all pages, at most <see cref="ExemptionQueries.MostAtOnce"/>.</param>
/// <param name="Others">Exemptions of participants whose own rows the reader does not see.</param>
public sealed record ExemptionsView(
    int CycleId, string Name, bool Open, bool CanRequest, bool CanRequestForAll, SchemeChangeQuota Quota,
    IReadOnlyList<ExemptionChoice> Indicators, Page<ExemptionRow> Rows, IReadOnlyList<ExemptionDecision> Waiting, IReadOnlyList<ExemptionCount> Others);

public sealed record ExemptionChoice(string Key, LocalText Name);

/// <summary>
/// The exemptions of a cycle. Those for everybody are public to everybody in it; those for one participant are shown to
/// that person, the line above, the committee and HR, to others only as a number.
/// </summary>
public sealed class ExemptionQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Each row reads its evidence files: few on a page.</summary>
    public const int PageSize = 20;

    /// <summary>Approved by one press.</summary>
    public const int MostAtOnce = 200;

    private const int MostFound = 20;

    /// <param name="page">1 upwards.</param>
    public async Task<ExemptionsView?> FindAsync(int cycleId, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await (from c in db.Cycles.AsNoTracking()
                           join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                           where c.Id == cycleId && c.LaunchedAt != null
                           select new { c.Name, c.State, c.PeriodEnd, v.Definition }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var places = await LinePlaces.ReadAsync(db, actor, cancellation);
        var people = await ActualQueries.People(db, cycleId).Select(p => new Person(p.Id, p.EmployeeId, p.ManagerId, p.Number, p.Name)).ToDictionaryAsync(p => p.Id, cancellation);
        var takesPart = people.Values.Any(p => p.EmployeeId == actor.EmployeeId);
        var leads = people.Values.Any(p => places.Of(p.EmployeeId, p.ManagerId).InLine);
        if (!(actor.IsHr || actor.IsCommittee || takesPart || leads))
        {
            return null;
        }

        var open = cycle.State is CycleState.Running or CycleState.Calibrating;
        var names = cycle.Definition.Indicators.ToDictionary(i => i.Key, i => i.Name);
        var all = await db.Exemptions.AsNoTracking().Where(e => e.CycleId == cycleId).OrderByDescending(e => e.State == ExemptionState.Requested).ThenByDescending(e => e.Id).ToListAsync(cancellation);
        var rows = new List<ExemptionRow>();
        var others = new List<Exemption>();
        foreach (var e in all)
        {
            var person = e.ParticipantId is { } id ? people.GetValueOrDefault(id) : null;
            if (e.ParticipantId is not null && person is null)
            {
                continue;
            }

            var place = person is null ? places.Everybody : places.Of(person.EmployeeId, person.ManagerId);
            if (Sees(actor, e, person, place))
            {
                rows.Add(new ExemptionRow(
                    e.Id, e.Version, e.ParticipantId, person?.Name ?? "", person?.Number ?? "", names.GetValueOrDefault(e.IndicatorKey, LocalText.Same(e.IndicatorKey)), e.Reason, e.State, e.Steps, open ? Moves(actor, e, place) : []));
            }
            else if (e.State == ExemptionState.Approved)
            {
                others.Add(e);
            }
        }

        return new ExemptionsView(
            cycleId, cycle.Name, open,
            open && (actor.IsHr || takesPart || leads),
            open && ExemptionAccess.CanRequest(actor, places.Everybody),
            await SchemeChanges.QuotaAsync(db, cycle.PeriodEnd.Year, cancellation),
            [.. cycle.Definition.Indicators.Select(i => new ExemptionChoice(i.Key, i.Name))],
            new Page<ExemptionRow>([.. rows.Skip((page - 1) * PageSize).Take(PageSize)], rows.Count),
            [.. Approvals(rows).Take(MostAtOnce)],
            [.. others.GroupBy(e => e.IndicatorKey).Select(g => new ExemptionCount(names.GetValueOrDefault(g.Key, LocalText.Same(g.Key)), g.Count()))]);
    }

    /// <summary>Participants whom the actor may ask for.</summary>
    public async Task<IReadOnlyList<Choice>> ParticipantsAsync(int cycleId, string text, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var places = await LinePlaces.ReadAsync(db, actor, cancellation);
        var pattern = SearchPattern.Contains(text);
        var found = await ActualQueries.People(db, cycleId)
            .Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\"))
            .OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new Person(p.Id, p.EmployeeId, p.ManagerId, p.Number, p.Name)).ToListAsync(cancellation);
        return [.. found.Where(p => ExemptionAccess.CanRequest(actor, places.Of(p.EmployeeId, p.ManagerId))).Take(MostFound).Select(p => new Choice(p.Id, $"{p.Name} ({p.Number})"))];
    }

    /// <summary>What is for everybody is public once it counts; while it is asked for, those see it who may decide, and who asked.</summary>
    internal static bool Sees(Actor actor, Exemption e, Person? person, LinePlace place) =>
        actor.IsHr || actor.IsCommittee || e.RequestedById == actor.AccountId
        || (person is null ? place.LeadsTheLine || e.State is ExemptionState.Approved or ExemptionState.Revoked : place.InLine || person.EmployeeId == actor.EmployeeId);

    /// <summary>The approval that waits for the actor; null when none does.</summary>
    internal static ExemptionMove? Approval(Actor actor, Exemption e, LinePlace place) =>
        e.State != ExemptionState.Requested ? null
        : ForManagement(actor, e, place) ? ExemptionMove.ApproveForManagement
        : ForHr(actor, e, place) ? ExemptionMove.ApproveForHr
        : null;

    private static bool ForManagement(Actor actor, Exemption e, LinePlace place) =>
        e.ManagementApproverId is null && e.HrApproverId != actor.AccountId && ExemptionAccess.CanApprove(ExemptionSide.Management, actor, place);

    private static bool ForHr(Actor actor, Exemption e, LinePlace place) =>
        e.HrApproverId is null && e.ManagementApproverId != actor.AccountId && ExemptionAccess.CanApprove(ExemptionSide.Hr, actor, place);

    private static IEnumerable<ExemptionDecision> Approvals(List<ExemptionRow> rows) =>
        from row in rows
        from move in row.Moves.Where(m => m is ExemptionMove.ApproveForManagement or ExemptionMove.ApproveForHr).Take(1)
        select new ExemptionDecision(row.Id, row.Version, move);

    private static List<ExemptionMove> Moves(Actor actor, Exemption e, LinePlace place)
    {
        var moves = new List<ExemptionMove>();
        if (e.State == ExemptionState.Requested)
        {
            Add(ExemptionMove.ApproveForManagement, ForManagement(actor, e, place));
            Add(ExemptionMove.ApproveForHr, ForHr(actor, e, place));
            Add(ExemptionMove.Reject, ExemptionAccess.CanReject(actor, place));
            Add(ExemptionMove.Withdraw, e.RequestedById == actor.AccountId);
        }
        else
        {
            Add(ExemptionMove.Revoke, e.State == ExemptionState.Approved && ExemptionAccess.CanRevoke(actor, place));
        }

        return moves;

        void Add(ExemptionMove move, bool allowed)
        {
            if (allowed)
            {
                moves.Add(move);
            }
        }
    }

    internal sealed record Person(int Id, int EmployeeId, int? ManagerId, string Number, string Name);
}
