using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.Reopening;

/// <summary>HR decides whether submitted reviews are given back to their authors.</summary>
public sealed partial class ReopeningsPage
{
    private const int EveningHour = 18;
    private IReadOnlyList<Error> errors = [];
    private ReopeningRow? asked;
    private ElementReference box;
    private DateTime end;
    private string answer = "";
    private string done = "";
    private bool granting;
    private bool focus;
    private int page = 1;

    [Parameter]
    public int CycleId { get; set; }

    [PersistentState]
    public ReopeningList? View { get; set; }

    [Inject]
    private ReopeningQueries Queries { get; set; } = null!;

    [Inject]
    private DecideReopening Decide { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
        }

        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private string Follows(ReopeningRow row) =>
        !granting ? ReviewsText.Reopening_RefuseFollows
        : row.Reviewer == row.RequestedBy ? ReviewsText.Reopening_GrantFollowsAuthor
        : ReviewsText.Reopening_GrantFollows;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus)
        {
            focus = false;
            await box.FocusAsync();
        }
    }

    private static string Text(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private static string StateOf(ReopeningState state) => state switch
    {
        ReopeningState.Open => ReviewsText.ReopeningState_Open,
        ReopeningState.Granted => ReviewsText.ReopeningState_Granted,
        ReopeningState.Refused => ReviewsText.ReopeningState_Refused,
        _ => ReviewsText.ReopeningState_Overtaken,
    };

    private void Ask(ReopeningRow row, bool grant)
    {
        (asked, granting, answer, errors, done, focus) = (row, grant, "", [], "", true);
        end = row.PhaseEnd is { } phase && phase > Formats.Now
            ? Formats.ToLocal(phase)
            : Formats.ToLocal(Formats.Now).Date.AddDays(ReopenReview.DefaultDays).AddHours(EveningHour);
    }

    private async Task DecideAsync()
    {
        var decision = new ReopeningDecision(asked!.Id, asked.Version, granting, answer, granting ? Formats.ToUtc(end) : null);
        var result = await Decide.RunAsync(decision, await Actors.CurrentAsync(), CancellationToken.None);
        errors = result.Errors;
        if (result.Succeeded)
        {
            (asked, done) = (null, ReviewsText.Change_Done);
            await LoadAsync();
        }
        else if (result.Error.Is(SharedErrors.ChangedElsewhere))
        {
            asked = null;
            await LoadAsync();
        }
    }

    private Task GoToAsync(int to)
    {
        page = to;
        return LoadAsync();
    }

    private async Task LoadAsync() => View = await Queries.ForCycleAsync(CycleId, page, await Actors.CurrentAsync(), CancellationToken.None);
}
