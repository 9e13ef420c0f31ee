using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Identity;

/// <summary>One account: its roles, its links, disabling and enabling. Every change asks for a reason.</summary>
public sealed partial class AccountPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<Error> errors = [];
    private string reason = "";
    private string? done;
    private IssuedLink? link;
    private Roles roles;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public AccountView? View { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private AccountQueries Queries { get; set; } = null!;

    [Inject]
    private ChangeRoles ChangeRoles { get; set; } = null!;

    [Inject]
    private ManageAccount ManageAccount { get; set; } = null!;

    [Inject]
    private IssueLink IssueLink { get; set; } = null!;

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

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.GetAsync(Id, await Actors.CurrentAsync(leaving.Token), leaving.Token);
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        roles = View.Row.Roles & AccountAccess.Assignable;
    }

    private async Task SaveRolesAsync()
    {
        var actor = await Actors.CurrentAsync(leaving.Token);
        await FinishAsync(await ChangeRoles.RunAsync(new ChangeRolesCommand(Id, roles, reason), actor, leaving.Token), IdentityText.RolesSaved);
    }

    private async Task ManageAsync(AccountAction action)
    {
        var actor = await Actors.CurrentAsync(leaving.Token);
        var text = action switch
        {
            AccountAction.Disable => IdentityText.DisabledNow,
            AccountAction.Enable => IdentityText.EnabledNow,
            AccountAction.Unlock => IdentityText.UnlockedNow,
            _ => IdentityText.SecondFactorOffNow,
        };
        await FinishAsync(await ManageAccount.RunAsync(new ManageAccountCommand(Id, action, reason), actor, leaving.Token), text);
    }

    private async Task IssueLinkAsync()
    {
        var actor = await Actors.CurrentAsync(leaving.Token);
        var kind = View!.HasPassword ? LinkKind.Reset : LinkKind.Invitation;
        var result = await IssueLink.RunAsync(new IssueLinkCommand(Id, kind, reason), actor, leaving.Token);
        await FinishAsync(result, null);
        link = result.Succeeded ? result.Value : null;
    }

    private async Task FinishAsync(Result result, string? text)
    {
        errors = result.Errors;
        done = result.Succeeded ? text : null;
        link = null;
        if (result.Succeeded)
        {
            reason = "";
            View = await Queries.GetAsync(Id, await Actors.CurrentAsync(leaving.Token), leaving.Token) ?? View;
            roles = View!.Row.Roles & AccountAccess.Assignable;
        }
    }
}
