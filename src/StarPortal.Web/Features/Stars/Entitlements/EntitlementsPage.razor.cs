using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>Where two people of HR sign what payroll pays.</summary>
public sealed partial class EntitlementsPage
{
    private IReadOnlyList<Error> errors = [];
    private EntitlementFilter filter = EntitlementFilter.Default;
    private int page = 1;

    [Parameter]
    public int CycleId { get; set; }

    [PersistentState]
    public EntitlementView? View { get; set; }

    [Inject]
    private EntitlementQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Cycle.CycleId != CycleId)
        {
            await LoadAsync(null);
        }
    }

    private async Task LoadAsync(int? number)
    {
        var actor = await Actors.CurrentAsync();
        if (await Queries.FindAsync(CycleId, actor, CancellationToken.None) is not { } cycle)
        {
            View = null;
            Navigation.NotFound();
            return;
        }

        var list = cycle.Lists.FirstOrDefault(l => l.Number == number) ?? (cycle.Lists.Count > 0 ? cycle.Lists[^1] : null);
        if (list is null)
        {
            View = new EntitlementView(cycle, null, [], [], new Page<EntitlementRow>([], 0), []);
            return;
        }

        var levels = await Queries.TotalsAsync(list.Id, true, actor, CultureInfo.CurrentUICulture.Name, CancellationToken.None);
        View = new EntitlementView(
            cycle,
            list,
            levels,
            await Queries.TotalsAsync(list.Id, false, actor, "", CancellationToken.None),
            await Queries.PageAsync(CycleId, list, filter, page, actor, CancellationToken.None),
            [.. levels.Select(l => l.Group.TakeWhile(c => c == '★').Count())]);
    }

    private Task ReloadAsync() => LoadAsync(View?.List?.Number);

    private Task StepDoneAsync(int number)
    {
        (filter, page) = (EntitlementFilter.Default, 1);
        return LoadAsync(number);
    }

    private Task ShowListAsync(object? number)
    {
        errors = [];
        return int.TryParse(number?.ToString(), CultureInfo.InvariantCulture, out var chosen) ? StepDoneAsync(chosen) : Task.CompletedTask;
    }

    private async Task FilterAsync(EntitlementFilter changed)
    {
        (filter, page) = (changed, 1);
        await LoadRowsAsync();
    }

    private async Task TurnAsync(int to)
    {
        page = to;
        await LoadRowsAsync();
    }

    private async Task LoadRowsAsync() =>
        View = View! with { Rows = await Queries.PageAsync(CycleId, View.List!, filter, page, await Actors.CurrentAsync(), CancellationToken.None) };
}

/// <param name="List">The one that is shown; null when the cycle has none.</param>
/// <param name="Totals">By department.</param>
public sealed record EntitlementView(
    EntitlementCycle Cycle, EntitlementHead? List, IReadOnlyList<EntitlementTotal> Levels, IReadOnlyList<EntitlementTotal> Totals, Page<EntitlementRow> Rows, IReadOnlyList<int> LevelNumbers);
