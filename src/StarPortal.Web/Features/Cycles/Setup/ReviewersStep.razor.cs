using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Actuals;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Cycles.Setup;

public sealed partial class ReviewersStep
{
    private bool self;
    private bool manager;
    private int threshold;
    private int loadWarning;
    private bool extremes;
    private bool attributed;
    private Relationship addGroup = Relationship.Peer;
    private IReadOnlyList<GroupFields> groups = [];
    private string search = "";
    private int page = 1;
    private string? message;
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

    protected override async Task OnInitializedAsync()
    {
        (self, manager, threshold, var rules) = View.Reviewers;
        rules ??= ReviewRules.Default;
        (loadWarning, extremes, attributed) = (rules.LoadWarning, rules.ExtremesNeedComment, rules.AttributedToManager);
        groups = [.. ReviewerRules.Groups.Select(g => new GroupFields(rules.Of(g)))];
        await GoToAsync(1);
    }

    private Task SaveRulesAsync() => KeepAsync(new CycleEdit(View.Id, View.Version) { Reviewers = new ReviewerSetup(self, manager, threshold, Rules) });

    private ReviewRules Rules => new()
    {
        Groups = [.. groups.Select(g => new GroupRule(g.Group, g.Minimum, g.Maximum, g.Nominator))],
        AttributedToManager = attributed,
        ExtremesNeedComment = extremes,
        LoadWarning = loadWarning,
    };

    private async Task GoToAsync(int to)
    {
        page = to;
        planned = await Planned.RowsAsync(View.Id, search, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task<AssignmentPreview?> PreviewAsync(AssignmentRule rule)
    {
        (message, planErrors) = (null, []);
        return await Planned.PreviewAsync(View.Id, rule, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task<IReadOnlyList<PersonChoice>> NamedAsync(string text) =>
        [.. (await FindPeopleAsync(text)).Select(c => new PersonChoice(c.Id, c.Label))];

    private async Task PlanAsync(ReviewerPlan plan)
    {
        (message, rowErrors) = (null, []);
        var done = await Plan.RunAsync(plan, await Actors.CurrentAsync(), CancellationToken.None);
        planErrors = done.Errors;
        if (done.Succeeded)
        {
            adding = null;
            message = CycleWords.Format(CyclesText.ReviewersChanged, Formats.Count(done.Value));
            await GoToAsync(page);
        }

        StateHasChanged();
    }

    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        (message, rowErrors) = (null, []);
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

    /// <summary>One group's rule as it is edited.</summary>
    private sealed class GroupFields(GroupRule rule)
    {
        public Relationship Group { get; } = rule.Group;

        public int Minimum { get; set; } = rule.Minimum;

        public int Maximum { get; set; } = rule.Maximum;

        public Nominator Nominator { get; set; } = rule.Nominator;
    }
}
