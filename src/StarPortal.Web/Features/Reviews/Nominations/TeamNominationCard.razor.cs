using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Reviews.Nominations;

public sealed partial class TeamNominationCard
{
    private IReadOnlyList<Error> errors = [];
    private TeamProposal? rejecting;
    private Place? adding;
    private string reason = "";
    private string message = "";
    private bool bothWays;

    [Parameter, EditorRequired]
    public TeamNominations Cycle { get; set; } = null!;

    [Parameter, EditorRequired]
    public TeamParticipant Person { get; set; } = null!;

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public int Revision { get; set; }

    [Parameter]
    public EventCallback<TeamProposal> Approve { get; set; }

    /// <summary>Something changed: the page reads anew.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private RejectNomination Rejecting { get; set; } = null!;

    [Inject]
    private NominateReviewer Nominating { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private static string Text(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private string Sum(GroupRule rule)
    {
        var sum = Text(NominationsText.GroupSum, NominationLabels.Group(rule.Group), Person.Count(rule.Group), NominationLabels.Limits(rule.Minimum, rule.Maximum));
        return Person.Count(rule.Group) < rule.Minimum ? $"{sum} – {NominationsText.BelowMinimum}" : sum;
    }

    private void Turn(TeamProposal proposal) => (rejecting, reason, adding, errors, message) = (proposal, "", null, [], "");

    private void Open(Relationship group, int? replaces) => (adding, rejecting, bothWays, errors, message) = (new Place(group, replaces), null, false, [], "");

    private async Task RejectAsync(Candidate? instead)
    {
        var proposal = rejecting!;
        var done = await Rejecting.RunAsync(
            new RejectNominationCommand(proposal.Id, proposal.Version, reason, instead?.EmployeeId), await Actors.CurrentAsync(), CancellationToken.None);
        if (done.Succeeded)
        {
            rejecting = null;
        }

        await FinishAsync(done, instead is null ? Text(NominationsText.RejectedNow, proposal.Name) : Text(NominationsText.Replaced, proposal.Name, instead.Name));
    }

    private async Task AddAsync(Candidate person)
    {
        var place = adding!;
        var done = await Nominating.RunAsync(
            new NominateReviewerCommand(Person.ParticipantId, person.EmployeeId, place.Group, bothWays, place.ReplacesReviewId), await Actors.CurrentAsync(), CancellationToken.None);
        if (done.Succeeded)
        {
            adding = null;
        }

        await FinishAsync(done, Text(NominationsText.Added, person.Name));
    }

    private async Task FinishAsync(Result done, string success)
    {
        (errors, message) = (done.Errors, done.Succeeded ? success : "");
        // a missing reason is the reader's own to put right: nothing changed, and the text stays
        if (done.Succeeded || !done.Error.Is(SharedErrors.ReasonRequired))
        {
            await Changed.InvokeAsync();
        }
    }

    private sealed record Place(Relationship Group, int? ReplacesReviewId);
}
