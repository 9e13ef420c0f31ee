using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Goals.Demo;

/// <summary>
/// The demo company's goals: agreed on in the finished cycle, at every stage in the one that runs; and its objectives with
/// key results and some weeks of check-ins.
/// </summary>
internal sealed class DemoGoals(IDbContextFactory<PortalDbContext> factory) : IDemoPart
{
    private const int Weeks = 5;
    private const int MostObjectives = 300;
    private static readonly Actor Teller = Actor.System("Demo");

    public int Order => 44;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await (from c in db.Cycles.AsNoTracking()
                            join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                            join p in db.CyclePhases on new { CycleId = c.Id, Kind = PhaseKind.GoalConfirmation } equals new { p.CycleId, p.Kind }
                            orderby c.Id
                            select new { c.Id, c.PeriodStart, c.PeriodEnd, v.Definition, p.State, p.OpensAt }).ToListAsync(cancellation);
        if (cycles.Count == 0)
        {
            return;
        }

        var results = await SeedObjectivesAsync(db, (cycles[^1].PeriodStart, cycles[^1].PeriodEnd), request, cancellation);
        foreach (var cycle in cycles)
        {
            await SeedSheetsAsync(db, new Story(cycle.Id, cycle.Definition, cycle.State, cycle.OpensAt), results, request.Seed, cancellation);
        }

