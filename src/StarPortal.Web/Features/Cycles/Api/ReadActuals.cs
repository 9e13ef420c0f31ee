using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Cycles.Api;

/// <summary>What another system wants to read back.</summary>
internal sealed record ActualsQuestion(int Cycle, string? EmployeeNumber, string? Indicator, int Page, int PageSize)
{
    public const int DefaultPageSize = 100;
    public const int MostPageSize = 1_000;

    public static Result<ActualsQuestion> Read(IQueryCollection query)
    {
        if (Number("cycle", null) is not { } cycle)
        {
            return ApiErrors.BadValue.With("cycle");
        }

        if (Number("page", 1) is not (>= 1 and <= 1_000_000 and { } page))
        {
            return ApiErrors.BadValue.With("page");
        }

        return Number("pageSize", DefaultPageSize) is >= 1 and <= MostPageSize and { } size
            ? new ActualsQuestion(cycle, Text("employeeNumber"), Text("indicator"), page, size)
            : ApiErrors.BadValue.With("pageSize");

        int? Number(string name, int? otherwise) =>
            Text(name) is not { } text ? otherwise
            : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
            : null;

        // the last one counts; a character that no database takes finds nothing
        string? Text(string name) => query[name].LastOrDefault() is { Length: > 0 } text ? text.Replace("\0", "\uFFFD", StringComparison.Ordinal) : null;
    }
}

/// <param name="Total">Of all pages.</param>
public sealed record ActualsAnswer(int Cycle, int Page, int PageSize, int Total, IReadOnlyList<ActualsAnswerRow> Values);

public sealed record ActualsAnswerRow(string EmployeeNumber, string Indicator, decimal Value, string Source, string Note, DateTime EnteredAt, string EnteredBy);

/// <summary>Reads back the values of a cycle, in pages.</summary>
internal sealed class ReadActuals(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<ApiAnswer> RunAsync(ActualsQuestion question, ApiCaller caller, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!caller.Reaches(question.Cycle) || !await db.Cycles.AnyAsync(c => c.Id == question.Cycle && c.State != CycleState.Cancelled, cancellation))
        {
            return ApiAnswer.Refused(StatusCodes.Status404NotFound, ApiErrors.NotFound);
        }

        var rows = from a in db.ActualValues.AsNoTracking()
                   join p in db.Participants on a.ParticipantId equals p.Id
                   where p.CycleId == question.Cycle && p.State != ParticipantState.Withdrawn
                   select new { p.Number, Value = a };
        if (caller.IndicatorKeys.Count > 0)
        {
            rows = rows.Where(r => caller.IndicatorKeys.Contains(r.Value.IndicatorKey));
        }

        if (question.Indicator is { } indicator)
        {
            rows = rows.Where(r => r.Value.IndicatorKey == indicator);
        }

        if (question.EmployeeNumber is { } number)
        {
            rows = rows.Where(r => r.Number == number);
        }

        var total = await rows.CountAsync(cancellation);
        var values = await rows.OrderBy(r => r.Number).ThenBy(r => r.Value.IndicatorKey)
            .Skip((question.Page - 1) * question.PageSize).Take(question.PageSize)
            .Select(r => new ActualsAnswerRow(r.Number, r.Value.IndicatorKey, r.Value.Value, r.Value.Source, r.Value.Note, r.Value.EnteredAt, r.Value.EnteredBy))
            .ToListAsync(cancellation);
        return ApiAnswer.Ok(new ActualsAnswer(question.Cycle, question.Page, question.PageSize, total, values));
    }
}
