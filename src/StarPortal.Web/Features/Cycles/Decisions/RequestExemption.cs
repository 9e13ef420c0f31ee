using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <param name="ForAll">For everybody; else for the named participants, one request each.</param>
public sealed record ExemptionRequest(int CycleId, bool ForAll, IReadOnlyList<int> ParticipantIds, string IndicatorKey, string Reason);

/// <summary>Asks that an indicator shall not count, after an incident.</summary>
public sealed class RequestExemption(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(ExemptionRequest request, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => RequestAsync(db, request, actor, cancellation), cancellation);
    }

    private async Task<Result> RequestAsync(PortalDbContext db, ExemptionRequest request, Actor actor, CancellationToken cancellation)
    {
        // one request at a time: the same one must not be made twice
        await db.LockCycleAsync(request.CycleId, cancellation);
        var cycle = await (from c in db.Cycles.AsNoTracking()
                           join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                           where c.Id == request.CycleId
                           select new { c.State, v.Definition }).SingleOrDefaultAsync(cancellation);
        var places = await LinePlaces.ReadAsync(db, actor, cancellation);
        var people = await db.Participants.AsNoTracking()
            .Where(p => p.CycleId == request.CycleId && p.State != ParticipantState.Withdrawn && request.ParticipantIds.Contains(p.Id)).ToListAsync(cancellation);
        if (cycle is null || !MayRequest(request, people, places, actor))
        {
            return CycleErrors.NotFound;
        }

        if (cycle.State is not (CycleState.Running or CycleState.Calibrating))
        {
            return CycleErrors.WrongState.With(cycle.State);
        }

        if (!request.ForAll && people.Count == 0)
        {
            return ExemptionErrors.NobodyChosen;
        }

        if (cycle.Definition.Indicators.FirstOrDefault(i => i.Key == request.IndicatorKey) is not { } indicator)
        {
            return Actuals.ActualErrors.UnknownIndicator.With(request.IndicatorKey);
        }

        var there = await db.Exemptions.AsNoTracking()
            .Where(e => e.CycleId == request.CycleId && e.IndicatorKey == request.IndicatorKey && (e.State == ExemptionState.Requested || e.State == ExemptionState.Approved))
            .Select(e => new { e.ParticipantId, e.State }).ToListAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var person in request.ForAll ? [null] : people.ConvertAll(p => (Participant?)p))
        {
            if (there.Exists(e => e.ParticipantId == person?.Id || (e.ParticipantId is null && e.State == ExemptionState.Approved)))
            {
                return ExemptionErrors.Already.With(indicator.Name, person?.Name ?? CyclesText.Everybody);
            }

            var asked = Exemption.Request(request.CycleId, person?.Id, request.IndicatorKey, request.Reason, actor, now);
            if (asked.Failed)
            {
                return asked;
            }

            db.Exemptions.Add(asked.Value);
            db.Audit(actor, Note("Cycles.ExemptionRequested", request.CycleId, person, request.IndicatorKey, request.Reason), now);
        }

        return Result.Ok;
    }

    internal static AuditNote Note(string action, int cycleId, Participant? person, string key, string reason) =>
        new(action, "Cycle", cycleId, person?.EmployeeId, reason.Trim(), FormattableString.Invariant($"{key}: {(person is null ? "everybody" : $"{person.Number} {person.Name}")}"));

    private static bool MayRequest(ExemptionRequest request, List<Participant> people, LinePlaces places, Actor actor) => request.ForAll
        ? ExemptionAccess.CanRequest(actor, places.Everybody)
        : people.Count == request.ParticipantIds.Distinct().Count() && people.TrueForAll(p => ExemptionAccess.CanRequest(actor, places.Of(p.EmployeeId, p.ManagerId)));
}
