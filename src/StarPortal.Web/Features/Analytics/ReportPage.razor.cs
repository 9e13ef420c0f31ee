using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Reports;

namespace StarPortal.Web.Features.Analytics;

/// <summary>A report to read and to take away.</summary>
public sealed partial class ReportPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private string language = Languages.Nearest(CultureInfo.CurrentUICulture.Name);
    private PaperSize paper;

    [Parameter]
    public int CycleId { get; set; }

    [SupplyParameterFromQuery]
    public int? Manager { get; set; }

    [PersistentState]
    public Report? View { get; set; }

    [Inject]
    private MakeReport Making { get; set; } = null!;

    [Inject]
    private CompanyPaper Papers { get; set; } = null!;

    [Inject]
    private IDocumentPrinter Printer { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ReportKind Kind => new Uri(Navigation.Uri).AbsolutePath.Split('/')[^1] switch
    {
        "team" => ReportKind.Team,
        "progress" => ReportKind.Progress,
        _ => ReportKind.Cycle,
    };

    // not disposed: what still comes back asks for its token
    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            var made = await Making.RunAsync(new ReportRequest(Kind, CycleId, Manager), CultureInfo.CurrentUICulture, await Actors.CurrentAsync(gone.Token), gone.Token);
            if (made.Failed)
            {
                Navigation.NotFound();
                return;
            }

            View = made.Value;
        }

        paper = await Papers.ReadAsync(null, gone.Token);
    }

    private string Href(ReportFormat format) => ReportEndpoints.Href(new ReportRequest(Kind, CycleId, Manager), format, language, paper);
}
