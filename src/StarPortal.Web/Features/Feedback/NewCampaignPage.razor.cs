using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Sets up what customers are asked.</summary>
public sealed partial class NewCampaignPage
{
    private IReadOnlyList<Error> errors = [];
    private string name = "";
    private int cycleId;
    private FeedbackKind kind;
    private string indicator = "";
    private LinkUse use = LinkUse.Many;
    private bool asksForCode;
    private int most = 200;
    private int minimum = 3;
    private bool itself = true;
    private int days = FeedbackCampaign.DefaultDays;

    [PersistentState]
    public IReadOnlyList<FeedbackCycle>? Cycles { get; set; }

    [Inject]
    private FeedbackQueries Queries { get; set; } = null!;

    [Inject]
    private CreateCampaign Create { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private FeedbackCycle? Cycle => Cycles?.FirstOrDefault(c => c.Id == cycleId);

    private IEnumerable<FeedbackKind> Kinds => Enum.GetValues<FeedbackKind>().Where(k => k != FeedbackKind.Ratings || Cycle is { CustomersRate: true });

    protected override async Task OnInitializedAsync()
    {
        Cycles ??= await Queries.CyclesAsync(await Actors.CurrentAsync(), CancellationToken.None);
        cycleId = Cycles.Count > 0 ? Cycles[0].Id : 0;
        FitKind();
    }

    private static string Hint(FeedbackKind kind) => FeedbackText.Resources.GetString($"KindHint_{kind}", CultureInfo.CurrentUICulture)!;

    private void FitKind()
    {
        kind = Kinds.Contains(kind) ? kind : Kinds.First();
        indicator = "";
    }

    private async Task CreateAsync()
    {
        var plan = new FeedbackPlan(name, cycleId, kind, indicator.Length == 0 ? null : indicator, use, asksForCode, most, minimum, itself, days);
        var made = await Create.RunAsync(plan, await Actors.CurrentAsync(), CancellationToken.None);
        errors = made.Errors;
        if (made.Succeeded)
        {
            Navigation.NavigateTo($"/feedback/links/{made.Value}");
        }
    }
}
