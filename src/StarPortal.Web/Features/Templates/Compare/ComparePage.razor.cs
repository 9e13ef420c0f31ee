using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Templates.Compare;

public sealed partial class ComparePage
{
    [PersistentState]
    public CompareView? View { get; set; }

    /// <summary>The earlier version, as <c>template-number</c>.</summary>
    [SupplyParameterFromQuery]
    private string? Before { get; set; }

    /// <summary>The later version, as <c>template-number</c>.</summary>
    [SupplyParameterFromQuery]
    private string? After { get; set; }

    [Inject]
    private CompareQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var (before, after) = (VersionSelect.Parse(Before), VersionSelect.Parse(After));
        if (View is null || View.Before?.Reference != before || View.After?.Reference != after)
        {
            View = await Queries.ViewAsync(before, after, await Actors.CurrentAsync(), CancellationToken.None);
        }
    }

    // the address says what is compared, so that it can be sent to a colleague
    private async Task GoAsync(TemplateReference? before, TemplateReference? after)
    {
        View = await Queries.ViewAsync(before, after, await Actors.CurrentAsync(), CancellationToken.None);
        var parts = new[] { ("before", before), ("after", after) }.Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={VersionSelect.Value(p.Item2!)}");
        Navigation.NavigateTo("/templates/compare?" + string.Join('&', parts), replace: true);
    }

    private static int Count(IReadOnlyList<PartChange> parts, ChangeKind kind) => parts.Count(p => p.Kind == kind);
}
