using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <summary>Reports that are made by themselves.</summary>
public sealed partial class SchedulesPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<Error> errors = [];
    private ReportOccasion occasion;
    private int day = 1;
    private PaperSize paper;
    private string[] chosen = [];

    [PersistentState]
    public SchedulesView? View { get; set; }

    [Inject]
    private ScheduleQueries Queries { get; set; } = null!;

    [Inject]
    private MakeSchedule Make { get; set; } = null!;

    [Inject]
    private SwitchSchedule Switch { get; set; } = null!;

    [Inject]
    private CompanyPaper Papers { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    // not disposed: what still comes back asks for its token
    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            var actor = await Actors.CurrentAsync(gone.Token);
            View = new SchedulesView(ReportKind.Cycle, await Queries.ReadersAsync(ReportKind.Cycle, actor, gone.Token), await Queries.ListAsync(actor, gone.Token));
        }

        paper = await Papers.ReadAsync(null, gone.Token);
    }

    private static string Weekday(int number) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName((DayOfWeek)(number % 7));

    private static string Named(ScheduleRow row) => $"{ReportWords.Of(row.Kind)}, {When(row.Timing)}";

    private static string When(ReportTiming timing) => timing.Occasion switch
    {
        ReportOccasion.Monthly => ReportWords.Fill(AnalyticsText.EveryMonth, timing.Day),
        ReportOccasion.Weekly => ReportWords.Fill(AnalyticsText.EveryWeek, Weekday(timing.Day)),
        _ => ReportWords.Of(timing.Occasion),
    };

    private async Task ChooseAsync(ReportKind kind)
    {
        chosen = [];
        View = View! with { Kind = kind, Readers = await Queries.ReadersAsync(kind, await Actors.CurrentAsync(gone.Token), gone.Token) };
    }

    private async Task AddAsync()
    {
        var timing = new ReportTiming(occasion, occasion is ReportOccasion.Monthly or ReportOccasion.Weekly ? day : 0);
        var people = chosen.Select(c => int.Parse(c, CultureInfo.InvariantCulture)).ToList();
        errors = (await Make.RunAsync(new ScheduleCommand(View!.Kind, timing, paper, people), await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        if (errors.Count == 0)
        {
            chosen = [];
            await ReloadAsync();
        }
    }

    private async Task SwitchAsync(ScheduleRow row)
    {
        errors = (await Switch.RunAsync(row.Id, !row.IsActive, row.Version, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await ReloadAsync();
    }

    private async Task ReloadAsync() => View = View! with { Rows = await Queries.ListAsync(await Actors.CurrentAsync(gone.Token), gone.Token) };

    public sealed record SchedulesView(ReportKind Kind, IReadOnlyList<ScheduleReader> Readers, IReadOnlyList<ScheduleRow> Rows);
}
