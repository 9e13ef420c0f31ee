using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Actuals;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Cycles.Setup;

public sealed partial class ReviewersStep
{
    private bool self;
    private bool manager;
    private int threshold;
    private int count = 4;
    private int seed = 1;
    private bool elsewhere = true;
    private string search = "";
    private int page = 1;
    private string? message;
    private DrawPreview? preview;
    private PlannedRow? adding;
    private Page<PlannedRow> planned = new([], 0);
    private IReadOnlyList<Error> planErrors = [];
    private IReadOnlyList<RowError> rowErrors = [];

    [Inject]
    private PlannedQueries Planned { get; set; } = null!;

    [Inject]
    private SetupQueries Queries { get; set; } = null!;

    [Inject]
    private PlanReviewers Plan { get; set; } = null!;

    [Inject]
    private ImportReviewers Import { get; set; } = null!;

    private bool Launched => View.State is not (CycleState.Draft or CycleState.Published);

    private ReviewerPlan.Draw Draw => new(View.Id, count, seed, elsewhere);

    protected override async Task OnInitializedAsync()
    {
        (self, manager, threshold) = View.Reviewers;
        await GoToAsync(1);
    }

    private Task SaveRulesAsync() => KeepAsync(new CycleEdit(View.Id, View.Version) { Reviewers = new ReviewerSetup(self, manager, threshold) });

    private async Task GoToAsync(int to)
    {
        page = to;
        planned = await Planned.RowsAsync(View.Id, search, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task PreviewAsync() => preview = await Planned.PreviewAsync(Draw, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task PlanAsync(ReviewerPlan plan)
    {
        (message, preview, rowErrors) = (null, null, []);
        var done = await Plan.RunAsync(plan, await Actors.CurrentAsync(), CancellationToken.None);
        planErrors = done.Errors;
        if (done.Succeeded)
        {
            adding = null;
            message = CycleWords.Format(CyclesText.ReviewersChanged, Formats.Count(done.Value));
            await GoToAsync(page);
        }
    }

    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        (message, preview, rowErrors) = (null, null, []);
        await using var stream = chosen.File.OpenReadStream(SpreadsheetReader.LargestFile);
        var table = await SpreadsheetReader.ReadAsync(stream, chosen.File.Name, CancellationToken.None);
        planErrors = table.Errors;
        if (table.Failed)
        {
            return;
        }

        var done = await Import.RunAsync(View.Id, table.Value, await Actors.CurrentAsync(), CancellationToken.None);
        planErrors = done.Errors;
        if (done.Succeeded)
        {
            rowErrors = done.Value.Errors;
            message = rowErrors.Count > 0 ? null : CycleWords.Format(CyclesText.ReviewersChanged, Formats.Count(done.Value.Added));
            await GoToAsync(1);
        }
    }

    private async Task<IReadOnlyList<Choice>> FindPeopleAsync(string text) =>
        await Queries.EmployeesAsync(text, await Actors.CurrentAsync(), CancellationToken.None);
}
