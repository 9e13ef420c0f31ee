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

    private const string People =
        $"""
        SELECT p."Id", p."EmployeeId", p."ManagerId", p."DepartmentPath", v."Total",
          (v."Tree" -> 'total') = (v."Tree" -> 'composed') AND v."Tree" ->> 'total' IS NOT NULL AND json_array_length(v."Tree", '$.adjustments') = 0
            AND NOT EXISTS (SELECT 1 FROM json_each(v."Tree", '$.sections') s WHERE s.value ->> 'score' IS NULL OR s.value ->> 'effectiveWeight' <> s.value ->> 'weight'),
          (SELECT json_group_array(s.value -> 'score') FROM json_each(v."Tree", '$.sections') s)
        {Released}
        {Where}
        """;

    private const string Shares =
        $"""
        SELECT p."Id", x.value ->> 'source', AVG(x.value ->> 'score'),
          MAX(i.value ->> 'personal' IS NOT NULL OR i.value ->> 'effectiveWeight' <> i.value ->> 'weight'
            OR x.value ->> 'effectiveShare' <> x.value ->> 'share' OR x.value ->> 'source' = 'Colleagues')
        {Released}, json_each(v."Tree", '$.sections') s, json_each(s.value, '$.indicators') i, json_each(i.value, '$.sources') x
        {Where}
        GROUP BY p."Id", x.value ->> 'source'
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
        var shares = (await ReadAsync(Shares, r => (Person: r.GetInt32(0), Source: Enum.Parse<Source>(r.GetString(1)), Score: r.IsDBNull(2) ? (decimal?)null : (decimal)r.GetDouble(2), Own: r.GetInt32(3) == 1)))
            .ToLookup(s => s.Person);
        var summary = new CycleSummary(closing.Sections);
        await ReadAsync(People, r =>
        {
            var own = shares[r.GetInt32(0)].ToList();
            var regular = r.GetInt32(5) == 1 && !own.Exists(s => s.Own);
            var sources = own.Where(s => s.Source != Source.Data && s.Score is not null).ToDictionary(s => s.Source, s => s.Score!.Value);
            decimal[] sections = regular ? JsonSerializer.Deserialize<decimal[]>(r.GetString(6))! : [];
            summary.Add(new RatedPerson(
                r.GetInt32(1), Number(r, 2), r.GetString(3), r.IsDBNull(4) ? null : decimal.Parse(r.GetString(4), CultureInfo.InvariantCulture), new ResultParts(regular, sections, sources)));
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

    private static int? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    private static decimal MoveOf(string change) => change == nameof(StarChange.Promoted) ? 1m : change == nameof(StarChange.Demoted) ? -1m : 0m;
}
