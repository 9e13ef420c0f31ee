using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Phrases;

namespace StarPortal.Web.Features.Feedback.Phrases;

public sealed partial class PhrasesPage
{
    private IReadOnlyList<Error> errors = [];
    private string search = "";
    private string indicator = "*";
    private PhraseKind? kind;
    private bool? shipped;
    private bool retired;
    private bool editing;
    private PhraseRow? edited;
    private int page = 1;

    [PersistentState]
    public Page<PhraseRow>? Rows { get; set; }

    [PersistentState]
    public IReadOnlyList<IndicatorOption>? Indicators { get; set; }

    [Inject]
    private PhraseQueries Queries { get; set; } = null!;

    [Inject]
    private PhraseOffers Offers { get; set; } = null!;

    [Inject]
    private RetirePhrase Retire { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Indicators ??= await Offers.IndicatorsAsync(CancellationToken.None);
        if (Rows is null)
        {
            await LoadAsync(1);
        }
    }

    private async Task LoadAsync(int to)
    {
        page = to;
        Rows = await Queries.PageAsync(new PhraseFilter(search, indicator == "*" ? null : indicator, kind, shipped, retired), page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private void Edit(PhraseRow? row) => (editing, edited) = (true, row);

    private async Task DoneAsync()
    {
        editing = false;
        await LoadAsync(page);
    }

    private async Task RetireAsync(PhraseRow row)
    {
        errors = (await Retire.RunAsync(new(row.Id, !row.Retired, row.Version), await Actors.CurrentAsync(), CancellationToken.None)).Errors;
        await LoadAsync(page);
    }
}
