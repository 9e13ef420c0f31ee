using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Changes;

public sealed partial class ChangesPage
{
    private readonly HashSet<int> chosen = [];
    private Decision? open;
    private DifferenceKind? kind;
    private string search = "";
    private string said = "";
    private int page = 1;
    private int revision;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public ChangesView? View { get; set; }

    [PersistentState]
    public Page<DifferenceRow>? Rows { get; set; }

    [Inject]
    private ChangeQueries Queries { get; set; } = null!;

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
    }

    private async Task LoadAsync()
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        await LoadRowsAsync();
    }

    private async Task LoadRowsAsync()
    {
        chosen.Clear();
        Rows = await Queries.DifferencesAsync(Id, new DifferenceFilter(kind, search, page), await Actors.CurrentAsync(), CancellationToken.None);
        if (Rows is { Rows.Count: 0, Total: > 0 })
        {
            // the last page was decided whole
            page = 1;
            Rows = await Queries.DifferencesAsync(Id, new DifferenceFilter(kind, search, page), await Actors.CurrentAsync(), CancellationToken.None);
        }
    }

    private Task ShowAsync(DifferenceKind? choice)
    {
        kind = choice;
        return GoToAsync(1);
    }

    private Task GoToAsync(int to)
    {
        page = to;
        return LoadRowsAsync();
    }

    private void Open(ChangeAction action, IReadOnlyList<int> employees, DifferenceKind? difference)
    {
        said = "";
        open = new Decision(action, employees, difference);
    }

    private void Toggle(int employee)
    {
        if (!chosen.Remove(employee))
        {
            chosen.Add(employee);
        }
    }

    private void ChooseAll()
    {
        var all = Rows!.Rows.Select(r => r.EmployeeId).ToList();
        if (chosen.Count == all.Count)
        {
            chosen.Clear();
        }
        else
        {
            chosen.UnionWith(all);
        }
    }

    private async Task DoneAsync(ChangeAction? next)
    {
        open = next is { } action ? new Decision(action, open!.EmployeeIds, DifferenceKind.Manager) : null;
        said = ChangesText.Done_One;
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        revision++;
    }

    private sealed record Decision(ChangeAction Action, IReadOnlyList<int> EmployeeIds, DifferenceKind? Difference);
}
