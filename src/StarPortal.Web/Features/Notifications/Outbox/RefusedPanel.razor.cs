using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>On a person's page, for HR: their address refuses mail, and the way to say that it works again.</summary>
public sealed partial class RefusedPanel
{
    private IReadOnlyList<Error> errors = [];
    private bool cleared;

    [Parameter, EditorRequired]
    public int EmployeeId { get; set; }

    [Inject]
    private OutboxQueries Queries { get; set; } = null!;

    [Inject]
    private ClearRefusedAddress Clear { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Shared.Formats Formats { get; set; } = null!;

    private RefusedAddressRow? Row { get; set; }

    // the page goes from one person to another without being left
    protected override async Task OnParametersSetAsync() =>
        (Row, cleared, errors) = (await Queries.RefusedOfAsync(EmployeeId, await Actors.CurrentAsync(), CancellationToken.None), false, []);

    private async Task ClearAsync()
    {
        var done = await Clear.RunAsync(Row!.Address, await Actors.CurrentAsync(), CancellationToken.None);
        (errors, cleared) = (done.Errors, done.Succeeded);
        Row = await Queries.RefusedOfAsync(EmployeeId, await Actors.CurrentAsync(), CancellationToken.None);
    }
}
