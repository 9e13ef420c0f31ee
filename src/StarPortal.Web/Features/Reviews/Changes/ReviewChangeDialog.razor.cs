using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.People;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>The question before reviews are extended, handed to somebody else, withdrawn or restored. Opens in place.</summary>
public sealed partial class ReviewChangeDialog
{
    private const int DaysOffered = 3;
    private const int EveningHour = 18;
    private ElementReference heading;
    private IReadOnlyList<Error> errors = [];
    private ChangePreview? preview;
    private DateTime end;
    private int? reviewerId;
    private string reason = "";
    private bool busy;

    [Parameter, EditorRequired]
    public ReviewChangeKind Kind { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<int> ReviewIds { get; set; } = [];

    /// <summary>UTC; the latest end of the reviews chosen, where it is known.</summary>
    [Parameter]
    public DateTime? PresentEnd { get; set; }

    /// <summary>The change is made.</summary>
    [Parameter]
    public EventCallback Done { get; set; }

    /// <summary>The person gave it up.</summary>
    [Parameter]
    public EventCallback Left { get; set; }

    [Inject]
    private ReviewChangeQueries Queries { get; set; } = null!;

    [Inject]
    private ExtendReviews Extend { get; set; } = null!;

    [Inject]
    private ReassignReviews Reassign { get; set; } = null!;

    [Inject]
    private WithdrawReviews Withdraw { get; set; } = null!;

    [Inject]
    private RestoreReviews Restore { get; set; } = null!;

    [Inject]
    private PeopleQueries People { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    // nothing is wrong yet while nobody has been chosen
    private bool Waiting => Kind == ReviewChangeKind.Reassign && reviewerId is null or 0;

    /// <summary>What the button of a change says.</summary>
    public static string NameOf(ReviewChangeKind kind) => kind switch
    {
        ReviewChangeKind.Extend => ReviewsText.Change_Extend,
        ReviewChangeKind.Reassign => ReviewsText.Change_Reassign,
        ReviewChangeKind.Withdraw => ReviewsText.Change_Withdraw,
        _ => ReviewsText.Change_Restore,
    };

    protected override async Task OnInitializedAsync()
    {
        // an end that is offered should do
        var from = PresentEnd is { } present && present > Formats.Now ? present : Formats.Now;
        end = Formats.ToLocal(from).Date.AddDays(DaysOffered).AddHours(EveningHour);
        await PreviewAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await heading.FocusAsync();
        }
    }

    private async Task EndChangedAsync(ChangeEventArgs change)
    {
        if (DateTime.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var chosen))
        {
            end = chosen;
            await PreviewAsync();
        }
    }

    private Task ReviewerChangedAsync(int? id)
    {
        reviewerId = id;
        return PreviewAsync();
    }

    private async Task PreviewAsync() =>
        preview = await Queries.PreviewAsync(new PreviewRequest(Kind, ReviewIds, Formats.ToUtc(end), reviewerId), await Actors.CurrentAsync(), CancellationToken.None);

    private async Task RunAsync()
    {
        busy = true;
        var actor = await Actors.CurrentAsync();
        var change = new ReviewChange(ReviewIds, reason, preview?.Stamp);
        var result = Kind switch
        {
            ReviewChangeKind.Extend => await Extend.RunAsync(change, Formats.ToUtc(end), actor, CancellationToken.None),
            ReviewChangeKind.Reassign => await Reassign.RunAsync(change, reviewerId ?? 0, actor, CancellationToken.None),
            ReviewChangeKind.Withdraw => await Withdraw.RunAsync(change, actor, CancellationToken.None),
            _ => await Restore.RunAsync(change, actor, CancellationToken.None),
        };
        busy = false;
        errors = result.Errors;
        if (result.Succeeded)
        {
            await Done.InvokeAsync();
        }
        else if (result.Error.Is(SharedErrors.ChangedElsewhere))
        {
            // what would follow is another thing now: it is said again, and deciding again is a decision
            await PreviewAsync();
        }
    }

    private async Task<IReadOnlyList<PersonRow>> FindAsync(string text) =>
        await People.FindAsync(text, await Actors.CurrentAsync(), CancellationToken.None);
}
