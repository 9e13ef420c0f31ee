using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared.Stars;
using StarWords = StarPortal.Web.Shared.Stars.StarWords;

namespace StarPortal.Web.Features.Stars.WhatIf;

public sealed partial class WhatIfPage
{
    private StarWords words = StarWords.For(StarNames.None);
    private IReadOnlyList<Error> errors = [];
    private StarDefinition? present;
    private ProgrammeDraft? draft;
    private TemplateOption? template;
    private WhatIfView? view;
    private WhatIfMove? only;
    private int presentId;
    private int fromId;
    private int page = 1;
    private bool changed;
    private bool busy;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public WhatIfHead? Head { get; set; }

    [PersistentState]
    public DesignerOffers? Offers { get; set; }

    [Inject]
    private WhatIfQueries Queries { get; set; } = null!;

    [Inject]
    private ProgrammeQueries Programmes { get; set; } = null!;

    [Inject]
    private KeepTriedCriteria Keeping { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Actors.CurrentAsync();
        Head ??= await Queries.HeadAsync(Id, actor, CancellationToken.None);
        if (Head is null)
        {
            Navigation.NotFound();
            return;
        }

        Offers ??= await Programmes.OffersAsync(actor, CancellationToken.None);
        words = StarWords.For(Head.Names);
        if (Head.Versions.Count > 0)
        {
            (presentId, fromId) = (Head.Versions[0].VersionId, Head.Versions[0].VersionId);
            present = await Queries.DefinitionAsync(presentId, actor, CancellationToken.None);
            await LoadDraftAsync();
        }
    }

    private static string MoveWord(WhatIfMove move) => move switch
    {
        WhatIfMove.Up => WhatIfText.Up,
        WhatIfMove.Down => WhatIfText.Down,
        _ => WhatIfText.Same,
    };

    private string Label(WhatIfVersion version) =>
        $"{words.Of(version.Name)} · {ProgrammeTags.Version(version.Number)} · {words.Of(version.State)}{(version.IsOfCycle ? $" · {WhatIfText.OfThisCycle}" : "")}";

    private async Task ChoosePresentAsync(ChangeEventArgs change)
    {
        presentId = Read(change);
        present = await Queries.DefinitionAsync(presentId, await Actors.CurrentAsync(), CancellationToken.None);
        view = null;
    }

    private async Task ChooseFromAsync(ChangeEventArgs change)
    {
        fromId = Read(change);
        await LoadDraftAsync();
    }

    private async Task LoadDraftAsync()
    {
        var definition = await Queries.DefinitionAsync(fromId, await Actors.CurrentAsync(), CancellationToken.None);
        draft = definition is null ? null : ProgrammeDraft.From(definition, null, null);
        template = definition is null ? null : Offers?.TemplateFor(definition);
        (view, changed, errors) = (null, false, []);
    }

    private void Touch() => (changed, view) = (true, null);

    private async Task TryAsync(int to)
    {
        page = to;
        var tried = draft!.ToDefinition();
        errors = StarCheck.Errors(tried, null, null);
        if (errors.Count > 0)
        {
            view = null;
            return;
        }

        busy = true;
        view = await Queries.TryAsync(Id, present!, tried, only, page, await Actors.CurrentAsync(), CancellationToken.None);
        busy = false;
    }

    private async Task KeepAsync()
    {
        var kept = await Keeping.RunAsync(new(fromId, draft!.ToDefinition()), await Actors.CurrentAsync(), CancellationToken.None);
        errors = kept.Errors;
        if (kept.Succeeded)
        {
            Navigation.NavigateTo(kept.Value.Href);
        }
    }

    private static int Read(ChangeEventArgs change) => int.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var id) ? id : 0;
}
