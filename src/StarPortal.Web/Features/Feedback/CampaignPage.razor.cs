using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Feedback;

/// <summary>One campaign: its cards, its links, what came of it.</summary>
public sealed partial class CampaignPage
{
    private IReadOnlyList<Error> errors = [];
    private string? done;
    private int version;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public CampaignView? View { get; set; }

    [Inject]
    private FeedbackQueries Queries { get; set; } = null!;

    [Inject]
    private EndCampaign End { get; set; } = null!;

    [Inject]
    private WriteFeedbackValues Write { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        version++;
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task EndAsync() => await SayAsync(await End.RunAsync(Id, await Actors.CurrentAsync(), CancellationToken.None), FeedbackText.EndedNow);

    private async Task WriteAsync()
    {
        var result = await Write.RunAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        await SayAsync(result, result.Succeeded ? FeedbackLabels.Format(FeedbackText.ValuesWritten, Formats.Count(result.Value.Written), Formats.Count(result.Value.Waiting)) : "");
    }

    private async Task SayAsync(Result result, string sentence)
    {
        errors = result.Errors;
        done = result.Succeeded ? sentence : null;
        await LoadAsync();
    }
}
