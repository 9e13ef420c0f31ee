using Microsoft.AspNetCore.Components;
using Radzen;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Cycles;

public sealed partial class CyclePage
{
    private IReadOnlyList<Error> errors = [];
    private string reason = "";
    private int revision;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public CycleView? View { get; set; }

    [Inject]
    private CycleQueries Queries { get; set; } = null!;

    [Inject]
    private CancelCycle Cancel { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private string Sentence => $"{CycleWords.Of(View!.PeriodKind)} · {View.TimeZone}";

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Id != Id)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        // the panels load afresh
        revision++;
    }

    private async Task CancelAsync()
    {
        if (await ConfirmAsync(CyclesText.CancelFollows, CyclesText.CancelCycle))
        {
            await DoneAsync(await Cancel.RunAsync(Id, View!.Version, reason, await Actors.CurrentAsync(), CancellationToken.None));
        }
    }

    private async Task DoneAsync(Result result)
    {
        errors = result.Errors;
        if (result.Succeeded)
        {
            reason = "";
        }

        await ReloadAsync();
    }

    private async Task<bool> ConfirmAsync(string text, string action) =>
        await Dialogs.Confirm(text, action, new ConfirmOptions { OkButtonText = action, CancelButtonText = SharedText.Back }) == true;
}
