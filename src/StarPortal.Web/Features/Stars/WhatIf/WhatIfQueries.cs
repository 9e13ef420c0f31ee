using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Stars;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Stars.WhatIf;

/// <summary>A version whose criteria can be tried.</summary>
public sealed record WhatIfVersion(int VersionId, LocalText Name, int Number, StarProgrammeState State, bool IsOfCycle);

/// <param name="Computed">How many results there are to try criteria on.</param>
public sealed record WhatIfHead(int CycleId, string Name, int? OwnVersionId, IReadOnlyList<WhatIfVersion> Versions, StarNames Names, int Computed);

public enum WhatIfMove
{
    Up,
    Same,
    Down,
}

/// <param name="Now">Level reached by the present criteria; null for insufficient data.</param>
/// <param name="Then">Level reached by the tried criteria.</param>
/// <param name="Differences">The comparisons that decide otherwise than before, or are new, with what was found.</param>
public sealed record WhatIfRow(int ParticipantId, string Number, string Name, string Department, int? Now, int? Then, WhatIfMove Move, IReadOnlyList<FactExplanation> Differences);

/// <param name="Now">How many reach it by the present criteria.</param>
/// <param name="Then">How many reach it by the tried criteria.</param>
/// <param name="GuidancePercent">As the tried version says.</param>
/// <param name="Surplus">By how many people the tried criteria are over the guidance; 0 within it or for a group under 10.</param>
public sealed record WhatIfLevel(int Number, LocalText Name, string Colour, int Now, int Then, decimal? GuidancePercent, int Surplus);

public sealed record WhatIfView(
    int People, int Up, int Same, int Down, int NoData, IReadOnlyList<WhatIfLevel> Levels, Page<WhatIfRow> Rows, StarDefinition Tried, StarDefinition Present);

