using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Results.Batch;

/// <summary>All reports of a cycle as one file.</summary>
public sealed partial class ReportBatchPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<Error> errors = [];
    private string department = "";
    private string language = Languages.Nearest(CultureInfo.CurrentUICulture.Name);
    private PaperSize paper;

    [Parameter]
    public int CycleId { get; set; }

    [PersistentState]
    public BatchView? View { get; set; }

    [Inject]
    private CycleResultQueries Cycles { get; set; } = null!;

    [Inject]
    private ReportBatchQueries Queries { get; set; } = null!;

    [Inject]
    private StartReportBatch Start { get; set; } = null!;

    [Inject]
    private RetryReportBatch Retry { get; set; } = null!;

    [Inject]
    private CompanyPaper Papers { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // not disposed: what still comes back asks for its token
    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            var actor = await Actors.CurrentAsync(gone.Token);
            if (await Cycles.HeadAsync(CycleId, actor, gone.Token) is not { IsReleased: true } head)
            {
                Navigation.NotFound();
                return;
            }

            View = new BatchView(head.Name, await Queries.DepartmentsAsync(CycleId, actor, gone.Token), await Queries.ListAsync(CycleId, actor, gone.Token));
        }

        paper = await Papers.ReadAsync(null, gone.Token);
    }

    private static string Facts(ReportBatchRow batch) => string.Join(
        " · ", batch.RequestedBy, batch.Department ?? SharedText.All, Languages.All.First(l => l.Name == batch.Language).Label, Paper(batch.Paper));

    private static string Paper(PaperSize size) => ResultsText.Resources.GetString($"PaperSize_{size}", CultureInfo.CurrentUICulture) ?? size.ToString();

    private static string Running(ReportBatchRow batch) => $"{ResultsText.BatchRunning}: {Facts(batch)}";

    private static string Ended(ReportBatchRow batch) => batch.Last is { State: LongTaskState.Cancelled } run
        ? ResultLabels.Fill(ResultsText.BatchCancelled, Formats.Count(run.Done), Formats.Count(run.Total))
        : ResultLabels.Fill(ResultsText.BatchStopped, Reason(batch.Last?.FailureCode ?? ""));

    private static string Reason(string code) => code.Split('.', 2) is [var feature, var name] ? ErrorText.For(new Error(feature, name)) : code;

    private async Task StartAsync()
    {
        var chosen = int.TryParse(department, CultureInfo.InvariantCulture, out var id) ? id : (int?)null;
        errors = (await Start.RunAsync(new ReportBatchCommand(CycleId, chosen, language, paper), await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await ReloadAsync();
    }

    private async Task RetryAsync(int batchId)
    {
        errors = (await Retry.RunAsync(batchId, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await ReloadAsync();
    }

    private async Task ReloadAsync() => View = View! with { Batches = await Queries.ListAsync(CycleId, await Actors.CurrentAsync(gone.Token), gone.Token) };

    public sealed record BatchView(string Cycle, IReadOnlyList<DepartmentChoice> Departments, IReadOnlyList<ReportBatchRow> Batches);
}
