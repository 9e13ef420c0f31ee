using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Identity;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Actuals;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Cycles.Api;

/// <param name="RepeatKey">The client's <c>Idempotency-Key</c>.</param>
/// <param name="BodyHash">Of the bytes received.</param>
internal sealed record FeedCommand(FeedBody Body, string RepeatKey, string BodyHash);

/// <summary>What became of the values of a request.</summary>
/// <param name="Errors">Rows that were left out; only with <c>partial</c>.</param>
public sealed record FeedAnswer(int Cycle, int Added, int Changed, int Unchanged, IReadOnlyList<ApiRowError> Errors);

/// <summary>
/// Writes values that another system sends, once: the request is noted in the same transaction, under a key that is unique.
/// Of many copies sent at once one gets through, and the others are given its answer.
/// </summary>
internal sealed class FeedActuals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int Tries = 3;

    public async Task<ApiAnswer> RunAsync(FeedCommand command, ApiCaller caller, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync(cancellation);
                return await OnceAsync(db, command, caller, cancellation);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // a copy of this request, or somebody else with the same values, was quicker: what is stored now decides
            }
            catch (DbUpdateException)
            {
                return ApiAnswer.Refused(StatusCodes.Status409Conflict, SharedErrors.ChangedElsewhere);
            }
        }
    }

    private async Task<ApiAnswer> OnceAsync(PortalDbContext db, FeedCommand command, ApiCaller caller, CancellationToken cancellation)
    {
        ApiAnswer? answer = null;
        await db.WriteAsync<Result>(
            async () =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                answer = await KnownAsync(db, command, caller, now, cancellation);
                if (answer is not null)
                {
                    return Result.Ok;
                }

                if (!await TakeAsync(db, command, caller, now, cancellation))
                {
                    // a copy was quicker and is done by now
                    answer = await KnownAsync(db, command, caller, now, cancellation);
                    return answer is null ? throw new DbUpdateException("The copy of a request was taken back.") : Result.Ok;
                }

                var written = await WriteAsync(db, command.Body, caller, now, cancellation);
                answer = written;
                if (written.Status >= StatusCodes.Status400BadRequest)
                {
                    // nothing was done, so nothing is kept: the request may be sent again when the reason is gone
                    return ApiErrors.RowsRefused;
                }

                await Same(db, command, caller).ExecuteUpdateAsync(s => s.SetProperty(r => r.StatusCode, written.Status).SetProperty(r => r.Answer, written.Json), cancellation);
                return Result.Ok;
            },
            cancellation);
        return answer!;
    }

    /// <summary>Takes the client's key for this request. A copy that is under way is waited for, and leaves nothing to take.</summary>
    private static async Task<bool> TakeAsync(PortalDbContext db, FeedCommand command, ApiCaller caller, DateTime now, CancellationToken cancellation)
    {
        var ends = now + ApiRequest.Lifetime;
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "ApiRequests" ("ApiKeyId", "Key", "BodyHash", "StatusCode", "Answer", "CreatedAt", "ExpiresAt")
            VALUES ({caller.KeyId}, {command.RepeatKey}, {command.BodyHash}, 0, '', {now}, {ends}) ON CONFLICT DO NOTHING
            """,
            cancellation) == 1;
    }

    private static IQueryable<ApiRequest> Same(PortalDbContext db, FeedCommand command, ApiCaller caller) =>
        db.ApiRequests.Where(r => r.ApiKeyId == caller.KeyId && r.Key == command.RepeatKey);

    private static async Task<ApiAnswer?> KnownAsync(PortalDbContext db, FeedCommand command, ApiCaller caller, DateTime now, CancellationToken cancellation)
    {
        var same = Same(db, command, caller);
        if (await same.AsNoTracking().SingleOrDefaultAsync(cancellation) is not { } known)
        {
            return null;
        }

        if (known.ExpiresAt <= now)
        {
            await same.ExecuteDeleteAsync(cancellation);
            return null;
        }

        return known.BodyHash == command.BodyHash
            ? new ApiAnswer(known.StatusCode, known.Answer) { Replayed = true }
            : ApiAnswer.Refused(StatusCodes.Status422UnprocessableEntity, ApiErrors.RepeatKeyReused);
    }

    private static async Task<ApiAnswer> WriteAsync(PortalDbContext db, FeedBody body, ApiCaller caller, DateTime now, CancellationToken cancellation)
    {
        var open = caller.Reaches(body.Cycle) ? await db.HoldActualsAsync(body.Cycle, cancellation) : CycleErrors.NotFound;
        if (open.Failed)
        {
            return open.Error.Is(CycleErrors.NotFound)
                ? ApiAnswer.Refused(StatusCodes.Status404NotFound, ApiErrors.NotFound)
                : ApiAnswer.Refused(StatusCodes.Status409Conflict, open.Error);
        }

        var indicators = await IndicatorsAsync(db, body.Cycle, caller, cancellation);
        var people = await PeopleAsync(db, body, cancellation);
        var errors = new List<ApiRowError>();
        var writes = new List<ActualWrite>();
        var seen = new HashSet<(int, string)>();
        foreach (var row in body.Rows)
        {
            var write = Check(row, indicators, people, caller, seen);
            if (write.Failed)
            {
                errors.Add(ApiRowError.Of(row.Index, write.Error));
            }
            else
            {
                writes.Add(write.Value);
            }
        }

        if (errors.Count > 0 && (!body.Partial || writes.Count == 0))
        {
            return ApiAnswer.Refused(StatusCodes.Status422UnprocessableEntity, ApiErrors.RowsRefused, errors);
        }

        // one order for everybody: two requests over the same values wait for each other instead of blocking each other
        var ordered = writes.OrderBy(w => w.ParticipantId).ThenBy(w => w.IndicatorKey, StringComparer.Ordinal).ToList();
        var outcome = await db.WriteActualsAsync(body.Cycle, ordered, caller.Actor, now, cancellation);
        db.Audit(
            caller.Actor,
            new AuditNote("Cycles.ActualsFed", "Cycle", body.Cycle, Details: FormattableString.Invariant($"key={caller.KeyId}: {outcome.Added} added, {outcome.Changed} changed, {outcome.Unchanged} unchanged, {errors.Count} refused")),
            now);
        return ApiAnswer.Ok(new FeedAnswer(body.Cycle, outcome.Added, outcome.Changed, outcome.Unchanged, errors));
    }

    private static Result<ActualWrite> Check(FeedRow row, Dictionary<string, Indicator> indicators, Dictionary<string, Person> people, ApiCaller caller, HashSet<(int, string)> seen)
    {
        if (row.Fault is not null)
        {
            return row.Fault;
        }

        if (!people.TryGetValue(row.EmployeeNumber, out var person))
        {
            return ActualErrors.UnknownParticipant.With(row.EmployeeNumber);
        }

        if (!indicators.TryGetValue(row.Indicator, out var indicator))
        {
            return ActualErrors.UnknownIndicator.With(row.Indicator);
        }

        if (person.EmployeeId == caller.EmployeeId)
        {
            return CycleErrors.OwnCase;
        }

        var value = ActualNumber.Check(row.Value, indicator, row.Raw);
        if (value.Failed)
        {
            return value.Error;
        }

        return seen.Add((person.Id, indicator.Key))
            ? new ActualWrite(person.Id, person.EmployeeId, indicator.Key, value.Value, row.Source.Length > 0 ? row.Source : caller.KeyName, row.Note)
            : ActualErrors.ValueTwice.With(row.EmployeeNumber, indicator.Name);
    }

    /// <summary>Those that take a measured value; what is outside the key's limits is the same as not there.</summary>
    private static async Task<Dictionary<string, Indicator>> IndicatorsAsync(PortalDbContext db, int cycleId, ApiCaller caller, CancellationToken cancellation)
    {
        var definition = await (from c in db.Cycles.AsNoTracking()
                                join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                                where c.Id == cycleId
                                select v.Definition).SingleAsync(cancellation);
        return definition.Indicators.Where(i => i.NeedsActual && caller.Reaches(i.Key)).ToDictionary(i => i.Key, StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, Person>> PeopleAsync(PortalDbContext db, FeedBody body, CancellationToken cancellation)
    {
        var numbers = body.Rows.Select(r => r.EmployeeNumber).Distinct().ToList();
        return await db.Participants.AsNoTracking()
            .Where(p => p.CycleId == body.Cycle && p.State != ParticipantState.Withdrawn && numbers.Contains(p.Number))
            .Select(p => new Person(p.Id, p.EmployeeId, p.Number))
            .ToDictionaryAsync(p => p.Number, StringComparer.Ordinal, cancellation);
    }

    private sealed record Person(int Id, int EmployeeId, string Number);
}
