using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Audit;

public sealed partial class AuditVerification : IDisposable
{
    private CancellationTokenSource? running;
    private AuditProgress? progress;
    private AuditReport? report;
    private IReadOnlyList<Error> errors = [];

    [Inject]
    private VerifyAuditTrail Verify { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    public void Dispose()
    {
        running?.Cancel();
        running?.Dispose();
    }

    private async Task RunAsync()
    {
        running?.Dispose();
        running = new CancellationTokenSource();
        report = null;
        errors = [];
        progress = new AuditProgress(0, 0);
        try
        {
            var shown = new Progress<AuditProgress>(p => _ = InvokeAsync(() => Show(p)));
            var result = await Verify.RunAsync(new VerifyAuditTrailCommand(NotedAuditHead.None, shown), await Actors.CurrentAsync(running.Token), running.Token);
            report = result.Succeeded ? result.Value : null;
            errors = result.Errors;
        }
        catch (OperationCanceledException)
        {
            // stopped by the reader, or the page was left
        }
        finally
        {
            progress = null;
        }
    }

    private void Show(AuditProgress now)
    {
        if (progress is not null)
        {
            progress = now;
            StateHasChanged();
        }
    }

    private void Stop() => running?.Cancel();
}
