using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Tests.Templates;

public sealed class TemplateUseCasesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Create_FromPreset_HoldsThePresetUnderTheNewName(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);

        var made = await CreateAsync(portal, new("Our review", "我们的方案"));

        var view = await FindAsync(portal, made);
        Assert.Equal(TemplateState.Draft, view.State);
        Assert.Equal(new LocalText("Our review", "我们的方案"), view.Definition.Name);
        Assert.Equal(["results", "manager", "peers"], view.Definition.Sections.Select(s => s.Key));
        Assert.Equal("三方评价方案", Presets.ThreeSource.Definition.Name.Zh);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Create_SamePresetTwice_GetsCodesOfTheirOwn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await CreateAsync(portal, new("A", ""));
        await CreateAsync(portal, new("B", ""));

        var rows = await portal.Get<TemplateQueries>().ListAsync(Actors.Hr, Stop);

        Assert.Equal(["three-source", "three-source-2"], rows.Select(r => r.Code));
        Assert.Equal(["A", "B"], rows.Select(r => r.Name.En));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Create_EmptyThenCopied_CarriesTheContentOver(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var create = portal.Get<CreateTemplate>();
        var empty = (await create.RunAsync(new(new("Yearly Review 2027!", "")), Actors.Hr, Stop)).Value;
        await EditAsync(portal, empty, d => d with { Purpose = new("Why", "目的") });

        var copy = (await create.RunAsync(new(new("", "副本"), CopyOf: empty), Actors.Hr, Stop)).Value;

        var view = await FindAsync(portal, copy);
        Assert.Equal("目的", view.Definition.Purpose.Zh);
        Assert.Equal("副本", view.Definition.Name.Zh);
        var codes = (await portal.Get<TemplateQueries>().ListAsync(Actors.Hr, Stop)).Select(r => r.Code);
        Assert.Equal(["template", "yearly-review-2027"], codes);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Publish_SectionWeights99_99_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Nearly", ""));
        await EditAsync(portal, made, d => d with { Sections = [d.Sections[0] with { Weight = 59.99m }, .. d.Sections.Skip(1)] });

        var answer = await PublishAsync(portal, made);

        Assert.True(Assert.Single(answer.Errors).Is(TemplateErrors.SectionWeights));
        Assert.Equal(99.99m, answer.Error.Args[0]);
        Assert.Equal(TemplateState.Draft, (await FindAsync(portal, made)).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Publish_OverWarnings_HasToBeSaidAndIsAuditedWithTheFigures(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Bold", ""));
        var version = (await FindAsync(portal, made)).Version;
        var publish = portal.Get<PublishTemplate>();

        var unsaid = await publish.RunAsync(new(made, version), Actors.Hr, Stop);

        Assert.True(unsaid.Error.Is(TemplateErrors.WarningsOpen));
        Assert.Equal(TemplateState.Draft, (await FindAsync(portal, made)).State);
        Assert.True((await publish.RunAsync(new(made, version, DespiteWarnings: true), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(TemplateState.Published, (await FindAsync(portal, made)).State);
        await using var db = portal.Open();
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "Templates.Published", Stop);
        Assert.StartsWith("v1; ", entry.Details, StringComparison.Ordinal);
        Assert.Contains("PerformanceShare 60, 70, 80", entry.Details, StringComparison.Ordinal);
        Assert.Equal(Actors.Hr.Name, entry.ActorName);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Publish_WithAnError_IsRefusedWhateverIsSaid(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Wrong", ""));
        await EditAsync(portal, made, d => d with { Scale = new([.. d.Scale.Points.Select(p => p with { Score = 50m })]) });
        var version = (await FindAsync(portal, made)).Version;
        foreach (var despite in new[] { false, true })
        {
            var answer = await portal.Get<PublishTemplate>().RunAsync(new(made, version, despite), Actors.Hr, Stop);

            Assert.True(Assert.Single(answer.Errors).Is(TemplateErrors.ScaleScores));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Publish_WithoutWarnings_NeedsNothingSaid(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Balanced", ""));
        await EditAsync(portal, made, Balanced);

        var view = await FindAsync(portal, made);
        Assert.Empty(TemplateCheck.All(view.Definition, []));
        Assert.True((await portal.Get<PublishTemplate>().RunAsync(new(made, view.Version), Actors.Hr, Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Edit_SavedByItselfManyTimes_IsOneAuditEntryASitting(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Long work", ""));
        for (var n = 0; n < 5; n++)
        {
            await EditAsync(portal, made, d => d with { Purpose = new($"Draft {n}", "") });
        }

        portal.Clock.Advance(TimeSpan.FromHours(2));
        await EditAsync(portal, made, d => d with { Purpose = new("Next morning", "") });
        var other = Actors.Of(await portal.AddEmployeeAsync("Hana"), Roles.HR);
        var view = await FindAsync(portal, made);
        Assert.True((await portal.Get<EditTemplateDraft>().RunAsync(new(made, view.Definition, view.Version), other, Stop)).Succeeded);

        await using var db = portal.Open();
        Assert.Equal(3, await db.AuditEntries.CountAsync(e => e.Action == "Templates.DraftEdited", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Storage_LayersLimitsAndUse_ComeBackAsTheyWere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Kept", ""));
        await EditAsync(portal, made, d => Balanced(d) with { ForService = true, ForStarProgramme = true });

        var stored = (await FindAsync(portal, made)).Definition;

        Assert.True(stored.ForService && stored.ForStarProgramme);
        Assert.Equal(IndicatorLayer.Core, stored.Sections[0].Indicators[0].Layer);
        Assert.Equal(new GoalLimits(null, null, 10m, 60m), stored.Sections[0].Indicators[0].GoalLimits);
        Assert.Equal(new LibraryOrigin("from-library", 4), stored.Sections[0].Indicators[0].Origin);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Publish_Complete_FreezesForeverAndIsAudited(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Done", ""));

        Assert.True((await PublishAsync(portal, made)).Succeeded);

        var view = await FindAsync(portal, made);
        Assert.Equal(TemplateState.Published, view.State);
        Assert.Equal(portal.Now, view.PublishedAt);
        Assert.Equal(Actors.Hr.Name, view.PublishedBy);
        var edit = await portal.Get<EditTemplateDraft>().RunAsync(new(made, view.Definition with { Purpose = new("x", "") }, view.Version), Actors.Hr, Stop);
        Assert.True(edit.Error.Is(TemplateErrors.Frozen));
        Assert.True((await PublishAsync(portal, made)).Error.Is(TemplateErrors.Frozen));
        Assert.True((await portal.Get<DeleteTemplateDraft>().RunAsync(new(made, view.Version), Actors.Hr, Stop)).Error.Is(TemplateErrors.Frozen));
        await using var db = portal.Open();
        Assert.Equal(
            ["Templates.Created", "Templates.Published"],
            await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task StartVersion_FromPublished_LeavesThePublishedOneAsItIs(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Line", ""));
        await PublishAsync(portal, made);

        var next = (await portal.Get<StartTemplateVersion>().RunAsync(new(made), Actors.Hr, Stop)).Value;
        await EditAsync(portal, next, d => d with { Purpose = new("Second", "") });

        Assert.Equal(2, next.Number);
        Assert.NotEqual("Second", (await FindAsync(portal, made)).Definition.Purpose.En);
        Assert.Equal(2, (await FindAsync(portal, made)).Draft);
        var third = await portal.Get<StartTemplateVersion>().RunAsync(new(made), Actors.Hr, Stop);
        Assert.True(third.Error.Is(TemplateErrors.DraftExists));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task StartVersion_TwoAtOnce_MakesOneDraft(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Line", ""));
        await PublishAsync(portal, made);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => portal.Get<StartTemplateVersion>().RunAsync(new(made), Actors.Hr, Stop)));

        Assert.Single(answers, a => a.Succeeded);
        Assert.All(answers.Where(a => a.Failed), a => Assert.True(a.Error.Is(TemplateErrors.DraftExists)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Edit_TwoEditors_TheSecondIsTold(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Shared", ""));
        var seen = await FindAsync(portal, made);
        var edit = portal.Get<EditTemplateDraft>();

        var first = await edit.RunAsync(new(made, seen.Definition with { Purpose = new("First", "") }, seen.Version), Actors.Hr, Stop);
        var second = await edit.RunAsync(new(made, seen.Definition with { Purpose = new("Second", "") }, seen.Version), Actors.Hr, Stop);
        var again = await edit.RunAsync(new(made, seen.Definition with { Purpose = new("Third", "") }, first.Value), Actors.Hr, Stop);

        Assert.True(second.Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True(again.Succeeded);
        Assert.Equal("Third", (await FindAsync(portal, made)).Definition.Purpose.En);
        Assert.True((await portal.Get<PublishTemplate>().RunAsync(new(made, seen.Version), Actors.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Delete_OnlyDraft_RemovesTheTemplate(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Thrown away", ""));

        var answer = await portal.Get<DeleteTemplateDraft>().RunAsync(new(made, (await FindAsync(portal, made)).Version), Actors.Hr, Stop);

        Assert.True(answer.Succeeded);
        Assert.Empty(await portal.Get<TemplateQueries>().ListAsync(Actors.Hr, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Delete_SecondVersion_KeepsTheFirst(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Line", ""));
        await PublishAsync(portal, made);
        var next = (await portal.Get<StartTemplateVersion>().RunAsync(new(made), Actors.Hr, Stop)).Value;

        var answer = await portal.Get<DeleteTemplateDraft>().RunAsync(new(next, (await FindAsync(portal, next)).Version), Actors.Hr, Stop);

        Assert.True(answer.Succeeded);
        Assert.Equal([1], Assert.Single(await portal.Get<TemplateQueries>().ListAsync(Actors.Hr, Stop)).Versions.Select(v => v.Number));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Delete_DraftThatACycleUses_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Wanted", ""));
        await using (var db = portal.Open())
        {
            var cycle = new Cycle("Uses it");
            var chosen = cycle.ChooseTemplate(await db.TemplateVersions.Select(v => v.Id).SingleAsync(Stop));
            Assert.True(chosen.Succeeded);
            db.Cycles.Add(cycle);
            await db.SaveChangesAsync(Stop);
        }

        var view = await FindAsync(portal, made);
        var answer = await portal.Get<DeleteTemplateDraft>().RunAsync(new(made, view.Version), Actors.Hr, Stop);

        Assert.True(answer.Error.Is(TemplateErrors.InUse));
        Assert.Equal(1, view.Cycles);
        Assert.NotNull(await FindAsync(portal, made));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Demo_IsThePublishedPreset(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);

        await portal.Get<IEnumerable<IDemoPart>>().OfType<DemoTemplates>().Single().SeedAsync(new DemoRequest(10, 1, new DateOnly(2026, 11, 23)), Stop);

        var row = Assert.Single(await portal.Get<TemplateQueries>().ListAsync(Actors.Hr, Stop));
        Assert.Equal(("three-source", TemplateState.Published), (row.Code, Assert.Single(row.Versions).State));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task EveryVerb_NotHr_AnswersAsIfNothingWereThere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Closed", ""));
        var view = await FindAsync(portal, made);
        var ann = await portal.AddEmployeeAsync("Ann");
        foreach (var actor in new[] { Actors.Of(ann), Actors.Administrator, Actors.Of(ann, Roles.Employee | Roles.Committee) })
        {
            Result[] answers =
            [
                await portal.Get<CreateTemplate>().RunAsync(new(new("Mine", "")), actor, Stop),
                await portal.Get<EditTemplateDraft>().RunAsync(new(made, view.Definition, view.Version), actor, Stop),
                await portal.Get<PublishTemplate>().RunAsync(new(made, view.Version), actor, Stop),
                await portal.Get<StartTemplateVersion>().RunAsync(new(made), actor, Stop),
                await portal.Get<DeleteTemplateDraft>().RunAsync(new(made, view.Version), actor, Stop),
            ];

            Assert.All(answers, a => Assert.True(a.Error.Is(TemplateErrors.NotFound)));
            Assert.Null(await portal.Get<TemplateQueries>().FindAsync(made, actor, Stop));
            Assert.Empty(await portal.Get<TemplateQueries>().ListAsync(actor, Stop));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Storage_EveryMeasureKind_ComesBackAsItWas(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = await CreateAsync(portal, new("Measures", ""));
        Measure[] measures =
        [
            new BandsMeasure([new(2m, 100m), new(5.5m, 60m)], 12.34m, LowerIsBetter: true),
            new LinearMeasure(30m, 10m, 115.5m),
            new CompletionMeasure(12_000m, 110m),
            new DeductionMeasure(0.000001m, 3m),
            new PassFailMeasure(),
            new RatingMeasure(),
        ];
        await EditAsync(portal, made, d => d with
        {
            Sections = [d.Sections[0] with { Indicators = [.. measures.Select((m, i) => d.Sections[0].Indicators[0] with { Key = $"m-{i}", Measure = m })] }],
        });

        var stored = (await FindAsync(portal, made)).Definition.Sections[0].Indicators.Select(i => i.Measure).ToList();

        Assert.Equal(measures[1..], stored[1..]);
        var bands = Assert.IsType<BandsMeasure>(stored[0]);
        Assert.Equal(((BandsMeasure)measures[0]).Bands, bands.Bands);
        Assert.Equal((12.34m, true), (bands.Otherwise, bands.LowerIsBetter));
    }

    // 75 : 25, a bit over 7 : 3 measured, 5 : 3 : 2 by layer, nobody rated by peers
    private static TemplateDefinition Balanced(TemplateDefinition d)
    {
        var (measured, rated) = (d.Sections[0].Indicators[0], d.Sections[1].Indicators[0]);
        Indicator One(Indicator like, string key, decimal weight, IndicatorLayer layer)
            => like with { Key = key, Weight = weight, Layer = layer, Origin = new("from-library", 4), GoalLimits = new(null, null, 10m, 60m) };
        return d with
        {
            Sections =
            [
                d.Sections[0] with { Weight = 75m, Indicators = [One(measured, "a", 40m, IndicatorLayer.Core), One(measured, "b", 35m, IndicatorLayer.Core), One(measured, "c", 25m, IndicatorLayer.Innovation)] },
                d.Sections[1] with { Weight = 25m, Indicators = [One(rated, "d", 50m, IndicatorLayer.Process), One(rated, "e", 50m, IndicatorLayer.Process)] },
            ],
        };
    }

    private static async Task<TemplateReference> CreateAsync(TestPortal portal, LocalText name)
        => (await portal.Get<CreateTemplate>().RunAsync(new(name, Presets.ThreeSource.Key), Actors.Hr, Stop)).Value;

    private static async Task<TemplateVersionView> FindAsync(TestPortal portal, TemplateReference reference)
        => (await portal.Get<TemplateQueries>().FindAsync(reference, Actors.Hr, Stop))!;

    private static async Task EditAsync(TestPortal portal, TemplateReference reference, Func<TemplateDefinition, TemplateDefinition> edit)
    {
        var view = await FindAsync(portal, reference);
        Assert.True((await portal.Get<EditTemplateDraft>().RunAsync(new(reference, edit(view.Definition), view.Version), Actors.Hr, Stop)).Succeeded);
    }

    private static async Task<Result> PublishAsync(TestPortal portal, TemplateReference reference)
        => await portal.Get<PublishTemplate>().RunAsync(new(reference, (await FindAsync(portal, reference)).Version, DespiteWarnings: true), Actors.Hr, Stop);
}
