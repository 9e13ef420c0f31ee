using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Delphi;

public sealed partial class DelphiPage
{
    private readonly Dictionary<string, decimal?> weights = [];
    private string reason = "";
    private IReadOnlyList<Error> errors = [];
    private bool busy;
    private bool saved;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public DelphiMemberView? View { get; set; }

    [Inject]
    private DelphiQueries Queries { get; set; } = null!;

    [Inject]
    private ProposeWeights Propose { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.ForMemberAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        Take(View);
    }

    // starts from what the person said last, else from the draft's own weights
    private void Take(DelphiMemberView view)
    {
        var last = view.Mine.Count > 0 ? view.Mine[view.Mine.Keys.Max()] : null;
        foreach (var item in view.Items)
        {
            weights[item.Key] = last?.FirstOrDefault(w => w.Key == item.Key)?.Weight ?? item.Weight;
        }

        reason = view.MyReason;
    }

    private void Set(string key, decimal? weight)
    {
        weights[key] = weight;
        saved = false;
    }

    private void Spread(IReadOnlyList<decimal> parts)
    {
        foreach (var (item, weight) in View!.Items.Zip(parts))
        {
            Set(item.Key, weight);
        }
    }

    private async Task SaveAsync()
    {
        busy = true;
        try
        {
            var given = weights.ToDictionary(w => w.Key, w => w.Value ?? 0m);
            var proposed = await Propose.RunAsync(new(Id, View!.Newest.Number, given, reason), await Actors.CurrentAsync(), CancellationToken.None);
            errors = proposed.Errors;
            saved = proposed.Succeeded;
            if (await Queries.ForMemberAsync(Id, await Actors.CurrentAsync(), CancellationToken.None) is { } now)
            {
                View = now;
            }
        }
        finally
        {
            busy = false;
        }
    }
}
