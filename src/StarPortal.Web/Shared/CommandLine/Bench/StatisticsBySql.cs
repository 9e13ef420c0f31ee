using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using StarPortal.Data;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>
/// The figures that a closing freezes: read by hand-written statements and a bare reader. What of them may be shown is
/// decided by the same rules as in the portal; no SQL can say that.
/// </summary>
internal static class StatisticsBySql
{
    private const string Released =
        """
        FROM "Participants" p
        JOIN "Cycles" c ON c."Id" = p."CycleId"
        JOIN "ParticipantResults" r ON r."ParticipantId" = p."Id"
        JOIN "ResultVersions" v ON v."ResultId" = r."Id"
          AND v."Number" = (SELECT MAX(w."Number") FROM "ResultVersions" w WHERE w."ResultId" = r."Id" AND w."CreatedAt" <= c."ReleasedAt")
        """;

    private const string Where = """WHERE p."CycleId" = :cycle AND p."State" <> 'Withdrawn'""";

    // the text of a tree is taken apart by the reader: SQL would parse each part of it again for every question
    private const string People =
        $"""
        SELECT p."EmployeeId", p."ManagerId", p."DepartmentPath", v."Total", CAST(v."Tree" AS BLOB)
        {Released}
        {Where}
        """;

    private const string Asked =
        """
        SELECT r."Relationship", COUNT(*), SUM(r."State" IN ('Submitted', 'Reopened')), SUM(r."State" = 'Declined'), SUM(r."State" = 'Missed'), SUM(r."State" IN ('NotStarted', 'Draft'))
        FROM "Reviews" r JOIN "Participants" p ON p."Id" = r."ParticipantId"
        WHERE r."CycleId" = :cycle AND r."State" <> 'Withdrawn' AND NOT r."PreviousManager" AND p."State" <> 'Withdrawn'
        GROUP BY r."Relationship"
        """;

    private const string Moved =
        $"""
        SELECT o."LevelAfter", o."Change", p."EmployeeId", p."ManagerId"
        FROM "StarOutcomes" o JOIN "Participants" p ON p."Id" = o."ParticipantId"
        {Where} AND o."ReachedLevel" IS NOT NULL
        """;

    private const string Write =
        """INSERT INTO "CycleStatistics" ("CycleId", "Round", "Figures", "FrozenAt", "Version") VALUES (:cycle, 1, :figures, :now, 0)""";

    public static async Task RunAsync(SqliteConnection connection, SqliteTransaction transaction, ClosedBySql closing, DateTime now, CancellationToken cancellation)
    {
        var summary = new CycleSummary(closing.Sections);
        await ReadAsync(People, r =>
        {
            var total = r.IsDBNull(3) ? (decimal?)null : decimal.Parse(r.GetString(3), CultureInfo.InvariantCulture);
            summary.Add(new RatedPerson(r.GetInt32(0), Number(r, 1), r.GetString(2), total, Parts(r.GetFieldValue<byte[]>(4))));
            return true;
        });
        var names = await ReadAsync("""SELECT "Path", "Name" FROM "Departments" """, r => (r.GetString(0), r.GetString(1)));
        var asked = await ReadAsync(Asked, r => new Participation(Enum.Parse<Relationship>(r.GetString(0)), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5)));
        var moved = await ReadAsync(Moved, r => (Level: r.GetInt32(0), Change: r.GetString(1), Employee: r.GetInt32(2), Manager: Number(r, 3)));
        var threshold = closing.Cycle.AnonymityThreshold;
        var levels = TotalDistribution.ForEverybody([.. moved.Select(m => new KnownFigure(m.Level, m.Employee, m.Manager))], threshold, 1m);
        var moves = TotalDistribution.ForEverybody([.. moved.Select(m => new KnownFigure(MoveOf(m.Change), m.Employee, m.Manager))], threshold, 1m);
        var stars = levels.Count == 0 ? null : new StarFigures(closing.Stars.Name, [.. closing.Stars.Levels.Select(l => l.Name)], levels, moves);
        var figures = summary.Finish(names.ToDictionary(n => n.Item1, n => n.Item2), threshold, [.. asked.OrderBy(a => a.Kind)], stars);
        await SqlScript.RunAsync(
            connection, transaction, Write, [(":cycle", closing.Cycle.Id), (":now", now), (":figures", JsonSerializer.Serialize(figures, JsonColumn.Options))], cancellation);

        Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read) => SqlScript.ListAsync(connection, transaction, sql, [(":cycle", closing.Cycle.Id)], read, cancellation);
    }

    private static ResultParts Parts(byte[] text)
    {
        using var json = JsonDocument.Parse(text);
        var tree = json.RootElement;
        var (sections, means) = (new List<decimal>(), new Dictionary<Source, (decimal Sum, int Count)>());
        var regular = Score(tree, "total") is { } total && total == Score(tree, "composed") && tree.GetProperty("adjustments").GetArrayLength() == 0;
        foreach (var section in tree.GetProperty("sections").EnumerateArray())
        {
            regular &= Same(section, "weight", "effectiveWeight") && Score(section, "score") is not null;
            sections.Add(Score(section, "score") ?? 0m);
            foreach (var indicator in section.GetProperty("indicators").EnumerateArray())
            {
                regular &= Same(indicator, "weight", "effectiveWeight") && !indicator.TryGetProperty("personal", out _);
                foreach (var share in indicator.GetProperty("sources").EnumerateArray())
                {
                    var source = Enum.Parse<Source>(share.GetProperty("source").GetString()!);
                    regular &= Same(share, "share", "effectiveShare") && source != Source.Colleagues;
                    if (source != Source.Data && Score(share, "score") is { } score)
                    {
                        var (sum, count) = means.GetValueOrDefault(source);
                        means[source] = (sum + score, count + 1);
                    }
                }
            }
        }

        return new ResultParts(regular, regular ? sections : [], means.ToDictionary(m => m.Key, m => m.Value.Sum / m.Value.Count));
    }

    private static decimal? Score(JsonElement part, string name) => part.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    private static bool Same(JsonElement part, string one, string other) => part.GetProperty(one).GetDecimal() == part.GetProperty(other).GetDecimal();

    private static int? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    private static decimal MoveOf(string change) => change == nameof(StarChange.Promoted) ? 1m : change == nameof(StarChange.Demoted) ? -1m : 0m;
}
