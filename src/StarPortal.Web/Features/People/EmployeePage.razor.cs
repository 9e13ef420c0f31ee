using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Features.People;

public sealed partial class EmployeePage : IDisposable
{
    private readonly CancellationTokenSource gone = new();

    [Parameter]
    public int Id { get; set; }

    /// <summary>The person as the reader may see them.</summary>
    [PersistentState]
    public PersonView? View { get; set; }

    [Inject]
    private IEnumerable<PersonPanel> Panels { get; set; } = null!;

    [Inject]
    private EmployeeQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose() => gone.Cancel();

    // a link to the manager or a report stays on this page with another number
    protected override async Task OnParametersSetAsync()
    {
        if (View?.Id == Id)
        {
            return;
        }

        View = await Queries.GetAsync(Id, await Actors.CurrentAsync(gone.Token), gone.Token);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private static string Or(string text) => text.Length > 0 ? text : "–";
}
