using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Entitlements;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Tests.Stars;

/// <summary>The list that payroll pays by: its figures, its file, its two signatures and its corrections.</summary>
public sealed class EntitlementTests
{
    private static readonly Actor Paula = Actors.Hr;
    private static readonly Actor Rita = new(903, null, "Rita HR", Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task List_MadeAtClose_HoldsWhatEachLevelBrings(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, cycle) = await GoldAsync(portal);

        var (head, rows) = await ReadAsync(portal, cycle);

        Assert.Equal(EntitlementState.Draft, head.State);
        Assert.Equal(["Li", "Wang"], rows.Select(r => r.Name).Order());
        var gold = rows.Single(r => r.Name == "Wang");
        Assert.Equal((3, 1_500.5m, "CNY", 10m), (gold.Level, gold.Amount, gold.Currency, gold.SalaryPercent));
        Assert.Equal("=Fountain pen; Paid leave (2 days)", gold.Gift.En);
        Assert.Equal("钢笔；带薪休假 (2 天)", gold.Gift.Zh);
        Assert.Equal("Certificate", gold.Honour.En);
        Assert.Equal("Mentorship", gold.Development.En);
        var silver = rows.Single(r => r.Name == "Li");
        Assert.Equal((2, 500m, (decimal?)null), (silver.Level, silver.Amount, silver.SalaryPercent));
        var totals = await portal.Get<EntitlementQueries>().TotalsAsync(head.Id, false, Paula, "", Stop);
        Assert.Equal([new EntitlementTotal("Operations", 2, 2_000.5m, 1)], totals);
        var levels = await portal.Get<EntitlementQueries>().TotalsAsync(head.Id, true, Paula, "zh-CN", Stop);
        Assert.Equal(["★★★\u00A0金星", "★★\u00A0银星"], levels.Select(l => l.Group));
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task File_OpenedAgainByAProgram_HasEveryFigure(string kind)
    {
        await using var portal = await TestPortal.CreateAsync(Provider.Sqlite);
        var (_, cycle) = await GoldAsync(portal);
        var (head, _) = await ReadAsync(portal, cycle);
        var view = (await portal.Get<EntitlementQueries>().FindAsync(cycle, Paula, Stop))!;

        var rows = await portal.Get<EntitlementQueries>().ExportAsync(cycle, head, kind, Paula, Stop);
        var sheet = EntitlementSheet.Of(view, head, rows, new Formats(portal.Clock));
        var bytes = kind == "xlsx" ? SpreadsheetWriter.Xlsx(sheet) : SpreadsheetWriter.Csv(sheet);
        var read = SpreadsheetReader.Read(bytes, $"list.{kind}").Value;

        Assert.Equal("entitlements-" + cycle + "-1-not-released." + kind, EntitlementSheet.FileName(view, head, kind));
        Assert.Equal(rows.Count, read.Rows.Count);
        int Column(string name) => read.Header.ToList().IndexOf(name);
        foreach (var (row, line) in rows.Zip(read.Rows))
        {
            Assert.Equal(EntitlementText.FileNotReleased, line[Column(EntitlementText.Col_State)]);
            Assert.Equal(row.Number, line[Column(EntitlementText.Col_Number)]);
            Assert.Equal(row.Name, line[Column(EntitlementText.Col_Name)]);
            Assert.Equal(row.Amount, decimal.Parse(line[Column(EntitlementText.Col_Amount)], CultureInfo.InvariantCulture));
            Assert.Equal(row.SalaryPercent?.ToString("0.##", CultureInfo.InvariantCulture) ?? "", line[Column(EntitlementText.Col_Percent)]);
            Assert.Equal(row.Currency, line[Column(EntitlementText.Col_Currency)]);
            // a text that a spreadsheet would compute is neutralised in the file and reads as it was written
            Assert.Equal(row.Gift.En, line[Column(EntitlementText.Col_Gift)]);
            Assert.Equal("1", line[Column(EntitlementText.Col_ProgrammeVersion)]);
        }

        if (kind == "csv")
        {
            Assert.Contains("'=Fountain pen", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        }

        await using var db = portal.Open();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Stars.EntitlementsExported", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_NeedsASecondPerson(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (story, cycle) = await GoldAsync(portal);
        var (head, rows) = await ReadAsync(portal, cycle);
        Assert.True((await portal.Get<ReleaseEntitlements>().RunAsync(head.Id, head.Version, Rita, Stop)).Error.Is(EntitlementErrors.WrongState));
        await ChangeAsync(portal, head, rows.Single(r => r.Name == "Li"), 600m, Rita);
        head = (await ReadAsync(portal, cycle)).Head;
        StarStory.Must(await portal.Get<PrepareEntitlements>().RunAsync(head.Id, head.Version, Paula, Stop));
        head = (await ReadAsync(portal, cycle)).Head;

        // who prepared, also through a second account, and who changed a line
        Assert.True((await ReleaseAsync(portal, head, Paula)).Error.Is(EntitlementErrors.SecondPersonNeeded));
        Assert.True((await ReleaseAsync(portal, head, Rita)).Error.Is(EntitlementErrors.SecondPersonNeeded));
        // whose own line somebody changed
        Assert.True((await ReleaseAsync(portal, head, Actors.Of(story["Li"], Roles.Employee | Roles.HR))).Error.Is(EntitlementErrors.OwnLineChanged));
        Assert.True((await ReleaseAsync(portal, head, Actors.Administrator)).Error.Is(EntitlementErrors.NotFound));
        // a computed line of one's own is no obstacle: the other person vouches for it
        StarStory.Must(await ReleaseAsync(portal, head, Actors.Of(story["Wang"], Roles.Employee | Roles.HR)));

        var released = (await ReadAsync(portal, cycle)).Head;
        Assert.Equal(("Helen HR", "Wang", true), (released.PreparedBy, released.ReleasedBy, released.IsReleased));
        Assert.True((await ReleaseAsync(portal, released, new Actor(904, null, "Third", Roles.HR))).Error.Is(EntitlementErrors.WrongState));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Change_OfTheOwnLineOrAfterPreparing_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (story, cycle) = await GoldAsync(portal);
        var (head, rows) = await ReadAsync(portal, cycle);
        var wang = rows.Single(r => r.Name == "Wang");
        var change = new EntitlementChange(head.Id, wang.Id, wang.Version, 9_999m, 10m, false, "more");

        Assert.True((await RunAsync(portal, change, Actors.Of(story["Wang"], Roles.Employee | Roles.HR))).Error.Is(EntitlementErrors.OwnLine));
        Assert.True((await RunAsync(portal, change with { Reason = " " }, Paula)).Error.Is(SharedErrors.ReasonRequired));
        Assert.True((await RunAsync(portal, change with { Amount = -1m }, Paula)).Error.Is(EntitlementErrors.AmountNegative));
        Assert.True((await RunAsync(portal, change with { SalaryPercent = 1_001m }, Paula)).Error.Is(EntitlementErrors.PercentOutOfRange));
        Assert.True((await RunAsync(portal, change with { Amount = wang.Amount }, Paula)).Error.Is(EntitlementErrors.NothingChanged));
        Assert.True((await RunAsync(portal, change, Actors.Of(story["Li"]))).Error.Is(EntitlementErrors.NotFound));
        StarStory.Must(await RunAsync(portal, change, Paula));
        // somebody else saw the line before that
        Assert.True((await RunAsync(portal, change with { Amount = 1m }, Rita)).Error.Is(SharedErrors.ChangedElsewhere));
        StarStory.Must(await portal.Get<PrepareEntitlements>().RunAsync(head.Id, head.Version, Paula, Stop));
        Assert.True((await RunAsync(portal, change with { LineVersion = wang.Version + 1, Amount = 1m }, Rita)).Error.Is(EntitlementErrors.WrongState));

        var after = (await ReadAsync(portal, cycle)).Rows.Single(r => r.Name == "Wang");
        Assert.Equal((9_999m, 1_500.5m, "more"), (after.Amount, after.ComputedAmount, after.Note));
        await using var db = portal.Open();
        Assert.Equal(story["Wang"].Id, (await db.AuditEntries.SingleAsync(e => e.Action == "Stars.EntitlementChanged", Stop)).SubjectEmployeeId);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Change_OfALineWithoutMoney_IsInTheProgrammesCurrency(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var levels = StarStory.Definition.Levels.Select(l => l with { Benefits = [new Benefit(BenefitKind.Certificate, LocalText.Empty)] });
        var story = await StarStory.CreateAsync(portal, StarStory.Definition with { Levels = [.. levels], Currency = "EUR" });
        var cycle = await story.FinishAsync(new DateOnly(2026, 9, 30), ("Wang", 10m));
        var (head, rows) = await ReadAsync(portal, cycle);
        Assert.Equal((null, ""), (rows.Single().Amount, rows.Single().Currency));

        await ChangeAsync(portal, head, rows.Single(), 300m, Paula);

        var line = (await ReadAsync(portal, cycle)).Rows.Single();
        Assert.Equal((300m, "EUR", (decimal?)null), (line.Amount, line.Currency, line.ComputedAmount));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Correction_OfAReleasedLine_TakesItBackAndNetsTheDifference(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, cycle) = await GoldAsync(portal);
        await SignAsync(portal, cycle);
        var first = (await ReadAsync(portal, cycle)).Rows;
        var begin = portal.Get<CorrectEntitlements>();
        Assert.True((await begin.RunAsync(cycle, "", false, Paula, Stop)).Error.Is(SharedErrors.ReasonRequired));
        Assert.Equal(2, (await begin.RunAsync(cycle, "wrong amount", false, Paula, Stop)).Value);
        Assert.True((await begin.RunAsync(cycle, "again", false, Rita, Stop)).Error.Is(EntitlementErrors.CorrectionOpen));
        var (head, none) = await ReadAsync(portal, cycle);
        Assert.Empty(none);
        Assert.True((await portal.Get<PrepareEntitlements>().RunAsync(head.Id, head.Version, Paula, Stop)).Error.Is(EntitlementErrors.Empty));

        var wang = first.Single(r => r.Name == "Wang");
        StarStory.Must(await RunAsync(portal, new EntitlementChange(head.Id, wang.Id, wang.Version, 1_800m, 10m, false, "third complaint was not hers"), Paula));
        // a line is taken back once
        Assert.True((await RunAsync(portal, new EntitlementChange(head.Id, wang.Id, wang.Version, 2_000m, 10m, false, "twice"), Paula)).Error.Is(EntitlementErrors.NotFound));
        var li = first.Single(r => r.Name == "Li");
        StarStory.Must(await RunAsync(portal, new EntitlementChange(head.Id, li.Id, li.Version, null, null, true, "left before the day"), Paula));

        var lines = (await ReadAsync(portal, cycle)).Rows;
        Assert.Equal([-1_500.5m, -500m, 1_800m], lines.Select(l => l.Amount).Order());
        Assert.Equal(-10m, lines.Single(l => l.Amount == -1_500.5m).SalaryPercent);
        await SignAsync(portal, cycle);
        Assert.Equal(1_800m, await HeldAsync(portal, cycle));

        // and everything back
        Assert.Equal(3, (await begin.RunAsync(cycle, "programme was not funded", true, Paula, Stop)).Value);
        Assert.Equal([-1_800m], (await ReadAsync(portal, cycle)).Rows.Select(l => l.Amount));
        await SignAsync(portal, cycle);
        Assert.Equal(0m, await HeldAsync(portal, cycle));
        await using var db = portal.Open();
        Assert.Equal(0m, await db.EntitlementLines.Where(l => db.EntitlementLists.Any(e => e.Id == l.ListId && e.CycleId == cycle)).SumAsync(l => l.Amount ?? 0, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Correction_Discarded_LeavesTheLinesThatHold(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, cycle) = await GoldAsync(portal);
        await SignAsync(portal, cycle);
        Assert.Equal(2, (await portal.Get<CorrectEntitlements>().RunAsync(cycle, "a mistake", true, Paula, Stop)).Value);
        var head = (await ReadAsync(portal, cycle)).Head;
        StarStory.Must(await portal.Get<DiscardEntitlements>().RunAsync(head.Id, head.Version, "was none", Paula, Stop));

        Assert.Equal(2_000.5m, await HeldAsync(portal, cycle));
        Assert.Equal(3, (await portal.Get<CorrectEntitlements>().RunAsync(cycle, "now really", true, Paula, Stop)).Value);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Lists_AreNobodysButHrs(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (story, cycle) = await GoldAsync(portal);
        var (head, _) = await ReadAsync(portal, cycle);
        foreach (var stranger in (Actor[])[Actors.Administrator, Actors.Of(story["Wang"])])
        {
            Assert.Null(await portal.Get<EntitlementQueries>().FindAsync(cycle, stranger, Stop));
            Assert.Empty((await portal.Get<EntitlementQueries>().PageAsync(cycle, head, EntitlementFilter.Default, 1, stranger, Stop)).Rows);
            Assert.Empty(await portal.Get<EntitlementQueries>().ExportAsync(cycle, head, "csv", stranger, Stop));
            Assert.True((await portal.Get<CorrectEntitlements>().RunAsync(cycle, "why", false, stranger, Stop)).Failed);
        }
    }

    // Wang at gold, Li at silver, Zhao at level 1, Qian without data
    private static async Task<(StarStory Story, int Cycle)> GoldAsync(TestPortal portal)
    {
        var story = await StarStory.CreateAsync(portal);
        await story.FinishAsync(new DateOnly(2026, 8, 31), ("Wang", 90m), ("Qian", 70m));
        var cycle = await story.FinishAsync(new DateOnly(2026, 9, 30), ("Wang", 90m), ("Li", 90m), ("Zhao", 10m), ("Qian", null));
        return (story, cycle);
    }

    private static async Task<(EntitlementHead Head, IReadOnlyList<EntitlementRow> Rows)> ReadAsync(TestPortal portal, int cycle)
    {
        var head = (await portal.Get<EntitlementQueries>().FindAsync(cycle, Paula, Stop))!.Lists[^1];
        return (head, (await portal.Get<EntitlementQueries>().PageAsync(cycle, head, EntitlementFilter.Default, 1, Paula, Stop)).Rows);
    }

    private static async Task SignAsync(TestPortal portal, int cycle)
    {
        var head = (await ReadAsync(portal, cycle)).Head;
        StarStory.Must(await portal.Get<PrepareEntitlements>().RunAsync(head.Id, head.Version, Paula, Stop));
        StarStory.Must(await ReleaseAsync(portal, (await ReadAsync(portal, cycle)).Head, Rita));
    }

    private static async Task<decimal> HeldAsync(TestPortal portal, int cycle)
    {
        await using var db = portal.Open();
        return await db.HoldingLines(cycle).SumAsync(l => l.Amount ?? 0, Stop);
    }

    private static Task<Result> ReleaseAsync(TestPortal portal, EntitlementHead head, Actor actor) => portal.Get<ReleaseEntitlements>().RunAsync(head.Id, head.Version, actor, Stop);

    private static Task<Result> RunAsync(TestPortal portal, EntitlementChange change, Actor actor) => portal.Get<ChangeEntitlement>().RunAsync(change, actor, Stop);

    private static async Task ChangeAsync(TestPortal portal, EntitlementHead head, EntitlementRow row, decimal amount, Actor actor) =>
        StarStory.Must(await RunAsync(portal, new EntitlementChange(head.Id, row.Id, row.Version, amount, row.SalaryPercent, false, "agreed"), actor));
}
