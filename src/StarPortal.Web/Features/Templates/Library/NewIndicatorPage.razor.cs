using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Templates.Designer;

namespace StarPortal.Web.Features.Templates.Library;

public sealed partial class NewIndicatorPage
{
    private IndicatorDraft draft = Empty();
    private IReadOnlyList<Error> errors = [];
    private bool busy;

    /// <summary>Code of the indicator to start from.</summary>
    [SupplyParameterFromQuery]
    private string? Copy { get; set; }

    [Inject]
    private LibraryQueries Queries { get; set; } = null!;

    [Inject]
    private CreateLibraryIndicator Create { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (Copy is { Length: > 0 } code && await Queries.FindAsync(code, await Actors.CurrentAsync(), CancellationToken.None) is { } view)
        {
            draft = IndicatorDraft.From(view.Newest.Content.ToIndicator(code, 1));
            draft.Name.En = draft.Name.En.Length > 0 ? $"{draft.Name.En} (copy)" : "";
            draft.Name.Zh = draft.Name.Zh.Length > 0 ? $"{draft.Name.Zh}（副本）" : "";
        }
    }

    private async Task SaveAsync()
    {
        busy = true;
        try
        {
            var made = await Create.RunAsync(new(LibraryContent.From(draft.ToIndicator(LibraryEditor.Points))), await Actors.CurrentAsync(), CancellationToken.None);
            errors = made.Errors;
            if (made.Succeeded)
            {
                Navigation.NavigateTo($"/indicators/{made.Value}");
            }
        }
        finally
        {
            busy = false;
        }
    }

    private static IndicatorDraft Empty()
    {
        var draft = new IndicatorDraft { Layer = IndicatorLayer.Core, Weight = 20m };
        draft.Measure.Kind = MeasureKind.Linear;
        draft.FollowMeasure();
        return draft;
    }
}
