using Microsoft.AspNetCore.Components;
using Radzen;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Templates.Library;

public sealed partial class IndicatorPage
{
    private IReadOnlyList<Error> errors = [];
    private bool busy;

    [Parameter]
    public string Code { get; set; } = "";

    [PersistentState]
    public LibraryIndicatorView? View { get; set; }

    [Inject]
    private LibraryQueries Queries { get; set; } = null!;

    [Inject]
    private RetireLibraryIndicator Retire { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Code != Code)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        View = await Queries.FindAsync(Code, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task RetireAsync()
    {
        var retire = View!.State == LibraryState.Active;
        if (retire && await Dialogs.Confirm(LibraryText.RetireAsk, LibraryText.Retire, new ConfirmOptions { OkButtonText = LibraryText.Retire, CancelButtonText = SharedText.Cancel }) != true)
        {
            return;
        }

        busy = true;
        try
        {
            var done = await Retire.RunAsync(new(Code, retire, View.Version), await Actors.CurrentAsync(), CancellationToken.None);
            errors = done.Errors;
            await LoadAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
