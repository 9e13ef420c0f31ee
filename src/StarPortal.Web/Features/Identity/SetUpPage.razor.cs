using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>Making the first administrator by the one-time link that the first start prints.</summary>
public sealed partial class SetUpPage
{
    private IReadOnlyList<Error> errors = [];
    private bool open;

    [SupplyParameterFromForm]
    private Form? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private SetUpAdministrator SetUpAdministrator { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        open = await SetUpAdministrator.IsOpenAsync(Token, Http.RequestAborted);
        if (!open)
        {
            errors = [IdentityErrors.SetUpLinkInvalid];
        }
    }

    private async Task RunAsync()
    {
        if (!open)
        {
            return;
        }

        var input = Input ?? new Form();
        var command = new SetUpAdministratorCommand(Token ?? "", input.Email ?? "", input.Name ?? "", input.Password ?? "", input.Repeated ?? "", Http.Connection.RemoteIpAddress?.ToString());
        var result = await SetUpAdministrator.RunAsync(command, Http.RequestAborted);
        errors = result.Errors;
        if (result.Succeeded)
        {
            Navigation.NavigateTo("/account/sign-in?done=set-up");
        }
    }

    private sealed class Form
    {
        public string? Email { get; set; }

        public string? Name { get; set; }

        public string? Password { get; set; }

        public string? Repeated { get; set; }
    }
}
