using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Templates.Designer;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Features.Templates;

public sealed partial class NewTemplatePage
{
    private const string Empty = "";
    private const string Copy = "copy";

    private readonly TextDraft name = TextDraft.From(Presets.All[0].Definition.Name);
    private string start = Presets.All[0].Key;
    private string copyOf = "";
    private IReadOnlyList<Error> errors = [];

    [PersistentState]
    public IReadOnlyList<TemplateRow>? Rows { get; set; }

    [Inject]
    private TemplateQueries Queries { get; set; } = null!;

    [Inject]
    private CreateTemplate Create { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Rows ??= await Queries.ListAsync(await Actors.CurrentAsync(), CancellationToken.None);
        copyOf = Rows.Select(r => $"{r.Id}/{r.Versions[0].Number}").FirstOrDefault("");
    }

    private void ChooseAsync(string choice)
    {
        // a name that only came from a preset makes way for another preset's, a typed one stays
        var untouched = name.ToText().IsEmpty || Presets.All.Any(p => p.Definition.Name == name.ToText());
        start = choice;
        if (untouched)
        {
            var proposal = Presets.Find(choice)?.Definition.Name ?? LocalText.Empty;
            (name.En, name.Zh) = (proposal.En, proposal.Zh);
        }
    }

    private async Task CreateAsync()
    {
        var command = new CreateTemplate.Command(name.ToText(), Presets.Find(start)?.Key, start == Copy ? Reference(copyOf) : null);
        var made = await Create.RunAsync(command, await Actors.CurrentAsync(), CancellationToken.None);
        errors = made.Errors;
        if (made.Succeeded)
        {
            Navigation.NavigateTo(made.Value.Href);
        }
    }

    private static TemplateReference Reference(string choice)
    {
        var parts = choice.Split('/');
        return new TemplateReference(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
