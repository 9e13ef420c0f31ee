using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Components;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Stars.Programmes;

public sealed partial class NewProgrammePage
{
    private const string Empty = "";
    private const string Copy = "copy";

    private readonly StarWords words = StarWords.For(StarNames.None);
    private readonly TextDraft name = TextDraft.From(StarPresets.All[0].Definition.Name);
    private string start = StarPresets.All[0].Key;
    private string copyOf = "";
    private IReadOnlyList<Error> errors = [];

    [PersistentState]
    public IReadOnlyList<ProgrammeRow>? Rows { get; set; }

    [Inject]
    private ProgrammeQueries Queries { get; set; } = null!;

    [Inject]
    private CreateProgramme Create { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Rows ??= await Queries.ListAsync(await Actors.CurrentAsync(), CancellationToken.None);
        copyOf = Rows.Select(r => $"{r.Id}/{r.Versions[0].Number}").FirstOrDefault("");
    }

    private void Choose(string choice)
    {
        // a name that only came from a preset makes way for another preset's, a typed one stays
        var untouched = name.ToText().IsEmpty || StarPresets.All.Any(p => p.Definition.Name == name.ToText());
        start = choice;
        if (untouched)
        {
            var proposal = StarPresets.Find(choice)?.Definition.Name ?? LocalText.Empty;
            (name.En, name.Zh) = (proposal.En, proposal.Zh);
        }
    }

    private async Task CreateAsync()
    {
        var command = new CreateProgramme.Command(name.ToText(), StarPresets.Find(start)?.Key, start == Copy ? Reference(copyOf) : null);
        var made = await Create.RunAsync(command, await Actors.CurrentAsync(), CancellationToken.None);
        errors = made.Errors;
        if (made.Succeeded)
        {
            Navigation.NavigateTo(made.Value.Href);
        }
    }

    private static ProgrammeReference Reference(string choice)
    {
        var parts = choice.Split('/');
        return new ProgrammeReference(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
