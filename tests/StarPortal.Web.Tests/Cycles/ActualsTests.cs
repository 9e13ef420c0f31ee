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

        Assert.True(own.Error.Is(ActualErrors.OwnValue));
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

    [Theory, ClassData(typeof(Providers))]
    public async Task Values_EveryChange_IsInTheHistory(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        var ann = (await portal.Get<ActualQueries>().RowsAsync(cycle, new ActualFilter(), Actors.Hr, Stop)).Rows.Single().ParticipantId;
        var set = portal.Get<SetActual>();

        await set.RunAsync(new ActualEntry(ann, "accuracy", "96.4", "CRM", "", null), English, Actors.Hr, Stop);
        await set.RunAsync(new ActualEntry(ann, "accuracy", "96.4", "CRM", "", 0), English, Actors.Hr, Stop);
        await set.RunAsync(new ActualEntry(ann, "accuracy", "97", "CRM", "recounted", 0), English, Actors.Hr, Stop);
        await set.RunAsync(new ActualEntry(ann, "accuracy", "", "CRM", "wrong person", 1), English, Actors.Hr, Stop);

        var detail = await portal.Get<ActualQueries>().DetailAsync(ann, "accuracy", Actors.Hr, Stop);
        Assert.Equal(
            [(97m, (decimal?)null, "wrong person"), (96.4m, 97m, "recounted"), ((decimal?)null, 96.4m, "")],
            detail!.History.Select(h => (h.Before, h.After, h.Note)));
        Assert.All(detail.History, h => Assert.Equal("Helen HR", h.By));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task DataCollection_Closed_LocksUntilHrUnlocksWithAReason(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        var move = portal.Get<Features.Cycles.Progress.MovePhase>();
        Assert.True((await move.RunAsync(new(cycle, PhaseKind.DataCollection, true, portal.Now.AddDays(1)), Actors.Hr, Stop)).Succeeded);
        Assert.True((await move.RunAsync(new(cycle, PhaseKind.DataCollection, false), Actors.Hr, Stop)).Succeeded);
        var ann = (await portal.Get<ActualQueries>().RowsAsync(cycle, new ActualFilter(), Actors.Hr, Stop)).Rows.Single();
        var entry = new ActualEntry(ann.ParticipantId, "accuracy", "96", "", "", null);

        Assert.True((await portal.Get<SetActual>().RunAsync(entry, English, Actors.Hr, Stop)).Error.Is(CycleErrors.ActualsLocked));
        Assert.True((await portal.Get<ImportActuals>().RunAsync(new ActualImport(cycle, Table(["Number", "accuracy"], [ann.Number, "96"]), "a.csv", false), English, Actors.Hr, Stop)).Error.Is(CycleErrors.ActualsLocked));
        Assert.Equal(2, (await portal.Get<ActualQueries>().MissingAsync(cycle, Actors.Hr, Stop)).Count);

        var version = (await portal.CycleAsync(cycle)).Version;
        var unlock = portal.Get<UnlockActuals>();
        Assert.True((await unlock.RunAsync(cycle, version, true, " ", Actors.Hr, Stop)).Error.Is(CycleErrors.ReasonMissing));
        Assert.True((await unlock.RunAsync(cycle, version, true, "late file", Actors.Hr, Stop)).Succeeded);
        Assert.True((await portal.Get<SetActual>().RunAsync(entry, English, Actors.Hr, Stop)).Succeeded);
        Assert.True((await unlock.RunAsync(cycle, (await portal.CycleAsync(cycle)).Version, false, "", Actors.Hr, Stop)).Succeeded);
        Assert.True((await portal.Get<SetActual>().RunAsync(entry with { Version = 0 }, English, Actors.Hr, Stop)).Error.Is(CycleErrors.ActualsLocked));

        await using var db = portal.Open();
        Assert.Equal(["late file"], await db.AuditEntries.Where(e => e.Action == "Cycles.ActualsUnlocked").Select(e => e.Reason).ToListAsync(Stop));
        Assert.Contains("2 values missing", await db.AuditEntries.Where(e => e.Action == "Cycles.PhaseMoved").OrderByDescending(e => e.Sequence).Select(e => e.Details).FirstAsync(Stop), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task DataOwner_EntersTheirIndicatorForOthersOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob");
        var cycle = await portal.RunningAsync();
        var queries = portal.Get<ActualQueries>();
        Assert.Null(await queries.FindAsync(cycle, Actors.Of(bob), Stop));
        Assert.True((await portal.Get<NameDataOwner>().RunAsync(new(cycle, "accuracy", bob.Id, true), Actors.Hr, Stop)).Succeeded);
        var rows = (await queries.RowsAsync(cycle, new ActualFilter(MissingFirst: false), Actors.Of(bob), Stop)).Rows;
        var set = portal.Get<SetActual>();

        Assert.Equal(["accuracy"], (await queries.FindAsync(cycle, Actors.Of(bob), Stop))!.Columns.Select(c => c.Key));
        Assert.True((await set.RunAsync(new ActualEntry(rows[0].ParticipantId, "accuracy", "96", "", "", null), English, Actors.Of(bob), Stop)).Succeeded);
        Assert.True((await set.RunAsync(new ActualEntry(rows[1].ParticipantId, "accuracy", "96", "", "", null), English, Actors.Of(bob), Stop)).Error.Is(ActualErrors.OwnValue));
        Assert.True((await set.RunAsync(new ActualEntry(rows[0].ParticipantId, "safety", "1", "", "", null), English, Actors.Of(bob), Stop)).Error.Is(ActualErrors.UnknownIndicator));
        Assert.True((await set.RunAsync(new ActualEntry(rows[0].ParticipantId, "accuracy", "96", "", "", 0), English, Actors.Of(ann), Stop)).Error.Is(CycleErrors.NotFound));
        var inbox = portal.Get<IEnumerable<Web.Shared.Inbox.IInboxSource>>().OfType<DataOwnerInbox>().Single();
        // Bob's own value is for somebody else to enter, and still missing
        Assert.Equal($"/cycles/{cycle}/values", (await inbox.ForAsync(Actors.Of(bob), Stop)).Single().Href);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Paste_Block_FillsFromTheCellOnAndOnlyWhole(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob");
        var cycle = await portal.RunningAsync();
        var paste = portal.Get<PasteActuals>();
        var block = new ActualPaste(cycle, "96.4\t1\r\n90\t\r\n", [ann.Number, bob.Number], ["accuracy", "safety"], true);

        var dry = (await paste.RunAsync(block, English, Actors.Hr, Stop)).Value;
        Assert.Equal((3, 0, 0, false), (dry.Added, dry.Errors.Count, dry.Changed, dry.Written));
        Assert.True((await paste.RunAsync(block with { DryRun = false, Confirmed = dry.Stamp }, English, Actors.Hr, Stop)).Value.Written);
        // what was confirmed is no longer what would happen
        Assert.True((await paste.RunAsync(block with { DryRun = false, Confirmed = dry.Stamp }, English, Actors.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await paste.RunAsync(block with { Numbers = [bob.Number] }, English, Actors.Hr, Stop)).Error.Is(ActualErrors.BlockTooLarge));
        var faulty = (await paste.RunAsync(block with { Text = "95\t7\n=A1\t1", DryRun = false }, English, Actors.Hr, Stop)).Value;
        Assert.Equal(["NotPassOrFail", "ActualFormula"], faulty.Errors.Select(e => e.Error.Code));
        var headed = (await paste.RunAsync(block with { Text = $"Safety\tNumber\n1\t{bob.Number}\n", DryRun = false, Numbers = [], Keys = [] }, English, Actors.Hr, Stop)).Value;
        Assert.Equal((1, true), (headed.Added, headed.Written));

        await using var db = portal.Open();
        Assert.Equal([1m, 1m, 90m, 96.4m], (await db.ActualValues.Select(a => a.Value).ToListAsync(Stop)).Order());
    }

    [Fact]
    public async Task Import_MappedColumns_AreRememberedPerPerson()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        var table = Table(["Who", "Right ones", "Remarks"], [ann.Number, "96.4", "from the audit"]);
        var import = portal.Get<ImportActuals>();
        Assert.Equal([ActualErrors.NoNumberColumn.Code, ActualErrors.NoIndicatorColumn.Code], (await import.RunAsync(new ActualImport(cycle, table, "a.csv", true), English, Actors.Hr, Stop)).Value.Errors.Select(e => e.Error.Code));
        var mapping = new ActualMapping([new(ActualColumnUse.Number), new(ActualColumnUse.ValuesOf, "accuracy"), new(ActualColumnUse.Note)]);

        Assert.True((await import.RunAsync(new ActualImport(cycle, table, "a.csv", false) { Mapping = mapping }, English, Actors.Hr, Stop)).Value.Written);
        var mappings = portal.Get<ActualMappings>();
        await mappings.RememberAsync(table.Header, mapping, Actors.Hr, Stop);

        var guessed = await import.GuessAsync(cycle, table, await mappings.LoadAsync(Actors.Hr, Stop), Actors.Hr, Stop);
        Assert.Equal(mapping.Columns, guessed.Value.Columns);
        Assert.Empty(await mappings.LoadAsync(Actors.Of(ann), Stop));
        await using var db = portal.Open();
        Assert.Equal("from the audit", (await db.ActualValues.SingleAsync(Stop)).Note);
    }

    [Fact]
    public async Task Import_FormulaAndDate_AreNamedClearly()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob");
        var cycle = await portal.RunningAsync();
        var table = new SheetTable(["Number", "accuracy"], [new SheetRow(2, [ann.Number, "96"]) { Formulas = [1] }, new SheetRow(3, [bob.Number, "2026-11-01"])]);

        var report = (await portal.Get<ImportActuals>().RunAsync(new ActualImport(cycle, table, "a.xlsx", false), English, Actors.Hr, Stop)).Value;

        Assert.Equal(["ActualFormula", "ActualDate"], report.Errors.Select(e => e.Error.Code));
        Assert.False(report.Written);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Rows_FilteredAndOrderedByWhatIsMissing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var boss = await portal.AddEmployeeAsync("Zoe");
        var ann = await portal.AddEmployeeAsync("Ann", boss);
        await portal.AddEmployeeAsync("Bob", boss, "Sales");
        var cycle = await portal.RunningAsync();
        var queries = portal.Get<ActualQueries>();
        await portal.Get<ImportActuals>().RunAsync(new ActualImport(cycle, Table(["Number", "accuracy", "safety"], [ann.Number, "96", "1"], [boss.Number, "90", ""]), "a.csv", false), English, Actors.Hr, Stop);
        var view = (await queries.FindAsync(cycle, Actors.Hr, Stop))!;

        Assert.Equal([("accuracy", 2, 3), ("safety", 1, 3)], view.Columns.Select(c => (c.Key, c.Present, c.Needed)));
        Assert.Equal(["Bob", "Zoe", "Ann"], await Names(new ActualFilter()));
        Assert.Equal(["Bob", "Zoe"], await Names(new ActualFilter(OnlyMissing: true)));
        Assert.Equal(["Bob"], await Names(new ActualFilter(OnlyMissing: true, Indicator: "accuracy")));
        Assert.Equal(["Bob", "Ann"], await Names(new ActualFilter(ManagerId: boss.Id)));
        Assert.Equal(["Bob"], await Names(new ActualFilter(DepartmentId: view.Departments.Single(d => d.Name == "Sales").Id)));

        async Task<IEnumerable<string>> Names(ActualFilter filter) => (await queries.RowsAsync(cycle, filter, Actors.Hr, Stop)).Rows.Select(r => r.Name);
    }
}
