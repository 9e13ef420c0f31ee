using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.Queue;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews;

/// <summary>One review: its form while the reviewer may write, its text for whoever may read.</summary>
public sealed partial class ReviewPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private int loads;
    private bool justSubmitted;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public ReviewView? View { get; set; }

    /// <summary>The people whose reviews of this kind are still to be written; null when the reader writes none.</summary>
    [PersistentState]
    public ReviewQueue? Queue { get; set; }

    [Inject]
    private ReviewQueueQueries Queues { get; set; } = null!;

    [Inject]
    private ReviewQueries Queries { get; set; } = null!;

    [Inject]
    private RecordReviewLook Look { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Title => View!.Relationship == Relationship.Self && View.Reader == ReviewReader.Author
        ? ReviewsText.PageTitleSelf
        : string.Format(CultureInfo.CurrentCulture, ReviewsText.PageTitleOther, View.Subject.Name);

    public void Dispose() => gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        // the same page serves the next review without being made anew
        if (View?.Id == Id)
        {
            return;
        }

        justSubmitted = false;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        View = await Queries.FindAsync(Id, actor, gone.Token);
        Queue = View is { Reader: ReviewReader.Author } and not { Relationship: Relationship.Self } ? await Queues.FindAsync(Id, actor, gone.Token) : null;
        loads++;
        if (View is null)
        {
            Navigation.NotFound();
        }
        else if (View.Reader == ReviewReader.Hr)
        {
            await Look.RunAsync(View.Id, View.Subject.EmployeeId, actor, gone.Token);
        }
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        justSubmitted = View?.State == ReviewState.Submitted;
    }
}
