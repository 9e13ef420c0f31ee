using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>Choosing a password by an invitation or reset link.</summary>
public sealed partial class LinkPage
{
    private IReadOnlyList<Error> errors = [];
    private string? owner;

    [SupplyParameterFromForm]
    private Form? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private SetPasswordByLink SetPasswordByLink { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private LinkKind Kind => Http.Request.Path.Value == PortalLinks.Page(LinkKind.Invitation) ? LinkKind.Invitation : LinkKind.Reset;

    private string Title => Kind == LinkKind.Invitation ? IdentityText.InvitationTitle : IdentityText.ResetTitle;

    protected override async Task OnInitializedAsync()
    {
        owner = await SetPasswordByLink.FindAsync(Kind, Token, Http.RequestAborted);
        if (owner is null)
        {
            errors = [IdentityErrors.LinkInvalid];
        }
    }

    private async Task RunAsync()
    {
        if (owner is null)
        {
            return;
        }

        var command = new SetPasswordByLinkCommand(Kind, Token ?? "", Input?.Password ?? "", Input?.Repeated ?? "", Http.Connection.RemoteIpAddress?.ToString());
        var result = await SetPasswordByLink.RunAsync(command, Http.RequestAborted);
        errors = result.Errors;
        if (result.Succeeded)
        {
            Navigation.NavigateTo("/account/sign-in?done=password");
        }
    }

    private sealed class Form
    {
        public string? Password { get; set; }

        public string? Repeated { get; set; }
    }
}