/// <summary>
/// Tries other criteria on a cycle's computed results before anybody publishes them. It reads and answers only: no
/// outcome and no standing is written. That HR looked at people's levels goes into the audit trail, like any look at results;
/// HR's own row is never among them.
/// </summary>
public sealed class WhatIfQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 20;

    public async Task<WhatIfHead?> HeadAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId)
            .Select(c => new { c.Name, c.State, c.StarProgrammeVersionId, c.TemplateVersionId }).SingleOrDefaultAsync(cancellation);
        if (!StarAccess.CanManage(actor) || cycle is null || cycle.State is CycleState.Draft or CycleState.Published or CycleState.Cancelled)
        {
            return null;
        }

        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        var versions = await db.StarProgrammeVersions.AsNoTracking().OrderByDescending(v => v.Id == cycle.StarProgrammeVersionId).ThenByDescending(v => v.Id)
            .Select(v => new { v.Id, v.Number, v.State, v.Definition }).ToListAsync(cancellation);
        return new WhatIfHead(
            cycleId,
            cycle.Name,
            cycle.StarProgrammeVersionId,
            [.. versions.Select(v => new WhatIfVersion(v.Id, v.Definition.Name, v.Number, v.State, v.Id == cycle.StarProgrammeVersionId))],
            StarNames.Of(template, await db.TrainingNamesAsync(cancellation)),
            await db.ParticipantResults.CountAsync(r => r.CycleId == cycleId && r.CurrentNumber > 0, cancellation));
    }

    /// <summary>A version to start from; null when it is not there.</summary>
    public async Task<StarDefinition?> DefinitionAsync(int versionId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return StarAccess.CanManage(actor)
            ? await db.StarProgrammeVersions.AsNoTracking().Where(v => v.Id == versionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation)
            : null;
    }

    /// <param name="present">The criteria to compare with.</param>
    /// <param name="tried">The criteria to try, saved or not.</param>
    /// <param name="only">Null for everybody who would move.</param>
    public async Task<WhatIfView?> TryAsync(
        int cycleId, StarDefinition present, StarDefinition tried, WhatIfMove? only, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // both definitions' facts are read at once: the present criteria may look at what the tried ones do not, and the other way round
        var both = tried with { Levels = [.. tried.Levels, .. present.Levels] };
        if (!StarAccess.CanManage(actor) || await StarFactsReader.OpenAsync(db, cycleId, both, cancellation) is not { } reader)
        {
            return null;
        }

        var me = actor.EmployeeId;
        var (count, rows) = (new Counts(tried.Levels.Count, present.Levels.Count), new List<Moved>());
        await foreach (var chunk in reader.ReadAsync(cancellation))
        {
            foreach (var person in chunk.Where(p => p.EmployeeId != me))
            {
                var (now, then) = (StarEvaluation.Evaluate(present, person.Facts), StarEvaluation.Evaluate(tried, person.Facts));
                var move = count.Add(now.Reached, then.Reached);
                if (only is null ? move != WhatIfMove.Same : move == only)
                {
                    rows.Add(new Moved(person.ParticipantId, now.Reached, then.Reached, move, move == WhatIfMove.Same ? [] : Differences(now, then)));
                }
            }
        }

        var shown = await NamedAsync(db, [.. rows.Skip((page - 1) * PageSize).Take(PageSize)], cancellation);
        db.Audit(
            actor,
            new AuditNote("Stars.WhatIfViewed", "Cycle", cycleId, Details: string.Create(CultureInfo.InvariantCulture, $"people={count.People}, shown={string.Join(' ', shown.Select(s => s.Number))}")),
            clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        return new WhatIfView(
            count.People, count.Up, count.Same, count.Down, count.NoData, Levels(tried, count), new Page<WhatIfRow>(shown, rows.Count), tried, present);
    }

    // of those who have data, as the distribution of a cycle counts them; who reaches no level holds the first
    private static List<WhatIfLevel> Levels(StarDefinition tried, Counts count)
    {
        var shares = StarDistribution.Of(tried.Levels, tried.Levels.ToDictionary(l => l.Number, l => count.Then(l.Number) + (l.Number == 1 ? count.Then(0) : 0))).ToDictionary(s => s.Level);
        return
        [
            .. tried.Levels.Select(l => new WhatIfLevel(
                l.Number, l.Name, l.Colour, count.Now(l.Number), count.Then(l.Number), l.GuidancePercent, Math.Max(0, -(shares[l.Number].Room ?? 0)))),
        ];
    }

    /// <summary>What stands in the way of the levels between, or no longer does.</summary>
    private static List<FactExplanation> Differences(StarExplanation now, StarExplanation then)
    {
        var (low, high) = (Math.Min(now.Reached ?? 0, then.Reached ?? 0), Math.Max(now.Reached ?? 0, then.Reached ?? 0));
        var decisive = now.Reached > then.Reached ? then : now;
        return
        [
            .. decisive.Levels.Where(l => l.Number > low && l.Number <= high && l.Criteria is not null)
                .SelectMany(l => l.Criteria!.Facts()).Where(f => !f.Met).Take(3),
        ];
    }

    private static async Task<List<WhatIfRow>> NamedAsync(PortalDbContext db, List<Moved> rows, CancellationToken cancellation)
    {
        var ids = rows.ConvertAll(r => r.ParticipantId);
        var people = await db.Participants.AsNoTracking().Where(p => ids.Contains(p.Id))
            .Select(p => new { p.Id, p.Number, p.Name, p.DepartmentName }).ToDictionaryAsync(p => p.Id, cancellation);
        return rows.ConvertAll(r => new WhatIfRow(
            r.ParticipantId, people[r.ParticipantId].Number, people[r.ParticipantId].Name, people[r.ParticipantId].DepartmentName, r.Now, r.Then, r.Move, r.Differences));
    }

    private sealed record Moved(int ParticipantId, int? Now, int? Then, WhatIfMove Move, IReadOnlyList<FactExplanation> Differences);

    private sealed class Counts(int levelsThen, int levelsNow)
    {
        private readonly int[] then = new int[levelsThen + 1];
        private readonly int[] now = new int[levelsNow + 1];

        public int People { get; private set; }

        public int Up { get; private set; }

        public int Down { get; private set; }

        public int Same { get; private set; }

        public int NoData { get; private set; }

        public int Then(int level) => level < then.Length ? then[level] : 0;

        public int Now(int level) => level < now.Length ? now[level] : 0;

        public WhatIfMove Add(int? before, int? after)
        {
            People++;
            if (before is not { } b || after is not { } a)
            {
                NoData++;
                return WhatIfMove.Same;
            }

            now[b]++;
            then[a]++;
            var move = a > b ? WhatIfMove.Up : a < b ? WhatIfMove.Down : WhatIfMove.Same;
            Up += move == WhatIfMove.Up ? 1 : 0;
            Down += move == WhatIfMove.Down ? 1 : 0;
            Same += move == WhatIfMove.Same ? 1 : 0;
            return move;
        }
    }
}
