using Microsoft.AspNetCore.Components;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Identity;

/// <summary>Changing one's own password.</summary>
public sealed partial class PasswordPage
{
    private IReadOnlyList<Error> errors = [];

    [SupplyParameterFromForm]
    private Form? Input { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private ChangePassword ChangePassword { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private async Task RunAsync()
    {
        var actor = await Actors.CurrentAsync(Http.RequestAborted);
        var command = new ChangePasswordCommand(Input?.Present ?? "", Input?.Password ?? "", Input?.Repeated ?? "");
        var result = await ChangePassword.RunAsync(command, actor, Http.RequestAborted);
        errors = result.Errors;
        if (result.Succeeded)
        {
            await Sessions.RenewAsync(Http, actor.AccountId, Http.RequestAborted);
            Navigation.NavigateTo("/account?done=password");
        }
    }

    private sealed class Form
    {
        public string? Present { get; set; }

        public string? Password { get; set; }

        public string? Repeated { get; set; }
    }
}
