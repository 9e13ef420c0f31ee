using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Results;

/// <summary>One result, explained.</summary>
public sealed partial class ResultPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();

    [Parameter]
    public int ParticipantId { get; set; }

    [PersistentState]
    public ResultView? View { get; set; }

    [Inject]
    private ViewResult Viewing { get; set; } = null!;

    [Inject]
    private IDocumentPrinter Printer { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Title => View!.Reader == ResultReader.Participant
        ? ResultsText.OwnTitle
        : ResultLabels.Fill(ResultsText.ResultTitle, View.Name);

    private string Sentence => ResultLabels.Fill(
        ResultsText.ResultSentence, View!.Cycle, Shared.Formats.Day(View.PeriodStart), Shared.Formats.Day(View.PeriodEnd));

    public void Dispose() => gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        // the same page serves the next result without being made anew
        if (View?.ParticipantId == ParticipantId)
        {
            return;
        }

        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var found = await Viewing.RunAsync(ParticipantId, ResultLook.Page, await Actors.CurrentAsync(gone.Token), gone.Token);
        if (found.Failed)
        {
            View = null;
            Navigation.NotFound();
            return;
        }

        View = found.Value;
    }
}