        await SeedFeedAsync(db, cycles[^1].Id, cancellation);
    }

    /// <summary>One objective per department, under that of the department above, with two key results.</summary>
    /// <returns>The first key result of each department.</returns>
    private static async Task<Dictionary<int, int>> SeedObjectivesAsync(
        PortalDbContext db, (DateOnly Start, DateOnly End) period, DemoRequest request, CancellationToken cancellation)
    {
        var departments = (await db.Departments.AsNoTracking().ToListAsync(cancellation)).OrderBy(d => d.Path.Count(c => c == '/')).ThenBy(d => d.Id).Take(MostObjectives).ToList();
        var people = await db.Employees.AsNoTracking().OrderBy(e => e.Id).Select(e => new { e.Id, e.Name, e.DepartmentId, Leads = db.Employees.Any(r => r.ManagerId == e.Id) }).ToListAsync(cancellation);
        var byDepartment = people.ToLookup(p => p.DepartmentId);
        var objectives = new Dictionary<int, Objective>();
        var results = new Dictionary<int, KeyResult>();
        var today = request.Today.ToDateTime(new TimeOnly(2, 0), DateTimeKind.Utc);
        foreach (var department in departments)
        {
            var owner = byDepartment[department.Id].OrderByDescending(p => p.Leads).FirstOrDefault() ?? people[0];
            var parent = department.ParentId is { } above ? objectives.GetValueOrDefault(above) : null;
            var objective = new Objective(new(department.Id, parent?.Id, owner.Id, $"{department.Name}: happier customers 客户更满意", "Answer sooner, solve at once, keep promises. 更快响应、一次解决、说到做到。", period.Start, period.End));
            db.Objectives.Add(objective);
            await db.SaveChangesAsync(cancellation);
            objectives.Add(department.Id, objective);
            var helper = byDepartment[department.Id].FirstOrDefault(p => p.Id != owner.Id)?.Id ?? owner.Id;
            var satisfaction = new KeyResult(objective.Id, new("Customer satisfaction 客户满意度", "%", 88m, 96m, owner.Id, CheckInCadence.Weekly, 2m), today.AddDays(-7 * Weeks));
            var response = new KeyResult(objective.Id, new("First answer 首次响应", "min", 30m, 10m, helper, CheckInCadence.Monthly), today.AddDays(-7 * Weeks));
            db.KeyResults.AddRange(satisfaction, response);
            Check(objective.Activate(2));
            await db.SaveChangesAsync(cancellation);
            results.Add(department.Id, satisfaction);
            var name = people.Find(p => p.Id == owner.Id)!.Name;
            for (var week = Weeks; week >= 1; week--)
            {
                var lift = (Weeks - week) * (0.8m + (Math.Abs((request.Seed * 31) + department.Id) % 7 * 0.1m));
                var at = today.AddDays(-7 * week).AddDays(1);
                db.KeyResultCheckIns.Add(satisfaction.CheckIn(88m + lift, week > 2 ? Confidence.AtRisk : Confidence.OnTrack, "", Teller with { Name = name, EmployeeId = owner.Id }, at).Value);
                if (week == 3)
                {
                    db.KeyResultCheckIns.Add(response.CheckIn(30m - (lift * 2m), Confidence.OnTrack, "", Teller with { Name = name, EmployeeId = owner.Id }, at).Value);
                }
            }
        }

        await db.SaveChangesAsync(cancellation);
        return results.ToDictionary(r => r.Key, r => r.Value.Id);
    }

    private static async Task SeedSheetsAsync(PortalDbContext db, Story story, Dictionary<int, int> results, int seed, CancellationToken cancellation)
    {
        var people = await (from p in db.Participants.AsNoTracking()
                            where p.CycleId == story.CycleId
                            orderby p.Id
                            select new
                            {
                                p.Id,
                                p.EmployeeId,
                                p.Name,
                                p.DepartmentId,
                                p.ManagerId,
                                Manager = db.Employees.Where(e => e.Id == p.ManagerId).Select(e => e.Name).FirstOrDefault() ?? "HR",
                            }).ToListAsync(cancellation);
        var sheets = new List<GoalSheet>();
        foreach (var person in people)
        {
            var lot = Math.Abs((person.EmployeeId * 7) + seed) % 10;
            if (story.Phase == PhaseState.Open && lot == 9)
            {
                // nothing written yet
                continue;
            }

            var sheet = new GoalSheet(story.CycleId, person.Id, person.EmployeeId);
            var employee = Teller with { Name = person.Name, EmployeeId = person.EmployeeId };
            var manager = Teller with { Name = person.Manager, EmployeeId = person.ManagerId };
            var key = results.TryGetValue(person.DepartmentId, out var result) ? result : (int?)null;
            var goals = Goals(story.Template, lot, key);
            Check(sheet.Propose(story.Template, goals, employee, story.OpensAt.AddHours(5)));
            if (story.Phase != PhaseState.Open || lot < 5)
            {
                Check(sheet.Confirm(story.Template, GoalSide.Manager, manager, story.OpensAt.AddDays(1)));
            }
            else if (lot == 8)
            {
                List<GoalEntry> changed = [.. goals.Select((g, i) => i == 0 ? g with { Text = "First answer within an hour, also on Mondays 周一也在一小时内首次响应" } : g)];
                Check(sheet.Change(story.Template, changed, "Mondays are where we lose people. 周一流失最多。", manager, story.OpensAt.AddDays(1)));
            }

            sheets.Add(sheet);
        }

        await db.WriteAsync(
            async () =>
            {
                var ids = await db.ReserveIdsAsync<GoalSheet>(sheets.Count, cancellation);
                await db.InsertAsync(sheets, ids, cancellation);
                await db.InsertAsync([.. sheets.Zip(ids).SelectMany(s => s.First.Goals.Select(g => new Goal(s.Second, g.Entry)))], null, cancellation);
                await db.InsertAsync([.. sheets.Zip(ids).SelectMany(s => s.First.Steps.Select(t => new GoalStep(s.Second, t)))], null, cancellation);
            },
            cancellation);
    }

    /// <summary>A target of one's own for some, other weights for some, words and alignment for all.</summary>
    private static List<GoalEntry> Goals(TemplateDefinition template, int lot, int? keyResult)
    {
        var aimed = template.Indicators.FirstOrDefault(i => GoalRules.TargetRange(i) is not null);
        var section = template.Sections.FirstOrDefault(s => s.Indicators.Count(i => GoalRules.WeightRange(i) is not null) >= 2);
        var movable = section?.Indicators.Where(i => GoalRules.WeightRange(i) is not null).Take(2).ToList() ?? [];
        var shift = lot % 3 == 0 && movable.Count == 2 && GoalRules.WeightRange(movable[0])!.Contains(movable[0].Weight - 5m) && GoalRules.WeightRange(movable[1])!.Contains(movable[1].Weight + 5m) ? 5m : 0m;
        var indicators = movable.Append(aimed ?? template.Indicators.First()).DistinctBy(i => i.Key).ToList();
        return indicators.ConvertAll(i => new GoalEntry(
            i.Key,
            i == aimed && lot % 4 == 1 ? GoalRules.TargetRange(i)!.Lowest : null,
            shift > 0m && i == movable[0] ? i.Weight - shift : shift > 0m && i == movable[1] ? i.Weight + shift : null,
            i == indicators[0] ? "Answer within an hour, solve at the first contact 一小时内响应，首次联系即解决" : "",
            i == indicators[0] ? keyResult : null));
    }

    /// <summary>The demo employee's own key result feeds their actual value; the last check-in waits for their manager.</summary>
    private static async Task SeedFeedAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var person = await (from p in db.Participants.AsNoTracking()
                            join e in db.Employees on p.EmployeeId equals e.Id
                            join m in db.Employees on p.ManagerId equals m.Id
                            where p.CycleId == cycleId && e.Email == "employee@demo.example"
                            select new { p.Id, p.EmployeeId, p.DepartmentId, e.Name, Manager = m }).FirstOrDefaultAsync(cancellation);
        var objective = person is null ? null : await db.Objectives.AsNoTracking().FirstOrDefaultAsync(o => o.DepartmentId == person.DepartmentId, cancellation);
        var template = await (from c in db.Cycles.AsNoTracking()
                              join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                              where c.Id == cycleId
                              select v.Definition).SingleAsync(cancellation);
        var key = template.Indicators.FirstOrDefault(i => i.NeedsActual && GoalRules.TargetRange(i) is not null)?.Key;
        if (person is null || objective is null || key is null)
        {
            return;
        }

        var at = await db.CyclePhases.Where(p => p.CycleId == cycleId && p.Kind == PhaseKind.DataCollection).Select(p => p.OpensAt).FirstAsync(cancellation);
        var result = new KeyResult(objective.Id, new("Own clients' satisfaction 本人客户满意度", "%", 85m, 95m, person.EmployeeId, CheckInCadence.Weekly), at);
        db.KeyResults.Add(result);
        await db.SaveChangesAsync(cancellation);
        db.KeyResultFeeds.Add(new KeyResultFeed(result.Id, person.Id, person.EmployeeId, key, Teller with { Name = person.Manager.Name, EmployeeId = person.Manager.Id }, at));
        db.KeyResultCheckIns.Add(result.CheckIn(91m, Confidence.OnTrack, "", Teller with { Name = person.Name, EmployeeId = person.EmployeeId }, at.AddDays(2)).Value);
        await db.SaveChangesAsync(cancellation);
    }

    private static void Check(Result result)
    {
        if (result.Failed)
        {
            throw new InvalidOperationException($"The demo company's goals cannot be told: {result.Error}");
        }
    }

    private sealed record Story(int CycleId, TemplateDefinition Template, PhaseState Phase, DateTime OpensAt);
}
