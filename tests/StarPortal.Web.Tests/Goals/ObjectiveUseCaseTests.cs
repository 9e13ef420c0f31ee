using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Goals.KeyResults;
using StarPortal.Web.Features.Goals.Objectives;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Tests.Goals;

/// <summary>Objectives, key results, check-ins, and the actual values they feed.</summary>
public sealed class ObjectiveUseCaseTests
{
    private static readonly DateOnly Start = new(2026, 10, 1);
    private static readonly DateOnly End = new(2026, 12, 31);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Objectives_AreWrittenByHrAndWhoLeadsPeopleThere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        var save = portal.Get<SaveObjective>();
        var details = new ObjectiveDetails(stage.Emma.DepartmentId, null, stage.Mark.Id, "Delight clients", "", Start, End);
        Assert.True((await save.RunAsync(new ObjectiveEdit(null, 0, details), stage.AsEmma, Stop)).Error.Is(GoalErrors.DepartmentMissing));
        Assert.True((await save.RunAsync(new ObjectiveEdit(null, 0, details), Actors.Administrator, Stop)).Failed);
        var elsewhere = await portal.AddEmployeeAsync("Olga", department: "Finance");
        Assert.True((await save.RunAsync(new ObjectiveEdit(null, 0, details with { DepartmentId = elsewhere.DepartmentId }), stage.AsMark, Stop)).Error.Is(GoalErrors.DepartmentMissing));

        var made = await save.RunAsync(new ObjectiveEdit(null, 0, details), stage.AsMark, Stop);

