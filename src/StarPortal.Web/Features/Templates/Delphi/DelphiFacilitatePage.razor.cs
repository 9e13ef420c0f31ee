using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Delphi;

public sealed partial class DelphiFacilitatePage
{
    private IReadOnlyList<Error> errors = [];
    private DateOnly? due;
    private bool busy;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public DelphiFacilitatorView? View { get; set; }

    [Inject]
    private DelphiQueries Queries { get; set; } = null!;

    [Inject]
    private MoveDelphiPanel Move { get; set; } = null!;

    [Inject]
    private ApplyDelphiOutcome Apply { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.ForFacilitatorAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private Task MoveAsync(DelphiStep step) => RunAsync(async actor =>
    {
        // a date means until its end where the facilitator is
        var until = step == DelphiStep.NextRound && due is { } day ? Formats.ToUtc(day.ToDateTime(new TimeOnly(23, 59))) : (DateTime?)null;
        return await Move.RunAsync(new(Id, step, View!.Newest.Number, until), actor, CancellationToken.None);
    });

    private Task ApplyAsync() => RunAsync(actor => Apply.RunAsync(new(Id), actor, CancellationToken.None));

    private async Task RunAsync(Func<Actor, Task<Result>> work)
    {
        busy = true;
        try
        {
            errors = (await work(await Actors.CurrentAsync())).Errors;
            View = await Queries.ForFacilitatorAsync(Id, await Actors.CurrentAsync(), CancellationToken.None) ?? View;
        }
        finally
        {
            busy = false;
        }
    }
}
