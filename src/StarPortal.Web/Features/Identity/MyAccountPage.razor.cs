using Microsoft.AspNetCore.Components;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Identity;

/// <summary>One's own account: who one is here, the language, and what keeps it safe.</summary>
public sealed partial class MyAccountPage
{
    private OwnAccountView view = null!;

    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private AccountQueries Queries { get; set; } = null!;

    [Inject]
    private SignOutEverywhere SignOutEverywhere { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Notice => Done switch
    {
        "password" => IdentityText.PasswordChanged,
        "everywhere" => IdentityText.SignedOutEverywhere,
        "factor-off" => IdentityText.SecondFactorOffNow,
        _ => null,
    };

    protected override async Task OnInitializedAsync() => view = await Queries.OwnAsync(await Actors.CurrentAsync(Http.RequestAborted), Http.RequestAborted);

    private async Task EverywhereAsync()
    {
        var actor = await Actors.CurrentAsync(Http.RequestAborted);
        await SignOutEverywhere.RunAsync(actor, Http.RequestAborted);
        await Sessions.RenewAsync(Http, actor.AccountId, Http.RequestAborted);
        Navigation.NavigateTo("/account?done=everywhere");
    }
}
