using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>Where everybody stands, for HR.</summary>
public sealed partial class StandingsPage
{
    private string programme = "";
    private string search = "";
    private string level = "";
    private SortBy sort = new("name", false);
    private int page = 1;

    [PersistentState]
    public StandingsView? View { get; set; }

    [Inject]
    private StandingQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private ProgrammeChoice Chosen => View!.Programmes.FirstOrDefault(p => p.Id.ToString(CultureInfo.InvariantCulture) == programme) ?? View.Programmes[0];

    private StarDefinition Definition => Chosen.Definition;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            View = new StandingsView(await Queries.ProgrammesAsync(await Actors.CurrentAsync(), CancellationToken.None), new Page<StandingRow>([], 0));
            if (View.Programmes.Count > 0)
            {
                await ShowAsync(1);
            }
        }

        programme = View.Programmes.Count > 0 ? Chosen.Id.ToString(CultureInfo.InvariantCulture) : "";
    }

    private async Task ShowAsync(int to)
    {
        page = to;
        var filter = new StandingFilter(Chosen.Id, search, int.TryParse(level, CultureInfo.InvariantCulture, out var number) ? number : null, sort);
        View = View! with { Page = await Queries.PageAsync(filter, page, await Actors.CurrentAsync(), CancellationToken.None) };
    }

    private Task SortAsync(SortBy by)
    {
        sort = by;
        return ShowAsync(1);
    }
}

public sealed record StandingsView(IReadOnlyList<ProgrammeChoice> Programmes, Page<StandingRow> Page);
