using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Goals.Objectives;

public sealed partial class ObjectivePage
{
    private static readonly ObjectiveState[] outcomes = [ObjectiveState.Achieved, ObjectiveState.Missed, ObjectiveState.Dropped];
    private IReadOnlyList<Error> errors = [];
    private ObjectiveState outcome = ObjectiveState.Achieved;
    private string words = "";
    private bool adding;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public ObjectiveView? View { get; set; }

    [Inject]
    private ObjectiveQueries Queries { get; set; } = null!;

    [Inject]
    private MoveObjective Move { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private bool IsOpen => View!.Line.State is ObjectiveState.Draft or ObjectiveState.Active;

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Line.Id != Id)
        {
            await ReloadAsync();
        }
    }

    private async Task AddedAsync()
    {
        adding = false;
        await ReloadAsync();
    }

    private async Task MoveAsync(ObjectiveState to)
    {
        var moved = await Move.RunAsync(new ObjectiveMove(Id, View!.Version, to, words), await Actors.CurrentAsync(), CancellationToken.None);
        errors = moved.Errors;
        if (moved.Succeeded)
        {
            words = "";
        }

        if (moved.Succeeded || moved.Error.Is(SharedErrors.ChangedElsewhere))
        {
            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }
}
