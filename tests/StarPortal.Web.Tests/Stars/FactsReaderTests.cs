using Microsoft.EntityFrameworkCore;
using StarPortal.Data.Stars;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Stars.Facts;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Features.Stars.WhatIf;
using StarPortal.Web.Tests.Cycles;

namespace StarPortal.Web.Tests.Stars;

/// <summary>What an evaluation is given, read from the tables of a real cycle; and what other criteria would make of it.</summary>
public sealed class FactsReaderTests
{
    private static readonly DateOnly PeriodEnd = new(2026, 9, 30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Tenure_OnBoundaryDays_CountsCompleteMonthsToThePeriodsEnd(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(PeriodEnd, ("Exactly", 90m), ("DayLate", 90m), ("Later", 90m), ("Unknown", 90m));
        await HiredAsync(portal, story["Exactly"], new DateOnly(2026, 7, 1));
        await HiredAsync(portal, story["DayLate"], new DateOnly(2026, 7, 2));
        await HiredAsync(portal, story["Later"], new DateOnly(2026, 10, 1));
        await HiredAsync(portal, story["Unknown"], null);
        StarStory.Must(await story.ComputeAsync(cycle));

        var facts = await ReadAsync(portal, cycle, StarStory.Definition);

        Assert.Equal([3, 2, 0, null], new[] { "Exactly", "DayLate", "Later", "Unknown" }.Select(n => facts[story[n].Id].TenureMonths));
        await using var db = portal.Open();
        var newcomers = await db.StarOutcomes.Where(o => o.Newcomer).Select(o => o.EmployeeId).ToListAsync(Stop);
        Assert.Equal(new[] { story["DayLate"].Id, story["Later"].Id }.Order(), newcomers.Order());
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Ranks_WithTies_ShareTheBetterPlaceInEveryGroup(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var (top, below, beside) = ("/1/", "/1/2/", "/11/");
        var cycle = await story.RunAsync(PeriodEnd, ("A", 90m), ("B", 90m), ("C", 80m), ("D", 70m), ("E", null), ("F", 99m));
        await PlaceAsync(portal, cycle, story, ("A", top, "L1"), ("B", below, "L2"), ("C", below, "L1"), ("D", top, "L2"), ("E", top, "L1"), ("F", beside, "L3"));
        StarStory.Must(await story.ComputeAsync(cycle));

        var facts = await ReadAsync(portal, cycle, Ranked(RankGroup.Everybody, 50m));

        RankPlace? Place(string name, RankGroup group) => facts[story[name].Id].Ranks.GetValueOrDefault(group);
        Assert.Equal([(2, 5), (2, 5), (4, 5), (5, 5), (1, 5)], new[] { "A", "B", "C", "D", "F" }.Select(n => (Place(n, RankGroup.Everybody)!.Place, Place(n, RankGroup.Everybody)!.Size)));
        // the upper department is compared with all below it, the lower one with itself alone, and /1/ is not the beginning of /11/
        Assert.Equal([(1, 4), (1, 2), (2, 2), (4, 4), (1, 1)], new[] { "A", "B", "C", "D", "F" }.Select(n => (Place(n, RankGroup.Department)!.Place, Place(n, RankGroup.Department)!.Size)));
        Assert.Equal([(1, 2), (1, 2), (2, 2), (2, 2)], new[] { "A", "B", "C", "D" }.Select(n => (Place(n, RankGroup.Level)!.Place, Place(n, RankGroup.Level)!.Size)));
        Assert.Empty(facts[story["E"].Id].Ranks);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task RecordedFacts_OutsideTheirWindow_DoNotCount(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(PeriodEnd, ("Ann", 90m));
        DateOnly[] days = [new(2025, 9, 30), new(2025, 10, 1), new(2026, 8, 31), new(2026, 9, 1), new(2026, 9, 30), new(2026, 10, 1)];
        await using (var db = portal.Open())
        {
            foreach (var day in days)
            {
                var fact = StarFact.Propose(story["Ann"].Id, null, new(StarFactKind.Commendation, "", $"On {day:o}", day, ""), story.Hr, new DateOnly(2026, 12, 31), portal.Now).Value;
                StarStory.Must(fact.Approve(null, new Actor(777, null, "Second", Roles.HR), portal.Now));
                db.StarFacts.Add(fact);
            }

            db.StarFacts.Add(StarFact.Propose(story["Ann"].Id, null, new(StarFactKind.Commendation, "", "Not approved", PeriodEnd, ""), story.Hr, new DateOnly(2026, 12, 31), portal.Now).Value);
            await db.SaveChangesAsync(Stop);
        }

        var facts = (await ReadAsync(portal, cycle, StarStory.Definition))[story["Ann"].Id];

        decimal? Count(FactWindow window) => facts.Of(new FactReference(FactKind.Commendations, Window: window), 10).Value;
        Assert.Equal((2m, 4m, 5m), (Count(FactWindow.Cycle), Count(FactWindow.Year), Count(FactWindow.Ever)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Actuals_PerMonthOfTheQuarter_AndExemptedOnesAreNotThere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var perMonth = WithLast(new FactCriterion(new FactReference(FactKind.ActualPerMonth, "points"), Comparison.AtMost, 20m));
        var story = await StarStory.CreateAsync(portal, perMonth);
        var cycle = await story.RunAsync(PeriodEnd, ("Ann", 60m), ("Bob", 61m), ("Eve", 60m));
        await using (var db = portal.Open())
        {
            // a quarter: three months
            await db.WriteAsync(() => db.Cycles.Where(c => c.Id == cycle).ExecuteUpdateAsync(s => s.SetProperty(c => c.PeriodStart, new DateOnly(2026, 7, 1)), Stop), Stop);
            var eve = await db.Participants.Where(p => p.EmployeeId == story["Eve"].Id).Select(p => p.Id).SingleAsync(Stop);
            var exemption = Exemption.Request(cycle, eve, "points", "outage", story.Hr, portal.Now).Value;
            StarStory.Must(exemption.Approve(ExemptionSide.Management, new Actor(778, null, "Boss", Roles.Employee), portal.Now));
            StarStory.Must(exemption.Approve(ExemptionSide.Hr, new Actor(779, null, "Other HR", Roles.HR), portal.Now));
            db.Exemptions.Add(exemption);
            await db.SaveChangesAsync(Stop);
        }

        var facts = await ReadAsync(portal, cycle, perMonth);

        FactValue Of(string name) => facts[story[name].Id].Of(new FactReference(FactKind.ActualPerMonth, "points"), 10);
        Assert.Equal(20m, Of("Ann").Value);
        Assert.Equal(20.33m, Rounding.Score(Of("Bob").Value!.Value));
        Assert.Equal(FactGap.NoActual, Of("Eve").Gap);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task WhatIf_StricterCriteria_SaysWhoWouldMoveAndWritesNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(PeriodEnd, ("Gold", 95m), ("Nearly", 85m), ("Silver", 70m), ("Low", 10m), ("NoData", null));
        StarStory.Must(await story.ComputeAsync(cycle));
        var stricter = WithLast(new FactCriterion(new FactReference(FactKind.TotalScore), Comparison.AtLeast, 90m));
        var before = await OutcomesAsync(portal);

        var view = (await portal.Get<WhatIfQueries>().TryAsync(cycle, StarStory.Definition, stricter, null, 1, story.Hr, Stop))!;

        Assert.Equal((5, 0, 3, 1, 1), (view.People, view.Up, view.Same, view.Down, view.NoData));
        var row = Assert.Single(view.Rows.Rows);
        Assert.Equal(("Nearly", 3, 2, WhatIfMove.Down), (row.Name, row.Now, row.Then, row.Move));
        var why = Assert.Single(row.Differences);
        Assert.Equal((90m, 85m, 5m), (why.Needed, why.Actual, why.Distance));
        Assert.Equal([(2, 1), (1, 2), (1, 1)], view.Levels.OrderByDescending(l => l.Number).Select(l => (l.Now, l.Then)));
        Assert.Equal(before, await OutcomesAsync(portal));
        Assert.Null(await portal.Get<WhatIfQueries>().TryAsync(cycle, StarStory.Definition, stricter, null, 1, Actors.Of(story["Gold"]), Stop));
        Assert.Null(await portal.Get<WhatIfQueries>().HeadAsync(cycle, Actors.Of(story["Gold"]), Stop));
        // HR who takes part is not shown the own level
        var own = (await portal.Get<WhatIfQueries>().TryAsync(cycle, StarStory.Definition, stricter, null, 1, Actors.Of(story["Nearly"], Roles.Employee | Roles.HR), Stop))!;
        Assert.Empty(own.Rows.Rows);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task WhatIf_Kept_BecomesOneDraftThatDoesNotTouchThePublishedVersion(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var stricter = WithLast(new FactCriterion(new FactReference(FactKind.TotalScore), Comparison.AtLeast, 90m));
        var keep = portal.Get<KeepTriedCriteria>();

        var kept = await keep.RunAsync(new(story.ProgrammeVersionId, stricter), story.Hr, Stop);

        Assert.Equal(2, kept.Value.Number);
        Assert.True((await keep.RunAsync(new(story.ProgrammeVersionId, stricter), story.Hr, Stop)).Error.Is(StarErrors.DraftExists));
        await using var db = portal.Open();
        var versions = await db.StarProgrammeVersions.AsNoTracking().OrderBy(v => v.Number).ToListAsync(Stop);
        Assert.Equal([(StarProgrammeState.Published, 80m), (StarProgrammeState.Draft, 90m)], versions.Select(v => (v.State, v.Definition.Comparisons.Last().Value)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ProgrammeOfACycle_MustBePublishedEffectiveAndFitTheTemplate(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.DraftAsync();
        var reference = (await portal.Get<CreateProgramme>().RunAsync(new(new("Stars", ""), StarPresets.FiveStarService.Key), Actors.Hr, Stop)).Value;
        var view = (await portal.Get<ProgrammeQueries>().FindAsync(reference.ProgrammeId, reference.Number, Actors.Hr, Stop))!;
        await using var db = portal.Open();
        var version = await db.StarProgrammeVersions.Where(v => v.ProgrammeId == reference.ProgrammeId).Select(v => v.Id).SingleAsync(Stop);

        // a draft cannot be chosen
        Assert.True((await ChooseAsync(portal, cycle, version)).Error.Is(CycleErrors.StarsNotPublished));
        var saved = (await portal.Get<EditProgrammeDraft>().RunAsync(new(reference, view.Definition, new DateOnly(2027, 1, 1), null, view.Version), Actors.Hr, Stop)).Value;
        Assert.True((await portal.Get<PublishProgramme>().RunAsync(new(reference, saved), Actors.Hr, Stop)).Succeeded);
        StarStory.Must(await ChooseAsync(portal, cycle, version));

        // chosen, but not in force when the period ends, and about indicators that the template has not
        var refused = await portal.Get<PublishCycle>().RunAsync(cycle, (await portal.CycleAsync(cycle)).Version, Actors.Hr, Stop);
        Assert.Contains(refused.Errors, e => e.Is(CycleErrors.StarsNotEffective));
        Assert.Contains(refused.Errors, e => e.Is(StarErrors.UnknownIndicator) && e.Args.Contains("complaints"));
        Assert.Equal(CycleState.Draft, (await portal.CycleAsync(cycle)).State);

        StarStory.Must(await ChooseAsync(portal, cycle, null));
        await portal.PublishAsync(cycle);
        Assert.True((await ChooseAsync(portal, cycle, version)).Failed);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SameFact_ProposedOrImportedAtOnce_IsRecordedOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var content = new StarFactContent(StarFactKind.Commendation, "", "Praised", DateOnly.FromDateTime(portal.Now).AddDays(-1), "");
        StarStory.Must(await portal.Get<KeepTraining>().RunAsync(new(null, "safety", new("Safety", "安全"), false, 0), Actors.Hr, Stop));
        var table = new SheetTable(["Number", "Training", "Date"], [new SheetRow(2, [ann.Number, "safety", "2026-01-31"])]);

        var proposed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => portal.Get<ProposeFact>().RunAsync(new(ann.Id, content), Actors.Hr, Stop), Stop)));
        var imported = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => portal.Get<ImportTrainings>().RunAsync(new(table, "f.csv", false), Actors.Hr, Stop), Stop)));

        Assert.Single(proposed, p => p.Succeeded);
        Assert.Equal(1, imported.Sum(i => i.Value.Added));
        await using var db = portal.Open();
        Assert.Equal(2, await db.StarFacts.CountAsync(Stop));
    }

    private static async Task<Result> ChooseAsync(TestPortal portal, int cycle, int? version) =>
        await portal.Get<EditCycle>().RunAsync(new CycleEdit(cycle, (await portal.CycleAsync(cycle)).Version) { Stars = new StarChoice(version) }, Actors.Hr, Stop);

    private static async Task<Dictionary<int, StarFacts>> ReadAsync(TestPortal portal, int cycle, StarDefinition definition)
    {
        await using var db = portal.Open();
        var reader = (await StarFactsReader.OpenAsync(db, cycle, definition, Stop))!;
        var found = new Dictionary<int, StarFacts>();
        await foreach (var chunk in reader.ReadAsync(Stop))
        {
            foreach (var person in chunk)
            {
                found.Add(person.EmployeeId, person.Facts);
            }
        }

        return found;
    }

    private static StarDefinition Ranked(RankGroup group, decimal best) => WithLast(new FactCriterion(new FactReference(FactKind.RankPercentile, Group: group), Comparison.AtMost, best));

    private static StarDefinition WithLast(Criterion criterion) =>
        StarStory.Definition with { Levels = [.. StarStory.Definition.Levels.Take(2), StarStory.Definition.Levels[2] with { Criteria = criterion }] };

    private static async Task HiredAsync(TestPortal portal, Employee employee, DateOnly? day)
    {
        await using var db = portal.Open();
        await db.WriteAsync(() => db.Employees.Where(e => e.Id == employee.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.HireDate, day), Stop), Stop);
    }

    private static async Task PlaceAsync(TestPortal portal, int cycle, StarStory story, params (string Name, string Path, string Level)[] places)
    {
        await using var db = portal.Open();
        foreach (var (name, path, level) in places)
        {
            var employee = story[name].Id;
            await db.WriteAsync(
                () => db.Participants.Where(p => p.CycleId == cycle && p.EmployeeId == employee).ExecuteUpdateAsync(s => s.SetProperty(p => p.DepartmentPath, path).SetProperty(p => p.Level, level), Stop), Stop);
        }
    }

    private static async Task<List<(int, int?, int)>> OutcomesAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        var rows = await db.StarOutcomes.AsNoTracking().OrderBy(o => o.ParticipantId).Select(o => new { o.ParticipantId, o.ReachedLevel, o.LevelAfter }).ToListAsync(Stop);
        return rows.ConvertAll(r => (r.ParticipantId, r.ReachedLevel, r.LevelAfter));
    }
}
