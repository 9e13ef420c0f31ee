using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Goals.Sheets;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Tests.Goals;

/// <summary>Goals from the first draft to the score.</summary>
public sealed class GoalSheetUseCaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Goals_ConfirmedByBoth_CountInTheResult(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        await SetActualAsync(stage, "nps", 50m);
        await SetActualAsync(stage, "cases", 80m);
        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m, 70m, 30m));
        Assert.Equal(77m, Rounding.Score((await TreeAsync(stage)).Total!.Value)); // only proposed: (30/40 × 60 + 80/100 × 40)

        await stage.ConfirmAsync(stage.EmmaId, stage.AsMark);

        var tree = await TreeAsync(stage);
        Assert.Equal(94m, Rounding.Score(tree.Total!.Value)); // 100 × 70 + 80 × 30
        var nps = tree.Sections[0].Indicators[0];
        Assert.Equal((70m, 60m, 50m, 60m), (nps.Weight, nps.Personal!.TemplateWeight, nps.Personal.Target, nps.Personal.TemplateTarget));
        await using var db = portal.Open();
        Assert.Equal(["Goals.Proposed", "Goals.Confirmed"], await db.AuditEntries.Where(a => a.Entity == "GoalSheet").OrderBy(a => a.Sequence).Select(a => a.Action).ToListAsync(Stop));
        Assert.All(await db.AuditEntries.Where(a => a.Entity == "GoalSheet").ToListAsync(Stop), a => Assert.Equal(stage.Emma.Id, a.SubjectEmployeeId));
        Assert.Contains("nps target 60 → 50; nps weight 60 → 70", (await db.AuditEntries.FirstAsync(a => a.Action == "Goals.Confirmed", Stop)).Details, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Results_ComputedBeforeGoalsChanged_CannotBeReleased(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        foreach (var key in (string[])["nps", "cases"])
        {
            await SetActualAsync(stage, key, 50m);
        }

        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m));
        await TreeAsync(stage);
        Assert.True((await portal.Get<AcknowledgeMissingInputs>().RunAsync(stage.CycleId, Actors.Hr, Stop)).Succeeded);
        Assert.True((await portal.Get<ReleaseResults>().RunAsync(stage.CycleId, Actors.Hr, Stop)).Error.Is(CycleErrors.PhaseStillOpen));

        await stage.MoveAsync(PhaseKind.GoalConfirmation, open: false);

        Assert.True((await portal.Get<ReleaseResults>().RunAsync(stage.CycleId, Actors.Hr, Stop)).Error.Is(ResultErrors.Outdated));
        await TreeAsync(stage);
        Assert.True((await portal.Get<AcknowledgeMissingInputs>().RunAsync(stage.CycleId, Actors.Hr, Stop)).Succeeded);
        Assert.True((await portal.Get<ReleaseResults>().RunAsync(stage.CycleId, Actors.Hr, Stop)).Succeeded);
        Assert.True((await portal.Get<ReopenGoals>().RunAsync(await stage.SeenAsync(stage.EmmaId), "too late", Actors.Hr, Stop)).Error.Is(GoalErrors.PhaseNotOpen));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task PhaseClose_TakesProposalsAsTheyStandAndReopeningGivesThemBack(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m));
        Assert.True((await portal.Get<SaveGoals>().RunAsync(new GoalSeen(stage.NoraId, null), GoalStage.Goals(41m), stage.AsNora, Stop)).Succeeded);
        portal.Clock.Advance(TimeSpan.FromDays(6));

        await portal.Get<IEnumerable<IRecurringJob>>().OfType<DuePhasesJob>().Single().RunAsync(Stop);

        var sheet = (await stage.SheetAsync(stage.EmmaId))!;
        Assert.Equal((GoalSheetState.Confirmed, true), (sheet.State, sheet.ConfirmedAsProposed));
        Assert.Null(sheet.ManagerConfirmedAt);
        Assert.Equal(GoalSheetState.Open, (await stage.SheetAsync(stage.NoraId))!.State); // a draft is no proposal
        Assert.True((await portal.Get<SaveGoals>().RunAsync(await stage.SeenAsync(stage.NoraId), GoalStage.Goals(42m), stage.AsNora, Stop)).Error.Is(GoalErrors.PhaseNotOpen));
        var view = await portal.Get<CycleGoalQueries>().FindAsync(stage.CycleId, Actors.Hr, Stop);
        Assert.Equal((1, 2), (view!.Counts[GoalStanding.AsProposed], view.Counts[GoalStanding.NotProposed]));

        await stage.MoveAsync(PhaseKind.GoalConfirmation, open: true);
        Assert.Equal(GoalSheetState.Proposed, (await stage.SheetAsync(stage.EmmaId))!.State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Hr_OpensOneSheetAfterThePhase_OnceWithAReason(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m));
        await stage.ConfirmAsync(stage.EmmaId, stage.AsMark);
        await stage.MoveAsync(PhaseKind.GoalConfirmation, open: false);
        var reopen = portal.Get<ReopenGoals>();
        Assert.True((await reopen.RunAsync(await stage.SeenAsync(stage.EmmaId), "please", stage.AsEmma, Stop)).Error.Is(GoalErrors.PhaseNotOpen));
        Assert.True((await reopen.RunAsync(await stage.SeenAsync(stage.EmmaId), "", Actors.Hr, Stop)).Error.Is(SharedErrors.ReasonRequired));
        Assert.True((await reopen.RunAsync(await stage.SeenAsync(stage.NoraId), "my own", stage.AsNora, Stop)).Failed);

        Assert.True((await reopen.RunAsync(await stage.SeenAsync(stage.EmmaId), "Moved to another client", Actors.Hr, Stop)).Succeeded);

        Assert.Contains(await portal.Get<IEnumerable<IInboxSource>>().ItemsAsync(stage.AsEmma), i => i.Href == $"/goals/{stage.EmmaId}" && i.DueAt is null);
        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(45m));
        await stage.ConfirmAsync(stage.EmmaId, stage.AsMark);
        var sheet = (await stage.SheetAsync(stage.EmmaId))!;
        Assert.Equal((GoalSheetState.Confirmed, false), (sheet.State, sheet.OpenAfterPhase));
        Assert.Equal(5, sheet.Steps.Count);
        Assert.True((await portal.Get<SaveGoals>().RunAsync(await stage.SeenAsync(stage.EmmaId), GoalStage.Goals(44m), stage.AsEmma, Stop)).Error.Is(GoalErrors.PhaseNotOpen));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task TwoWindows_NeitherLosesAnything(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        var save = portal.Get<SaveGoals>();
        var first = await save.RunAsync(new GoalSeen(stage.EmmaId, null), GoalStage.Goals(text: "first window"), stage.AsEmma, Stop);
        Assert.True((await save.RunAsync(new GoalSeen(stage.EmmaId, null), GoalStage.Goals(text: "second window"), stage.AsEmma, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        var again = await save.RunAsync(new GoalSeen(stage.EmmaId, first.Value.Version), GoalStage.Goals(text: "first window, later"), stage.AsEmma, Stop);
        Assert.True(again.Value.Version > first.Value.Version);
        Assert.True((await save.RunAsync(new GoalSeen(stage.EmmaId, first.Value.Version), GoalStage.Goals(text: "stale"), stage.AsEmma, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.Equal("first window, later", (await stage.SheetAsync(stage.EmmaId))!.Goals.Single(g => g.IndicatorKey == "nps").Text);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task EmployeeAndManagerAtOnce_OneActsOnWhatTheySaw(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m));
        var seen = await stage.SeenAsync(stage.EmmaId);

        var acts = await Task.WhenAll(
            portal.Get<ConfirmGoals>().RunAsync(seen, stage.AsMark, Stop),
            portal.Get<ReopenGoals>().RunAsync(seen, "I thought again", stage.AsEmma, Stop));

        var refused = Assert.Single(acts, a => a.Failed);
        Assert.True(refused.Error.Is(SharedErrors.ChangedElsewhere), refused.Error.ToString());
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Sheets_AreForTheTwoSidesAndHrOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m));
        await stage.ProposeAsync(stage.NoraId, stage.AsNora, GoalStage.Goals(50m));
        var queries = portal.Get<GoalQueries>();
        var other = Actors.Of(await portal.AddEmployeeAsync("Otto"));

        Assert.Null(await queries.SheetAsync(stage.EmmaId, other, Stop));
        Assert.Null(await queries.SheetAsync(stage.EmmaId, Actors.Administrator, Stop));
        Assert.Null(await queries.SheetAsync(stage.NoraId, stage.AsMark, Stop));
        Assert.Equal(GoalSide.Manager, (await queries.SheetAsync(stage.EmmaId, stage.AsMark, Stop))!.Side);
        Assert.Null((await queries.SheetAsync(stage.EmmaId, Actors.Hr, Stop))!.Side);
        var confirm = portal.Get<ConfirmGoals>();
        Assert.True((await confirm.RunAsync(await stage.SeenAsync(stage.EmmaId), Actors.Hr, Stop)).Error.Is(GoalErrors.NotFound)); // there is a manager
        Assert.True((await confirm.RunAsync(await stage.SeenAsync(stage.EmmaId), stage.AsEmma, Stop)).Error.Is(GoalErrors.AlreadyConfirmed));
        Assert.True((await confirm.RunAsync(await stage.SeenAsync(stage.EmmaId), other, Stop)).Error.Is(GoalErrors.NotFound));
        Assert.True((await confirm.RunAsync(await stage.SeenAsync(stage.NoraId), stage.AsNora, Stop)).Error.Is(GoalErrors.AlreadyConfirmed)); // never for both
        await stage.ConfirmAsync(stage.NoraId, Actors.Hr); // without a manager
        Assert.Equal(GoalSheetState.Confirmed, (await stage.SheetAsync(stage.NoraId))!.State);
        Assert.True((await portal.Get<ChangeGoals>().RunAsync(await stage.SeenAsync(stage.EmmaId), GoalStage.Goals(60m), "x", stage.AsEmma, Stop)).Error.Is(GoalErrors.NotFound));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Inbox_LeadsBothSidesToTheSheet(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        var inbox = portal.Get<IEnumerable<IInboxSource>>();
        var link = $"/goals/{stage.EmmaId}";
        Assert.Contains(await inbox.ItemsAsync(stage.AsEmma), i => i.Href == link && i.DueAt is not null);
        Assert.DoesNotContain(await inbox.ItemsAsync(stage.AsMark), i => i.Href == link);

        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m));
        Assert.DoesNotContain(await inbox.ItemsAsync(stage.AsEmma), i => i.Href == link);
        Assert.Contains(await inbox.ItemsAsync(stage.AsMark), i => i.Href == link);

        var changed = await portal.Get<ChangeGoals>().RunAsync(await stage.SeenAsync(stage.EmmaId), GoalStage.Goals(55m), "Last year was 52.", stage.AsMark, Stop);
        Assert.True(changed.Succeeded);
        Assert.Contains(await inbox.ItemsAsync(stage.AsEmma), i => i.Href == link);
        var view = await portal.Get<GoalQueries>().SheetAsync(stage.EmmaId, stage.AsEmma, Stop);
        Assert.Equal((50m, 55m), (view!.Steps[0].Changes[0].Before.Target, view.Steps[0].Changes[0].After.Target));
        await stage.ConfirmAsync(stage.EmmaId, stage.AsEmma);
        Assert.DoesNotContain(await inbox.ItemsAsync(stage.AsEmma), i => i.Href == link);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HrList_FiltersAndPagesInSql(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        await stage.ProposeAsync(stage.EmmaId, stage.AsEmma, GoalStage.Goals(50m));
        var queries = portal.Get<CycleGoalQueries>();

        Assert.Equal(["Emma"], (await queries.RowsAsync(stage.CycleId, new GoalFilter(Standing: GoalStanding.WaitsForManager), Actors.Hr, Stop)).Rows.Select(r => r.Name));
        Assert.Equal(["Mark", "Nora"], (await queries.RowsAsync(stage.CycleId, new GoalFilter(Standing: GoalStanding.NotProposed), Actors.Hr, Stop)).Rows.Select(r => r.Name));
        Assert.Equal(["Nora"], (await queries.RowsAsync(stage.CycleId, new GoalFilter(OnlyWithoutManager: true), Actors.Hr, Stop)).Rows.Select(r => r.Name));
        Assert.Equal(3, (await queries.RowsAsync(stage.CycleId, new GoalFilter("operat"), Actors.Hr, Stop)).Total);
        Assert.Equal(0, (await queries.RowsAsync(stage.CycleId, new GoalFilter(), stage.AsMark, Stop)).Total);
        Assert.Null(await queries.FindAsync(stage.CycleId, stage.AsMark, Stop));
    }

    private static async Task SetActualAsync(GoalStage stage, string key, decimal value)
    {
        await using var db = stage.Portal.Open();
        var actual = new ActualValue(stage.EmmaId, key);
        actual.Set(value, "System", "", Actors.Hr, stage.Portal.Now);
        db.ActualValues.Add(actual);
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<ScoreTree> TreeAsync(GoalStage stage)
    {
        var progress = TaskProgress.None(stage.Portal.Get<IDbContextFactory<Data.PortalDbContext>>(), stage.Portal.Clock);
        var computed = await stage.Portal.Get<ComputeResults>().RunAsync(stage.CycleId, Actors.Hr, progress, Stop);
        Assert.True(computed.Succeeded, string.Join("; ", computed.Errors));
        await using var db = stage.Portal.Open();
        return await (from r in db.ParticipantResults
                      join v in db.ResultVersions on new { ResultId = r.Id, Number = r.CurrentNumber } equals new { v.ResultId, v.Number }
                      where r.ParticipantId == stage.EmmaId
                      select v.Tree).SingleAsync(Stop);
    }
}

internal static class Inboxes
{
    public static async Task<IReadOnlyList<InboxItem>> ItemsAsync(this IEnumerable<IInboxSource> sources, Actor actor)
    {
        var items = new List<InboxItem>();
        foreach (var source in sources)
        {
            items.AddRange(await source.ForAsync(actor, TestContext.Current.CancellationToken));
        }

        return items;
    }
}
