using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Facts;
using StarPortal.Web.Features.Stars.Programmes;

namespace StarPortal.Web.Tests.Stars;

public sealed class ProgrammeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Preset_CreatedEditedPublished_NeverChangesAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = (await portal.Get<CreateProgramme>().RunAsync(new(new("Stars", ""), StarPresets.FiveStarService.Key), Actors.Hr, Stop)).Value;
        var view = await FindAsync(portal, made);
        var saved = await portal.Get<EditProgrammeDraft>().RunAsync(new(made, view.Definition with { Purpose = new("Why", "目的") }, new DateOnly(2026, 1, 1), null, view.Version), Actors.Hr, Stop);

        Assert.True((await portal.Get<EditProgrammeDraft>().RunAsync(new(made, view.Definition, null, null, view.Version), Actors.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await portal.Get<PublishProgramme>().RunAsync(new(made, saved.Value), Actors.Hr, Stop)).Succeeded);

        var published = await FindAsync(portal, made);
        Assert.Equal((StarProgrammeState.Published, "目的", new DateOnly(2026, 1, 1)), (published.State, published.Definition.Purpose.Zh, published.EffectiveFrom));
        Assert.Equal(StarPresets.FiveStarService.Definition.Comparisons, published.Definition.Comparisons);
        Assert.True((await portal.Get<EditProgrammeDraft>().RunAsync(new(made, view.Definition, null, null, published.Version), Actors.Hr, Stop)).Error.Is(StarErrors.Frozen));
        Assert.True((await portal.Get<DeleteProgrammeDraft>().RunAsync(new(made, published.Version), Actors.Hr, Stop)).Error.Is(StarErrors.Frozen));
        await using var db = portal.Open();
        Assert.Equal([StarPresets.BasicTraining], await db.TrainingCourses.Select(c => c.Code).ToListAsync(Stop));
        Assert.Equal(["Stars.ProgrammeCreated", "Stars.DraftEdited", "Stars.Published"], await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task EveryVerb_NotHr_AnswersAsIfNothingWereThere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = (await portal.Get<CreateProgramme>().RunAsync(new(new("Stars", ""), StarPresets.StarEmployee.Key), Actors.Hr, Stop)).Value;
        var view = await FindAsync(portal, made);
        var ann = Actors.Of(await portal.AddEmployeeAsync("Ann"));

        Result[] answers =
        [
            await portal.Get<CreateProgramme>().RunAsync(new(new("Mine", "")), ann, Stop),
            await portal.Get<EditProgrammeDraft>().RunAsync(new(made, view.Definition, null, null, view.Version), ann, Stop),
            await portal.Get<PublishProgramme>().RunAsync(new(made, view.Version), ann, Stop),
            await portal.Get<RetireProgramme>().RunAsync(new(made, view.Version), ann, Stop),
            await portal.Get<StartProgrammeVersion>().RunAsync(new(made), ann, Stop),
            await portal.Get<DeleteProgrammeDraft>().RunAsync(new(made, view.Version), ann, Stop),
        ];

        Assert.All(answers, a => Assert.True(a.Error.Is(StarErrors.NotFound)));
        Assert.Null(await portal.Get<ProgrammeQueries>().FindAsync(made.ProgrammeId, null, ann, Stop));
        Assert.Empty(await portal.Get<ProgrammeQueries>().ListAsync(ann, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Fact_ProposedByAnn_CountsOnlyAfterSomebodyElseApproved(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var employee = await portal.AddEmployeeAsync("Ann");
        var ann = Actors.Of(employee);
        var content = new StarFactContent(StarFactKind.Commendation, "", "Praised", DateOnly.FromDateTime(portal.Now).AddDays(-1), "");

        var id = (await portal.Get<ProposeFact>().RunAsync(new(employee.Id, content), ann, Stop)).Value;

        Assert.True((await portal.Get<ProposeFact>().RunAsync(new(employee.Id, content), ann, Stop)).Error.Is(StarErrors.FactTwice));
        var mine = Assert.Single(await portal.Get<FactQueries>().MineAsync(ann, Stop));
        Assert.False(mine.CanDecide);
        Assert.True((await portal.Get<DecideFact>().RunAsync(new(id, true, "", mine.Version), ann, Stop)).Error.Is(StarErrors.FactNotFound));
        Assert.Equal(1, await portal.Get<FactQueries>().WaitingAsync(Actors.Hr, Stop));
        Assert.True((await portal.Get<DecideFact>().RunAsync(new(id, true, "", mine.Version), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(0, await portal.Get<FactQueries>().WaitingAsync(Actors.Hr, Stop));
        Assert.Equal(StarFactState.Approved, Assert.Single(await portal.Get<FactQueries>().MineAsync(ann, Stop)).State);
        var stranger = Actors.Of(await portal.AddEmployeeAsync("Sam"));
        Assert.Empty((await portal.Get<FactQueries>().PageAsync(new FactFilter("", null, null), 1, stranger, Stop)).Rows);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_DryRunThenForReal_AddsOnceAndNothingWhileARowIsWrong(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        Assert.True((await portal.Get<KeepTraining>().RunAsync(new(null, "safety", new("Safety", "安全"), false, 0), Actors.Hr, Stop)).Succeeded);
        var good = new SheetTable(["工号", "Training", "Date"], [new SheetRow(2, [ann.Number, "safety", "2026-01-31"])]);
        var bad = good with { Rows = [.. good.Rows, new SheetRow(3, ["nobody", "safety", "2026-01-31"]), new SheetRow(4, [ann.Number, "diving", "2026-01-31"])] };
        var import = portal.Get<ImportTrainings>();

        var refused = (await import.RunAsync(new(bad, "f.csv", false), Actors.Hr, Stop)).Value;
        var dry = (await import.RunAsync(new(good, "f.csv", true), Actors.Hr, Stop)).Value;
        var done = (await import.RunAsync(new(good, "f.csv", false), Actors.Hr, Stop)).Value;
        var again = (await import.RunAsync(new(good, "f.csv", false), Actors.Hr, Stop)).Value;

        Assert.Equal([3, 4], refused.Errors.Select(e => e.Row));
        Assert.Equal((1, false), (dry.Added, dry.Written));
        Assert.Equal((1, true), (done.Added, done.Written));
        Assert.Equal((0, 1), (again.Added, again.Known));
        await using var db = portal.Open();
        Assert.Equal(StarFactState.Approved, (await db.StarFacts.SingleAsync(Stop)).State);
    }

    private static async Task<ProgrammeView> FindAsync(TestPortal portal, ProgrammeReference reference) =>
        (await portal.Get<ProgrammeQueries>().FindAsync(reference.ProgrammeId, reference.Number, Actors.Hr, Stop))!;
}
