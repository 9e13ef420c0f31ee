using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Notifications.Preferences;

/// <summary>Which kinds a person gets by e-mail; in the portal they are told all the same.</summary>
public sealed partial class MailChoicesPage
{
    private IReadOnlyList<MailChoice> choices = [];

    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private MailChoices Choices { get; set; } = null!;

    [Inject]
    private ChooseMails Choose { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync() => choices = await Choices.MineAsync(await Actors.CurrentAsync(Http.RequestAborted), Http.RequestAborted);

    private static string GroupLabel(string group) => NotificationsText.Resources.GetString($"Group_{group}", CultureInfo.CurrentUICulture) ?? NotificationsText.Group_Other;

    private async Task SaveAsync()
    {
        var wanted = Http.Request.Form["on"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        await Choose.RunAsync(wanted, await Actors.CurrentAsync(Http.RequestAborted), Http.RequestAborted);
        Navigation.NavigateTo("/account/notifications?done=1");
    }
}
