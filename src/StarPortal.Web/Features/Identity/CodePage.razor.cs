using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>The second step of signing in: a code of the authenticator, or one of the recovery codes.</summary>
public sealed partial class CodePage
{
    private IReadOnlyList<Error> errors = [];
    private (int AccountId, bool Remember)? pending;

    [SupplyParameterFromForm]
    private Form? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery]
    private bool Recovery { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private ConfirmSecondFactor ConfirmSecondFactor { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Other =>
        $"/account/code?{(Recovery ? "" : "recovery=true&")}returnUrl={Uri.EscapeDataString(LocalUrl.Safe(ReturnUrl))}";

    protected override async Task OnInitializedAsync()
    {
        pending = await Sessions.AwaitedAsync(Http, Http.RequestAborted);
        if (pending is null)
        {
            errors = [IdentityErrors.SignInExpired];
        }
    }

    private async Task RunAsync()
    {
        if (pending is not { } known)
        {
            return;
        }

        var command = new ConfirmSecondFactorCommand(known.AccountId, Input?.Code ?? "", Recovery, Http.Connection.RemoteIpAddress?.ToString());
        var result = await ConfirmSecondFactor.RunAsync(command, Http.RequestAborted);
        if (result.Failed)
        {
            errors = result.Errors;
            return;
        }

        await Sessions.BeginAsync(Http, known.AccountId, known.Remember, Http.RequestAborted);
        Navigation.NavigateTo(LocalUrl.Safe(ReturnUrl));
    }

    private sealed class Form
    {
        public string? Code { get; set; }
    }
}
