using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Standing;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Entitlements;

public sealed partial class EntitlementTable
{
    private string search = "";
    private string level = "";
    private bool holding;
    private EntitlementRow? chosen;

    [Parameter, EditorRequired]
    public EntitlementHead List { get; set; } = null!;

    [Parameter, EditorRequired]
    public Page<EntitlementRow> Rows { get; set; } = new([], 0);

    [Parameter, EditorRequired]
    public EntitlementFilter Filter { get; set; } = EntitlementFilter.Default;

    [Parameter]
    public EventCallback<EntitlementFilter> FilterChanged { get; set; }

    [Parameter]
    public int Page { get; set; } = 1;

    [Parameter]
    public EventCallback<int> PageChanged { get; set; }

    /// <summary>Levels that have lines.</summary>
    [Parameter]
    public IReadOnlyList<int> Levels { get; set; } = [];

    /// <summary>A line was changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private bool CanEdit => List.State == EntitlementState.Draft;

    private bool IsOpenCorrection => List.IsCorrection && CanEdit;

    private static IEnumerable<string> Others(EntitlementRow row) =>
        new[] { row.Gift, row.Honour, row.Development }.Where(t => !t.IsEmpty).Select(StandingWords.Local);

    private Task SearchAsync() => FilterChanged.InvokeAsync(Filter with
    {
        Search = search,
        Level = int.TryParse(level, CultureInfo.InvariantCulture, out var number) ? number : null,
        Holding = holding,
    });

    private Task SortAsync(SortBy sort) => FilterChanged.InvokeAsync(Filter with { Sort = sort });

    private Task SavedAsync()
    {
        chosen = null;
        return Changed.InvokeAsync();
    }
}
