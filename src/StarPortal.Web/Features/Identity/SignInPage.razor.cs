using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>Signing in: a plain server-rendered form that sets the cookie and works without a script.</summary>
public sealed partial class SignInPage
{
    private IReadOnlyList<Error> errors = [];

    [SupplyParameterFromForm]
    private Form? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private SignIn SignIn { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Notice => Done switch
    {
        "out" => IdentityText.SignedOut,
        "password" => IdentityText.PasswordSetSignIn,
        "set-up" => IdentityText.SetUpDoneSignIn,
        _ => null,
    };

    private async Task RunAsync()
    {
        var input = Input ?? new Form();
        if (input.User is not { Length: > 0 and <= 320 } user || input.Password is not { Length: > 0 and <= PasswordRules.MaximumLength } password)
        {
            errors = [IdentityErrors.SignInFailed];
            return;
        }

        var result = await SignIn.RunAsync(new SignInCommand(user, password, Http.Connection.RemoteIpAddress?.ToString()), Http.RequestAborted);
        if (result.Failed)
        {
            errors = result.Errors;
            return;
        }

        var target = LocalUrl.Safe(ReturnUrl);
        if (result.Value.NeedsCode)
        {
            await Sessions.AwaitCodeAsync(Http, result.Value.AccountId, input.Remember, Http.RequestAborted);
            Navigation.NavigateTo($"/account/code?returnUrl={Uri.EscapeDataString(target)}");
            return;
        }

        await Sessions.BeginAsync(Http, result.Value.AccountId, input.Remember, Http.RequestAborted);
        Navigation.NavigateTo(target);
    }

    private sealed class Form
    {
        public string? User { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