        Assert.True(made.Succeeded);
        Assert.True((await save.RunAsync(new ObjectiveEdit(made.Value, 0, details with { Title = "Mine now" }), stage.AsEmma, Stop)).Error.Is(GoalErrors.NotFound));
        Assert.True((await save.RunAsync(new ObjectiveEdit(made.Value, 0, details with { DepartmentId = elsewhere.DepartmentId }), stage.AsMark, Stop)).Failed);
        Assert.True((await save.RunAsync(new ObjectiveEdit(made.Value, 0, details with { Title = "Delight all clients" }), Actors.Hr, Stop)).Succeeded);
        Assert.True((await save.RunAsync(new ObjectiveEdit(made.Value, 0, details), stage.AsMark, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.Equal("Delight all clients", (await portal.Get<ObjectiveQueries>().FindAsync(made.Value, stage.AsEmma, Stop))!.Line.Title);
        Assert.Null(await portal.Get<ObjectiveQueries>().ChoicesAsync(made.Value, stage.AsEmma, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Tree_HasNoCircleAndRollsProgressUp(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        var top = await ObjectiveAsync(stage, "Top");
        var below = await ObjectiveAsync(stage, "Below", top);
        var deepest = await ObjectiveAsync(stage, "Deepest", below);
        var result = await KeyResultAsync(stage, deepest, stage.Mark.Id);
        var queries = portal.Get<ObjectiveQueries>();
        var view = (await queries.FindAsync(top, Actors.Hr, Stop))!;
        var circle = new ObjectiveDetails(stage.Emma.DepartmentId, deepest, stage.Mark.Id, "Top", "", Start, End);
        Assert.True((await portal.Get<SaveObjective>().RunAsync(new ObjectiveEdit(top, view.Version, circle), Actors.Hr, Stop)).Error.Is(GoalErrors.ObjectiveCircle));
        Assert.DoesNotContain((await queries.ChoicesAsync(top, Actors.Hr, Stop))!.Parents, p => p.Id == deepest || p.Id == top);

        foreach (var id in (int[])[deepest, below, top])
        {
            await MoveAsync(stage, id, ObjectiveState.Active);
        }

        Assert.True((await CheckInAsync(stage, result, 15m, stage.AsMark)).Succeeded);

        var tree = await queries.TreeAsync(null, stage.AsEmma, Stop);
        Assert.Equal([50m, 50m, 50m], tree.Lines.Select(l => l.Progress!.Value));
        Assert.False(tree.CanAdd);
        Assert.Empty((await queries.TreeAsync(new ObjectiveFilter(new ObjectivePeriod(new(2025, 1, 1), new(2025, 3, 31))), stage.AsEmma, Stop)).Lines);
        var move = portal.Get<MoveObjective>();
        var version = (await queries.FindAsync(top, Actors.Hr, Stop))!.Version;
        Assert.True((await move.RunAsync(new ObjectiveMove(top, version, ObjectiveState.Achieved, "Done"), Actors.Hr, Stop)).Error.Is(GoalErrors.PartsStillOpen));
        await MoveAsync(stage, deepest, ObjectiveState.Dropped, "Client left");
        Assert.Null((await queries.FindAsync(top, Actors.Hr, Stop))!.Line.Progress);
        Assert.True((await CheckInAsync(stage, result, 20m, stage.AsMark)).Error.Is(GoalErrors.ObjectiveNotActive));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task CheckIns_AreDueForTheOwnerAndNeverLost(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        var result = await ActiveAsync(stage, stage.Emma.Id);
        var inbox = portal.Get<IEnumerable<IInboxSource>>();
        var link = $"/key-results/{result}";
        Assert.DoesNotContain(await inbox.ItemsAsync(stage.AsEmma), i => i.Href == link);
        portal.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Contains(await inbox.ItemsAsync(stage.AsEmma), i => i.Href == link);
        Assert.DoesNotContain(await inbox.ItemsAsync(stage.AsMark), i => i.Href == link);
        Assert.True((await CheckInAsync(stage, result, 12m, Actors.Of(await portal.AddEmployeeAsync("Otto")))).Error.Is(GoalErrors.NotFound));
        var seen = (await portal.Get<KeyResultQueries>().FindAsync(result, stage.AsEmma, Stop))!.Version;

        var checkIn = portal.Get<CheckInKeyResult>();
        Assert.True((await checkIn.RunAsync(new CheckInCommand(result, seen, 12m, Confidence.AtRisk, "slow start"), stage.AsEmma, Stop)).Succeeded);
        Assert.True((await checkIn.RunAsync(new CheckInCommand(result, seen, 13m, Confidence.OnTrack, ""), stage.AsMark, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await CheckInAsync(stage, result, 13m, stage.AsMark)).Succeeded);

        Assert.DoesNotContain(await inbox.ItemsAsync(stage.AsEmma), i => i.Href == link);
        var view = (await portal.Get<KeyResultQueries>().FindAsync(result, stage.AsNora, Stop))!;
        Assert.Equal([(13m, "Mark"), (12m, "Emma")], view.CheckIns.Select(c => (c.Value, c.By)));
        Assert.True((await portal.Get<RemoveKeyResult>().RunAsync(result, view.Version, Actors.Hr, Stop)).Error.Is(GoalErrors.KeyResultInUse));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Feed_OwnValue_WaitsForSomebodyElse(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        var result = await ActiveAsync(stage, stage.Emma.Id);
        var set = portal.Get<SetFeed>();
        Assert.True((await set.RunAsync(result, stage.EmmaId, "nps", stage.AsEmma, Stop)).Error.Is(GoalErrors.NotFound));
        Assert.True((await set.RunAsync(result, stage.EmmaId, "other", stage.AsMark, Stop)).Error.Is(GoalErrors.UnknownIndicator));
        Assert.True((await set.RunAsync(result, stage.EmmaId, "nps", stage.AsMark, Stop)).Succeeded);
        Assert.True((await set.RunAsync(result, stage.EmmaId, "nps", Actors.Hr, Stop)).Error.Is(GoalErrors.IndicatorAlreadyFed));

        Assert.Equal(new CheckInOutcome(0, 1, 0), (await CheckInAsync(stage, result, 17m, stage.AsEmma)).Value);

        Assert.Null(await ActualAsync(stage));
        Assert.Contains(await portal.Get<IEnumerable<IInboxSource>>().ItemsAsync(stage.AsMark), i => i.Href == $"/key-results/{result}");
        var own = (await portal.Get<KeyResultQueries>().FindAsync(result, stage.AsEmma, Stop))!;
        Assert.False(Assert.Single(own.Feeds).CanConfirm);
        var confirm = portal.Get<ConfirmFeed>();
        Assert.True((await confirm.RunAsync(own.Feeds[0].Id, own.CheckIns[0].Id, stage.AsEmma, Stop)).Error.Is(GoalErrors.NotFound));
        Assert.True((await confirm.RunAsync(own.Feeds[0].Id, own.CheckIns[0].Id - 1, stage.AsMark, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await confirm.RunAsync(own.Feeds[0].Id, own.CheckIns[0].Id, stage.AsMark, Stop)).Succeeded);
        Assert.True((await confirm.RunAsync(own.Feeds[0].Id, own.CheckIns[0].Id, stage.AsMark, Stop)).Error.Is(GoalErrors.NothingToConfirm));

        var actual = (await ActualAsync(stage))!;
        Assert.Equal((17m, "OKR: NPS", "Mark"), (actual.Value, actual.Source, actual.EnteredBy));
        await using var db = portal.Open();
        Assert.Equal(1, await db.ActualValueChanges.CountAsync(c => c.ParticipantId == stage.EmmaId && c.IndicatorKey == "nps", Stop));
        Assert.True(await db.AuditEntries.AnyAsync(a => a.Action == "Cycles.ActualSet" && a.SubjectEmployeeId == stage.Emma.Id, Stop));
        Assert.Empty((await portal.Get<KeyResultQueries>().FindAsync(result, Actors.Of(await portal.AddEmployeeAsync("Otto")), Stop))!.Feeds);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Feed_ByTheManager_IsWrittenAtOnceButNeverAfterTheLock(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await GoalStage.CreateAsync(portal);
        var result = await ActiveAsync(stage, stage.Emma.Id);
        Assert.True((await portal.Get<SetFeed>().RunAsync(result, stage.EmmaId, "nps", stage.AsMark, Stop)).Succeeded);
        Assert.Equal(new CheckInOutcome(1, 0, 0), (await CheckInAsync(stage, result, 16m, stage.AsMark)).Value);
        Assert.Equal(16m, (await ActualAsync(stage))!.Value);

        await stage.MoveAsync(PhaseKind.DataCollection, open: false);

        Assert.Equal(new CheckInOutcome(0, 0, 1), (await CheckInAsync(stage, result, 18m, stage.AsMark)).Value);
        Assert.Equal(16m, (await ActualAsync(stage))!.Value);
        var view = (await portal.Get<KeyResultQueries>().FindAsync(result, stage.AsMark, Stop))!;
        Assert.True(view.Feeds[0].Locked);
        Assert.True((await portal.Get<ConfirmFeed>().RunAsync(view.Feeds[0].Id, view.CheckIns[0].Id, stage.AsMark, Stop)).Error.Is(CycleErrors.ActualsLocked));
        Assert.Equal(16m, (await ActualAsync(stage))!.Value);
        Assert.True((await portal.Get<RemoveFeed>().RunAsync(view.Feeds[0].Id, stage.AsEmma, Stop)).Failed);
        Assert.True((await portal.Get<RemoveFeed>().RunAsync(view.Feeds[0].Id, stage.AsMark, Stop)).Succeeded);
    }

    private static async Task<int> ObjectiveAsync(GoalStage stage, string title, int? parent = null)
    {
        var made = await stage.Portal.Get<SaveObjective>().RunAsync(
            new ObjectiveEdit(null, 0, new ObjectiveDetails(stage.Emma.DepartmentId, parent, stage.Mark.Id, title, "", Start, End)), Actors.Hr, Stop);
        Assert.True(made.Succeeded, string.Join("; ", made.Errors));
        return made.Value;
    }

    private static async Task<int> KeyResultAsync(GoalStage stage, int objective, int owner)
    {
        var saved = await stage.Portal.Get<SaveKeyResult>().RunAsync(
            new KeyResultEdit(objective, null, 0, new KeyResultDetails("NPS", "points", 10m, 20m, owner, CheckInCadence.Weekly)), stage.AsMark, Stop);
        Assert.True(saved.Succeeded, string.Join("; ", saved.Errors));
        await using var db = stage.Portal.Open();
        return await db.KeyResults.Where(k => k.ObjectiveId == objective).Select(k => k.Id).SingleAsync(Stop);
    }

    private static async Task<int> ActiveAsync(GoalStage stage, int owner)
    {
        var objective = await ObjectiveAsync(stage, "Delight clients");
        var result = await KeyResultAsync(stage, objective, owner);
        await MoveAsync(stage, objective, ObjectiveState.Active);
        return result;
    }

    private static async Task MoveAsync(GoalStage stage, int id, ObjectiveState to, string words = "")
    {
        var version = (await stage.Portal.Get<ObjectiveQueries>().FindAsync(id, Actors.Hr, Stop))!.Version;
        var moved = await stage.Portal.Get<MoveObjective>().RunAsync(new ObjectiveMove(id, version, to, words), Actors.Hr, Stop);
        Assert.True(moved.Succeeded, string.Join("; ", moved.Errors));
    }

    private static async Task<Result<CheckInOutcome>> CheckInAsync(GoalStage stage, int id, decimal value, Actor actor)
    {
        var version = (await stage.Portal.Get<KeyResultQueries>().FindAsync(id, actor, Stop))!.Version;
        return await stage.Portal.Get<CheckInKeyResult>().RunAsync(new CheckInCommand(id, version, value, Confidence.OnTrack, ""), actor, Stop);
    }

    private static async Task<ActualValue?> ActualAsync(GoalStage stage)
    {
        await using var db = stage.Portal.Open();
        return await db.ActualValues.AsNoTracking().SingleOrDefaultAsync(a => a.ParticipantId == stage.EmmaId && a.IndicatorKey == "nps", Stop);
    }
}
