using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.People;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.Delegations;

public sealed partial class DelegationForm
{
    private const int DaysOffered = 7;
    private IReadOnlyList<CycleChoice> cycles = [];
    private IReadOnlyList<Error> errors = [];
    private DelegationPreview? preview;
    private int? personId;
    private int cycleId;
    private int round;
    private DateOnly first;
    private DateOnly last;
    private string reason = "";

    /// <summary>Somebody has been asked.</summary>
    [Parameter]
    public EventCallback Proposed { get; set; }

    [Inject]
    private DelegationQueries Queries { get; set; } = null!;

    [Inject]
    private ProposeDelegation Propose { get; set; } = null!;

    [Inject]
    private PeopleQueries People { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private DelegationWish Wish => new(personId ?? 0, cycleId == 0 ? null : cycleId, first, last, reason);

    protected override async Task OnInitializedAsync()
    {
        first = DateOnly.FromDateTime(Formats.ToLocal(Formats.Now));
        last = first.AddDays(DaysOffered - 1);
        cycles = await Queries.CyclesAsync(await Actors.CurrentAsync(), CancellationToken.None);
    }

    private static string Text(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private static string WhyOf(NotDelegated why) => why switch
    {
        NotDelegated.Self => ReviewsText.NotDelegated_Self,
        NotDelegated.AboutDelegate => ReviewsText.NotDelegated_AboutDelegate,
        NotDelegated.AboutDelegatesManager => ReviewsText.NotDelegated_AboutDelegatesManager,
        NotDelegated.DelegateManages => ReviewsText.NotDelegated_DelegateManages,
        _ => ReviewsText.NotDelegated_DelegateReviews,
    };

    private Task ChosenAsync(int? id)
    {
        personId = id;
        return PreviewAsync();
    }

    private async Task PreviewAsync() =>
        preview = personId is > 0 ? await Queries.PreviewAsync(Wish, await Actors.CurrentAsync(), CancellationToken.None) : null;

    private async Task<IReadOnlyList<PersonRow>> FindAsync(string text) => await People.FindAsync(text, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task ProposeAsync()
    {
        var result = await Propose.RunAsync(Wish, await Actors.CurrentAsync(), CancellationToken.None);
        errors = result.Errors;
        if (result.Succeeded)
        {
            (personId, preview, reason) = (null, null, "");
            round++;
            await Proposed.InvokeAsync();
        }
    }
}
