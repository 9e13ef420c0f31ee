using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Notifications.Reminders;

public sealed partial class PlanPage
{
    private const int PageSize = 50;
    private IReadOnlyList<Error> errors = [];
    private int? cycle;
    private DateOnly from;
    private DateOnly until;
    private string search = "";
    private int page = 1;

    private ForecastView? View { get; set; }

    [SupplyParameterFromQuery]
    public int? Cycle { get; set; }

    [Inject]
    private ReminderForecast Forecast { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Reader { get; set; } = null!;

    private IReadOnlyList<ForecastRow> Rows =>
        search.Trim().Length == 0 ? View!.Rows : [.. View!.Rows.Where(r => r.Name.Contains(search.Trim(), StringComparison.CurrentCultureIgnoreCase) || r.Number.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))];

    private string Export => FormattableString.Invariant($"/notifications/plan.csv?cycle={View!.CycleId}&from={View.From:yyyy-MM-dd}&until={View.Until:yyyy-MM-dd}");

    protected override async Task OnInitializedAsync()
    {
        // everybody's month is more than can be handed to the circuit, and too much work to do twice
        if (RendererInfo.IsInteractive)
        {
            (cycle, from) = (Cycle, DateOnly.FromDateTime(Reader.ToLocal(Reader.Now)));
            until = from.AddDays(13);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var found = await Forecast.ForAsync(cycle, from, until, await Actors.CurrentAsync(), CancellationToken.None);
        errors = found.Errors;
        if (found.Succeeded)
        {
            (View, page) = (found.Value, 1);
        }
    }
}
