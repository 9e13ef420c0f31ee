using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Identity;

/// <summary>Makes an account for somebody who is not in the people list, and shows its invitation link once.</summary>
public sealed partial class NewAccountPanel : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<Error> errors = [];
    private IssuedLink? link;
    private string email = "";
    private string name = "";
    private string reason = "";
    private Roles role = Roles.HR;

    [Parameter, EditorRequired]
    public EventCallback Created { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private CreateAccount Create { get; set; } = null!;

    [Inject]
    private PortalLinks Links { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task CreateAsync()
    {
        var result = await Create.RunAsync(new CreateAccountCommand(email, name, role, reason), await Actors.CurrentAsync(leaving.Token), leaving.Token);
        errors = result.Errors;
        link = result.Succeeded ? result.Value : null;
        if (result.Succeeded)
        {
            (email, name, reason) = ("", "", "");
            await Created.InvokeAsync();
        }
    }
}
