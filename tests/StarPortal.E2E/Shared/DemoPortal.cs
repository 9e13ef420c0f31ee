namespace StarPortal.E2E;

/// <summary>The demo company for all tests of a class that only look at it.</summary>
public sealed class DemoPortal : IAsyncLifetime
{
    public PortalProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await PortalProcess.StartDemoAsync();

    // null when it did not come so far
    public ValueTask DisposeAsync() => Portal?.DisposeAsync() ?? ValueTask.CompletedTask;
}
