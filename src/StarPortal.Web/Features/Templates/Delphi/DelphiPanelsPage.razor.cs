using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Delphi;

public sealed partial class DelphiPanelsPage
{
    private readonly List<DelphiPerson> chosen = [];
    private IReadOnlyList<DelphiPerson>? found;
    private IReadOnlyList<Error> errors = [];
    private string section = "";
    private string question = "";
    private string search = "";
    private DateOnly? due;
    private bool busy;

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public int Number { get; set; }

    [PersistentState]
    public DelphiPanelsView? View { get; set; }

    [Inject]
    private DelphiQueries Queries { get; set; } = null!;

    [Inject]
    private OpenDelphiPanel Open { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.PanelsAsync(new TemplateReference(Id, Number), await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task FindAsync() => found = await Queries.FindPeopleAsync(search, await Actors.CurrentAsync(), CancellationToken.None);

    private void Pick(DelphiPerson person)
    {
        chosen.Add(person);
        (found, search) = (null, "");
    }

    private async Task OpenAsync()
    {
        busy = true;
        try
        {
            // a date means until its end where the facilitator is
            var until = due is { } day ? Formats.ToUtc(day.ToDateTime(new TimeOnly(23, 59))) : (DateTime?)null;
            var command = new OpenDelphiPanel.Command(View!.Reference, section.Length > 0 ? section : null, question, [.. chosen.Select(c => c.Id)], until);
            var opened = await Open.RunAsync(command, await Actors.CurrentAsync(), CancellationToken.None);
            errors = opened.Errors;
            if (opened.Succeeded)
            {
                Navigation.NavigateTo($"/delphi/{opened.Value}/facilitate");
            }
        }
        finally
        {
            busy = false;
        }
    }
}
