namespace StarPortal.Web.Features.Notifications;

/// <summary>Within one circuit: the list tells the bell that something was read.</summary>
public sealed class NotificationSignal
{
    public event Action? Read;

    public void Raise() => Read?.Invoke();
}
