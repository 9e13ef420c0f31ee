using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Where HR issues the certificates of a closed cycle, all at once or one by one.</summary>
public sealed partial class IssuePage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<Error> singleErrors = [];
    private HashSet<int> levels = [];
    private int? departmentId;
    private string search = "";
    private int page = 1;
    private BatchFormat format;
    private CertificateLanguages languages;
    private int? taskId;

    [SupplyParameterFromQuery(Name = "cycle")]
    public int? Wanted { get; set; }

    [PersistentState]
    public PageView? View { get; set; }

    [Inject]
    private IssueQueries Queries { get; set; } = null!;

    [Inject]
    private IssueCertificate Single { get; set; } = null!;

    [Inject]
    private StartCertificateBatch Start { get; set; } = null!;

    [Inject]
    private VerifyAddress Verify { get; set; } = null!;

    [Inject]
    private IDocumentPrinter Printer { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private string Plan => View!.Plan switch
    {
        { Revoked: > 0 } p => CertificateLabels.Fill(DocumentsText.PlanWithRevoked, Formats.Count(p.People), Formats.Count(p.Issued), Formats.Count(p.Missing), Formats.Count(p.Revoked)),
        var p => CertificateLabels.Fill(DocumentsText.Plan, Formats.Count(p.People), Formats.Count(p.Issued), Formats.Count(p.Missing)),
    };

    private IssueFilter Filter => new(View!.Head!.CycleId, [.. levels.Order()], departmentId, search);

    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            var cycles = await Queries.CyclesAsync(await Actors.CurrentAsync(gone.Token), gone.Token);
            View = new PageView(cycles, null, new IssuePlan(0, 0, 0, 0, false), new Page<IssueRow>([], 0), []);
            if (cycles.Count > 0)
            {
                await OpenAsync(cycles.Any(c => c.Id == Wanted) ? Wanted!.Value : cycles[0].Id);
            }
        }

        UseLevels();
        var running = View.Batches.FirstOrDefault(b => b.State is LongTaskState.Queued or LongTaskState.Running);
        taskId = running?.TaskId;
    }

    private Task ChooseCycleAsync(ChangeEventArgs change) => OpenAsync(int.Parse((string)change.Value!, CultureInfo.InvariantCulture));

    private async Task OpenAsync(int cycleId)
    {
        (departmentId, page, search, errors, singleErrors) = (null, 1, "", [], []);
        View = View! with { Head = await Queries.HeadAsync(cycleId, await Actors.CurrentAsync(gone.Token), gone.Token) };
        UseLevels();
        await ReloadAsync();
    }

    // what the programme promised; where it promised none, every level above the one where everybody starts
    private void UseLevels()
    {
        var all = View!.Head?.Levels ?? [];
        levels = [.. (all.Any(l => l.BringsCertificate) ? all.Where(l => l.BringsCertificate) : all.Where(l => l.Number > 1)).Select(l => l.Number)];
    }

    private Task ToggleAsync(int level)
    {
        if (!levels.Remove(level))
        {
            levels.Add(level);
        }

        return SelectAsync();
    }

    private Task SelectAsync()
    {
        page = 1;
        return ReloadAsync();
    }

    private Task SearchAsync() => TurnAsync(1);

    private async Task TurnAsync(int to)
    {
        page = to;
        View = View! with { People = await Queries.PeopleAsync(Filter, page, await Actors.CurrentAsync(gone.Token), gone.Token) };
    }

    private async Task ReloadAsync()
    {
        if (View!.Head is not null)
        {
            var actor = await Actors.CurrentAsync(gone.Token);
            View = View with
            {
                Plan = await Queries.PlanAsync(Filter, actor, gone.Token),
                People = await Queries.PeopleAsync(Filter, page, actor, gone.Token),
                Batches = await Queries.BatchesAsync(actor, gone.Token),
            };
        }

        StateHasChanged();
    }

    private async Task StartAsync()
    {
        var started = await Start.RunAsync(new BatchCommand(Filter.CycleId, Filter.Levels, departmentId, format, languages), await Actors.CurrentAsync(gone.Token), gone.Token);
        errors = started.Errors;
        taskId = started.Succeeded ? started.Value : taskId;
        await ReloadAsync();
    }

    private async Task IssueAsync(int employeeId)
    {
        singleErrors = (await Single.RunAsync(Filter.CycleId, employeeId, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await ReloadAsync();
    }

    /// <param name="Head">Null when no cycle can be chosen.</param>
    public sealed record PageView(IReadOnlyList<CycleChoice> Cycles, IssueHead? Head, IssuePlan Plan, Page<IssueRow> People, IReadOnlyList<BatchRow> Batches);
}
