using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Every certificate that was ever issued.</summary>
public sealed partial class CertificatesPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private string search = "";
    private int? cycleId;
    private int? level;
    private CertificateState? state;
    private SortBy sort = CertificateFilter.Default.Sort;
    private int page = 1;

    [PersistentState]
    public PageView? View { get; set; }

    [Inject]
    private CertificateQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync() =>
        View ??= new PageView(await Queries.CyclesAsync(await Actors.CurrentAsync(gone.Token), gone.Token), await LoadAsync());

    private Task SearchAsync() => TurnAsync(1);

    private Task SortAsync(SortBy by)
    {
        sort = by;
        return TurnAsync(1);
    }

    private async Task TurnAsync(int to)
    {
        page = to;
        View = View! with { Rows = await LoadAsync() };
    }

    private async Task<Page<CertificateRow>> LoadAsync() =>
        await Queries.ListAsync(new CertificateFilter(search, cycleId, level, state, sort), page, await Actors.CurrentAsync(gone.Token), gone.Token);

    public sealed record PageView(IReadOnlyList<CycleChoice> Cycles, Page<CertificateRow> Rows);
}
