using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

public sealed partial class CycleNominationsPage
{
    private IReadOnlyList<Error> errors = [];
    private Relationship group = Relationship.Peer;
    private NominationView show;
    private SortBy sort = new("name", false);
    private NominationRow? adding;
    private string search = "";
    private string message = "";
    private bool bothWays;
    private int page = 1;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public NominationOverview? View { get; set; }

    [PersistentState]
    public Page<NominationRow>? People { get; set; }

    [Inject]
    private NominationOverviewQueries Queries { get; set; } = null!;

    [Inject]
    private AssignReviewers Assign { get; set; } = null!;

    [Inject]
    private NominateReviewer Nominate { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        if (View.Groups.Count > 0 && View.Groups.All(g => g.Rule.Group != group))
        {
            group = View.Groups[0].Rule.Group;
        }

        if (People is null)
        {
            await GoToAsync(1);
        }
    }

    private static string Text(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static string Chooser(Nominator nominator) => nominator switch
    {
        Nominator.Employee => NominationsText.Nominator_Employee,
        Nominator.Manager => NominationsText.Nominator_Manager,
        _ => NominationsText.Nominator_Hr,
    };

    private async Task GoToAsync(int to)
    {
        (page, adding) = (to, null);
        People = await Queries.RowsAsync(Id, new NominationFilter(group, show, search), sort, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private Task SortAsync(SortBy by)
    {
        sort = by;
        return GoToAsync(1);
    }

    private void Open(NominationRow row) => (adding, bothWays, errors, message) = (adding?.ParticipantId == row.ParticipantId ? null : row, false, [], "");

    private async Task<AssignmentPreview?> PreviewAsync(AssignmentRule rule)
    {
        (errors, message) = ([], "");
        return await Queries.PreviewAsync(Id, rule, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task<IReadOnlyList<PersonChoice>> FindAsync(string text) =>
        await Queries.FindPeopleAsync(text, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task AssignAsync(AssignmentRule rule)
    {
        var done = await Assign.RunAsync(Id, rule, await Actors.CurrentAsync(), CancellationToken.None);
        await DoneAsync(done.Errors, done.Succeeded ? Text(NominationsText.Assigned, Formats.Count(done.Value)) : "");
    }

    private async Task AddAsync(Candidate person)
    {
        var done = await Nominate.RunAsync(new NominateReviewerCommand(adding!.ParticipantId, person.EmployeeId, group, bothWays), await Actors.CurrentAsync(), CancellationToken.None);
        await DoneAsync(done.Errors, Text(NominationsText.Added, person.Name));
    }

    private async Task DoneAsync(IReadOnlyList<Error> faults, string success)
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None) ?? View;
        await GoToAsync(page);
        (errors, message) = (faults, faults.Count == 0 ? success : "");
        StateHasChanged();
    }
}
