using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Actuals;

namespace StarPortal.Web.Tests.Cycles;

public sealed class ActualsTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task SetActual_EnteredChangedAndTakenAway_IsAudited(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        var set = portal.Get<SetActual>();
        var ann = (await portal.Get<ActualQueries>().RowsAsync(cycle, new ActualFilter(), Actors.Hr, Stop)).Rows.Single().ParticipantId;

        Assert.True((await set.RunAsync(new ActualEntry(ann, "accuracy", "96.4", "CRM", "", null), English, Actors.Hr, Stop)).Succeeded);
        Assert.True((await set.RunAsync(new ActualEntry(ann, "accuracy", "97", "CRM", "", null), English, Actors.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await set.RunAsync(new ActualEntry(ann, "accuracy", "97", "CRM", "corrected", 0), English, Actors.Hr, Stop)).Succeeded);
        Assert.True((await set.RunAsync(new ActualEntry(ann, "accuracy", "", "", "", 1), English, Actors.Hr, Stop)).Succeeded);
        Assert.True((await set.RunAsync(new ActualEntry(ann, "safety", "2", "", "", null), English, Actors.Hr, Stop)).Error.Is(ActualNumber.NotPassOrFail));
        Assert.True((await set.RunAsync(new ActualEntry(ann, "care", "2", "", "", null), English, Actors.Hr, Stop)).Error.Is(ActualErrors.UnknownIndicator));

        await using var db = portal.Open();
        Assert.Equal(
            ["accuracy: – → 96.4", "accuracy: 96.4 → 97", "accuracy: 97 → –"],
            await db.AuditEntries.Where(e => e.Action == "Cycles.ActualSet").OrderBy(e => e.Sequence).Select(e => e.Details).ToListAsync(Stop));
    }

    [Fact]
    public async Task SetActual_OfOneself_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann", jobFamily: "HR");
        var cycle = await portal.RunningAsync();
        var row = (await portal.Get<ActualQueries>().RowsAsync(cycle, new ActualFilter(), Actors.Of(ann, Roles.HR), Stop)).Rows.Single();
        Assert.True(row.Own);

        var own = await portal.Get<SetActual>().RunAsync(new ActualEntry(row.ParticipantId, "accuracy", "100", "", "", null), English, Actors.Of(ann, Roles.HR), Stop);

        Assert.True(own.Error.Is(CycleErrors.OwnCase));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_WideTable_AddsChangesAndLeaves(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob");
        var cycle = await portal.RunningAsync();
        var table = Table(["工号", "Accuracy", "safety"], [ann.Number, "96.4", "1"], [bob.Number, "90", ""]);
        var import = portal.Get<ImportActuals>();

        var dry = await import.RunAsync(new ActualImport(cycle, table, "a.csv", true), English, Actors.Hr, Stop);
        Assert.Equal((3, 0, 0, false), (dry.Value.Added, dry.Value.Changed, dry.Value.Unchanged, dry.Value.Written));
        Assert.True((await import.RunAsync(new ActualImport(cycle, table, "a.csv", false), English, Actors.Hr, Stop)).Value.Written);
        var again = await import.RunAsync(new ActualImport(cycle, Table(["Number", "Indicator", "Value"], [ann.Number, "accuracy", "97"], [bob.Number, "Accuracy", "90"]), "a.csv", false), English, Actors.Hr, Stop);
        Assert.Equal((0, 1, 1), (again.Value.Added, again.Value.Changed, again.Value.Unchanged));

        var view = await portal.Get<ActualQueries>().FindAsync(cycle, Actors.Hr, Stop);
        Assert.Equal((4, 3), (view!.Needed, view.Present));
        var first = (await portal.Get<ActualQueries>().RowsAsync(cycle, new ActualFilter(MissingFirst: true), Actors.Hr, Stop)).Rows[0];
        Assert.Equal("Bob", first.Name);
    }

    [Fact]
    public async Task Import_WithErrors_WritesNothingAndNamesTheRows()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        var table = Table(["Number", "Indicator", "Value"], [ann.Number, "accuracy", "96.4"], ["E9999", "accuracy", "1"], [ann.Number, "nonsense", "1"], [ann.Number, "safety", "x"], [ann.Number, "accuracy", "3"]);

        var report = (await portal.Get<ImportActuals>().RunAsync(new ActualImport(cycle, table, "a.csv", false), English, Actors.Hr, Stop)).Value;

        Assert.False(report.Written);
        Assert.Equal([(3, "UnknownParticipant"), (4, "UnknownIndicator"), (5, "NotANumber"), (6, "ValueTwice")], report.Errors.Select(e => (e.Row, e.Error.Code)));
        await using var db = portal.Open();
        Assert.False(await db.ActualValues.AnyAsync(Stop));
    }

    [Fact]
    public async Task Actuals_AfterCancelling_AreLocked()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        await portal.Get<Features.Cycles.CancelCycle>().RunAsync(cycle, (await portal.CycleAsync(cycle)).Version, "test", Actors.Hr, Stop);
        var row = (await portal.Get<ActualQueries>().RowsAsync(cycle, new ActualFilter(), Actors.Hr, Stop)).Rows.Single();

        var set = await portal.Get<SetActual>().RunAsync(new ActualEntry(row.ParticipantId, "accuracy", "1", "", "", null), English, Actors.Hr, Stop);

        Assert.True(set.Error.Is(CycleErrors.WrongState));
        Assert.True((await portal.Get<ActualQueries>().FindAsync(cycle, Actors.Hr, Stop))!.Locked);
    }

    private static SheetTable Table(string[] header, params string[][] rows) =>
        new(header, [.. rows.Select((cells, i) => new SheetRow(i + 2, cells))]);

    [Theory, ClassData(typeof(Providers))]
    public async Task Set_WhileTheCycleIsReleased_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        await using var db = portal.Open();
        var participant = await db.Participants.Select(p => p.Id).SingleAsync(Stop);
        Task<Domain.Result>? set = null;

        await db.WriteAsync(
            async () =>
            {
                await db.LockCycleAsync(cycle, Stop);
                set = Task.Run(() => portal.Get<SetActual>().RunAsync(new ActualEntry(participant, "accuracy", "97", "", "", null), System.Globalization.CultureInfo.InvariantCulture, Actors.Hr, Stop), Stop);
                // by now it has read the cycle as running
                await Task.Delay(500, Stop);
                await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CycleState.Released), Stop);
            },
            Stop);

        Assert.True((await set!).Error.Is(CycleErrors.WrongState));
        Assert.False(await db.ActualValues.AnyAsync(Stop));
    }
}
