using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Cycles.Closing;
using StarPortal.Web.Features.Documents.Company;
using StarPortal.Web.Features.Stars.Entitlements;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>The closing by <c>close.sql</c>: one transaction on one connection.</summary>
internal static class CloseBySql
{
    /// <summary>The trail names the figures of each step, which are compared as rows anyway; codes are random; JSON has its properties in another order.</summary>
    public static IReadOnlySet<string> Different { get; } = new HashSet<string> { "AuditEntries.Details", "Certificates.Code", "Certificates.Facts", "PlanTriggers.Facts" };

    public static async Task RunAsync(SqliteConnection connection, ClosedBySql closing, DateTime now, CancellationToken cancellation)
    {
        await using var transaction = connection.BeginTransaction();
        await LevelsAsync(connection, transaction, closing.Stars, cancellation);
        await SqlScript.RunAsync(connection, transaction, SqlScript.Read("close"), closing.Values(now), cancellation);
        await StatisticsBySql.RunAsync(connection, transaction, closing, now, cancellation);
        await ProtocolAsync(connection, transaction, closing, now, cancellation);
        List<AuditNote> notes =
        [
            new("Cycles.ClosingStarted", "Cycle", closing.Cycle.Id, Details: closing.Cycle.Name),
            .. closing.Told.Select(action => new AuditNote(action, "Cycle", closing.Cycle.Id)),
            new("Cycles.Closed", "Cycle", closing.Cycle.Id, Details: closing.Cycle.Name),
        ];
        await SqlTrail.AppendAsync(connection, transaction, BenchPortal.Hr, now, notes, cancellation);
        await LaunchBySql.TaskAsync(connection, transaction, CloseCycleHandler.TaskKind, closing.Cycle.Id, closing.Steps.Count * 100, now, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What each level brings, as far as it brings anything.</summary>
    private static async Task LevelsAsync(SqliteConnection connection, SqliteTransaction transaction, StarDefinition stars, CancellationToken cancellation)
    {
        await SqlScript.RunAsync(connection, transaction, "CREATE TEMP TABLE bench_levels (level INTEGER, name TEXT, amount TEXT, currency TEXT, percent TEXT, gift TEXT, honour TEXT, development TEXT)", [], cancellation);
        foreach (var level in stars.Levels)
        {
            var brings = BenefitWords.Of(stars, level.Number);
            if (brings.IsEmpty)
            {
                continue;
            }

            await SqlScript.RunAsync(
                connection,
                transaction,
                "INSERT INTO bench_levels VALUES (:level, :name, :amount, :currency, :percent, :gift, :honour, :development)",
                [
                    (":level", level.Number), (":name", Json(level.Name)), (":amount", brings.Amount), (":currency", brings.Currency), (":percent", brings.SalaryPercent),
                    (":gift", Json(brings.Gift)), (":honour", Json(brings.Honour)), (":development", Json(brings.Development)),
                ],
                cancellation);
        }
    }

    private static async Task ProtocolAsync(SqliteConnection connection, SqliteTransaction transaction, ClosedBySql closing, DateTime now, CancellationToken cancellation)
    {
        await SqlScript.RunAsync(
            connection,
            transaction,
            """
            INSERT INTO "CycleClosings" ("CycleId", "Round", "State", "Overridden", "StartedByAccountId", "StartedBy", "StartedAt", "FinishedAt", "Version")
            VALUES (:cycle, 1, 'Done', '[]', 0, :by, :now, :now, 1)
            """,
            [(":cycle", closing.Cycle.Id), (":by", BenchPortal.Hr.Name), (":now", now)],
            cancellation);
        foreach (var step in closing.Steps)
        {
            await SqlScript.RunAsync(
                connection,
                transaction,
                """
                INSERT INTO "CycleClosingSteps" ("ClosingId", "Order", "Name", "State", "StartedAt", "FinishedAt", "Cursor", "Done", "Total", "Counts", "ReversedCounts", "FailureCode", "FailureArgs", "Version")
                SELECT MAX("Id"), :order, :name, 'Done', :now, :now, 0, 0, 0, '{}', '{}', '', '[]', 0 FROM "CycleClosings"
                """,
                [(":order", step.Order), (":name", step.Name), (":now", now)],
                cancellation);
        }
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonColumn.Options);
}

/// <summary>What the hand-written closing is told beforehand.</summary>
/// <param name="Brand">The company's, as certificates keep it.</param>
/// <param name="Steps">Names and order of the portal's steps, for the protocol.</param>
/// <param name="Told">Actions of the steps that leave an entry in the audit trail.</param>
/// <param name="Sections">Of the cycle's template, for the statistics.</param>
internal sealed record ClosedBySql(
    Cycle Cycle, StarDefinition Stars, CompanyBrand Brand, string Zone, IReadOnlyList<(int Order, string Name)> Steps, IReadOnlyList<string> Told, IReadOnlyList<SectionName> Sections)
{
    public static async Task<ClosedBySql> OfAsync(BenchPortal portal, int cycleId, CancellationToken cancellation)
    {
        await using var db = portal.Db();
        var cycle = await portal.CycleAsync(cycleId, cancellation);
        var stars = await db.StarProgrammeVersions.AsNoTracking().Where(v => v.Id == cycle.StarProgrammeVersionId).Select(v => v.Definition).SingleAsync(cancellation);
        var options = portal.Get<IOptions<PortalOptions>>().Value;
        var steps = portal.Get<IEnumerable<IClosingStep>>().OrderBy(s => s.Order).ToList();
        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleAsync(cancellation);
        return new ClosedBySql(
            cycle, stars, await Brands.CurrentAsync(db, options, cancellation), options.TimeZone,
            // the last step writes the state alone, its entry is that of the closing
            [.. steps.Select(s => (s.Order, s.Name))], [.. steps.Where(s => s is not FinishClosing).Select(s => s.AuditAction)],
            [.. template.Sections.Select(s => new SectionName(s.Key, s.Name))]);
    }

    public IReadOnlyList<(string, object?)> Values(DateTime now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(Zone)));
        var brand = JsonSerializer.Serialize(Brand, JsonColumn.Options);
        return
        [
            (":cycle", Cycle.Id), (":now", now), (":by", BenchPortal.Hr.Name), (":year", today.Year), (":today", $"{today:yyyy-MM-dd}"),
            (":brand", brand), (":brandHash", BrandImage.HashOf(Encoding.UTF8.GetBytes(brand))),
            (":programme", JsonSerializer.Serialize(Stars.Name, JsonColumn.Options)),
            (":period", JsonSerializer.Serialize(CertificatePeriod.Of(Cycle.PeriodKind, Cycle.PeriodStart, Cycle.PeriodEnd), JsonColumn.Options)),
        ];
    }
}
