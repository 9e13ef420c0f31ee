using StarPortal.Domain.Notifications;

namespace StarPortal.Data;

/// <summary>People are told in the transaction of what happened: never of something that did not, never twice.</summary>
public sealed partial class PortalDbContext
{
    private readonly List<Notification> pendingNotices = [];

    /// <summary>Tells these people, with the next save. Whoever was told the same before is not told again.</summary>
    public void Notify(IEnumerable<int> employeeIds, Notice notice, DateTime now) =>
        pendingNotices.AddRange(employeeIds.Distinct().Select(id => new Notification(id, notice, now)));

    public void Notify(int? employeeId, Notice notice, DateTime now)
    {
        if (employeeId is { } id)
        {
            Notify([id], notice, now);
        }
    }

    private async Task WriteNoticesAsync(CancellationToken cancellation)
    {
        if (pendingNotices.Count == 0)
        {
            return;
        }

        List<Notification> rows = [.. pendingNotices];
        pendingNotices.Clear();
        await this.InsertAsync(rows, null, cancellation, skipKnown: true);
    }
}
