using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Reviews.Delegations;

/// <summary>Whom I ask to write for me, and who asks me.</summary>
public sealed partial class DelegationsPage
{
    private IReadOnlyList<Error> errors = [];
    private DelegationRow? asked;
    private ElementReference heading;
    private string reason = "";
    private string done = "";
    private bool focus;

    [PersistentState]
    public IReadOnlyList<DelegationRow>? Rows { get; set; }

    [Inject]
    private DelegationQueries Queries { get; set; } = null!;

    [Inject]
    private AnswerDelegation Answer { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private IEnumerable<(string Title, string Empty, IReadOnlyList<DelegationRow> Rows)> Lists =>
    [
        (ReviewsText.Delegations_ToMe, ReviewsText.Delegations_ToMeNone, [.. (Rows ?? []).Where(r => !r.Mine)]),
        (ReviewsText.Delegations_Mine, ReviewsText.Delegations_MineNone, [.. (Rows ?? []).Where(r => r.Mine)]),
    ];

    protected override async Task OnInitializedAsync() => Rows ??= await Queries.MineAsync(await Actors.CurrentAsync(), CancellationToken.None);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus)
        {
            focus = false;
            await heading.FocusAsync();
        }
    }

    private static bool Declines(DelegationRow row) => !row.Mine && row.State == DelegationState.Proposed;

    private static string Text(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private void Ask(DelegationRow row) => (asked, reason, errors, done, focus) = (row, "", [], "", true);

    private async Task AcceptAsync(DelegationRow row) =>
        await AfterAsync(await Answer.AcceptAsync(row.Id, row.Version, await Actors.CurrentAsync(), CancellationToken.None), Text(ReviewsText.Delegation_Accepted, row.Delegator));

    private async Task CarryOutAsync()
    {
        var row = asked!;
        var actor = await Actors.CurrentAsync();
        await AfterAsync(
            Declines(row)
                ? await Answer.DeclineAsync(row.Id, row.Version, reason, actor, CancellationToken.None)
                : await Answer.EndAsync(row.Id, row.Version, reason, actor, CancellationToken.None),
            ReviewsText.Delegation_Done);
    }

    private async Task AfterAsync(Result result, string sentence)
    {
        errors = result.Errors;
        if (result.Succeeded)
        {
            await ReloadAsync(sentence);
        }
        else if (result.Error.Is(SharedErrors.ChangedElsewhere))
        {
            // what stands there now is shown, and deciding again is a decision
            asked = null;
            Rows = await Queries.MineAsync(await Actors.CurrentAsync(), CancellationToken.None);
        }
    }

    private async Task ReloadAsync(string sentence)
    {
        (asked, errors, done) = (null, [], sentence);
        Rows = await Queries.MineAsync(await Actors.CurrentAsync(), CancellationToken.None);
    }
}
