using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Templates.Compare;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Features.Templates;

public sealed partial class NewTemplatePage
{
    private const string Empty = "";
    private const string CopyStart = "copy";

    private readonly TextDraft name = TextDraft.From(Presets.All[0].Definition.Name);
    private string start = Presets.All[0].Key;
    private string copyOf = "";
    private IReadOnlyList<Error> errors = [];

    [PersistentState]
    public IReadOnlyList<TemplateRow>? Rows { get; set; }

    /// <summary>The version to copy, as <c>template-number</c>.</summary>
    [SupplyParameterFromQuery]
    private string? Copy { get; set; }

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
        copyOf = Rows.Select(r => VersionSelect.Value(new(r.Id, r.Versions[0].Number))).FirstOrDefault("");
        if (VersionSelect.Parse(Copy) is { } wanted && Rows.FirstOrDefault(r => r.Id == wanted.TemplateId) is { } row && row.Versions.Any(v => v.Number == wanted.Number))
        {
            (start, copyOf) = (CopyStart, VersionSelect.Value(wanted));
            (name.En, name.Zh) = (row.Name.En, row.Name.Zh);
        }
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
        var command = new CreateTemplate.Command(name.ToText(), Presets.Find(start)?.Key, start == CopyStart ? VersionSelect.Parse(copyOf) : null);
        var made = await Create.RunAsync(command, await Actors.CurrentAsync(), CancellationToken.None);
        errors = made.Errors;
        if (made.Succeeded)
        {
            Navigation.NavigateTo(made.Value.Href);
        }
    }
}
