using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Templates.Designer;

namespace StarPortal.Web.Features.Templates.Library;

public sealed partial class EditIndicatorPage
{
    private IndicatorDraft draft = new();
    private IReadOnlyList<Error> errors = [];
    private bool busy;

    [Parameter]
    public string Code { get; set; } = "";

    [PersistentState]
    public LibraryIndicatorView? View { get; set; }

    [Inject]
    private LibraryQueries Queries { get; set; } = null!;

    [Inject]
    private ReviseLibraryIndicator Revise { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
        }
        else
        {
            Take(View);
        }
    }

    private async Task LoadAsync()
    {
        View = await Queries.FindAsync(Code, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is not { Keeper: LibraryKeeper.Own, State: LibraryState.Active })
        {
            View = null;
            Navigation.NotFound();
            return;
        }

        Take(View);
    }

    private void Take(LibraryIndicatorView view)
    {
        draft = IndicatorDraft.From(view.Newest.Content.ToIndicator(view.Code, view.Newest.Number));
        errors = [];
    }

    private async Task SaveAsync()
    {
        busy = true;
        try
        {
            var content = LibraryContent.From(draft.ToIndicator(LibraryEditor.Points));
            var revised = await Revise.RunAsync(new(Code, content, View!.Version), await Actors.CurrentAsync(), CancellationToken.None);
            errors = revised.Errors;
            if (revised.Succeeded)
            {
                Navigation.NavigateTo($"/indicators/{Code}");
            }
        }
        finally
        {
            busy = false;
        }
    }
}
