using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Phrases;

namespace StarPortal.Web.Features.Feedback.Notebook;

public sealed partial class NotebookPersonPage
{
    private readonly HashSet<int> chosen = [];
    private IReadOnlyList<Error> errors = [];
    private string search = "";
    private string indicator = "*";
    private bool away;
    private int? given;
    private int page = 1;
    private int written;

    [Parameter]
    public int EmployeeId { get; set; }

    [PersistentState]
    public NotebookHead? Head { get; set; }

    [PersistentState]
    public Page<NotebookRow>? Entries { get; set; }

    [PersistentState]
    public IReadOnlyList<IndicatorOption>? Indicators { get; set; }

    [Inject]
    private NotebookQueries Queries { get; set; } = null!;

    [Inject]
    private PhraseOffers Offers { get; set; } = null!;

    [Inject]
    private HandOverEntries HandOver { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Head ??= await Queries.HeadAsync(EmployeeId, await Actors.CurrentAsync(), CancellationToken.None);
        if (Head is null)
        {
            Navigation.NotFound();
            return;
        }

        Indicators ??= await Offers.IndicatorsAsync(CancellationToken.None);
        if (Entries is null)
        {
            await LoadAsync(1);
        }
    }

    private async Task LoadAsync(int to)
    {
        page = to;
        var filter = new NotebookFilter(search, indicator == "*" ? null : indicator, away);
        Entries = await Queries.EntriesAsync(EmployeeId, filter, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task SavedAsync()
    {
        written++;
        await LoadAsync(1);
    }

    private void Choose(int id, bool on)
    {
        if (on)
        {
            chosen.Add(id);
        }
        else
        {
            chosen.Remove(id);
        }
    }

    private async Task HandOverAsync()
    {
        var result = await HandOver.RunAsync(new(EmployeeId, [.. chosen], Head!.NewManagerId!.Value), await Actors.CurrentAsync(), CancellationToken.None);
        (errors, given) = (result.Errors, result.Succeeded ? result.Value : null);
        if (result.Succeeded)
        {
            chosen.Clear();
            await LoadAsync(page);
        }
        else
        {
            // the manager may be another one by now
            Head = await Queries.HeadAsync(EmployeeId, await Actors.CurrentAsync(), CancellationToken.None) ?? Head;
        }
    }
}
