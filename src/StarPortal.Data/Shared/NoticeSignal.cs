using System.Collections.Concurrent;
using System.Data.Common;

namespace StarPortal.Data;

/// <summary>
/// Told after a commit whom this program has just told something, so that their bell rings at once. Other programs on the
/// same database look every few seconds.
/// </summary>
public sealed class NoticeSignal
{
    private static readonly ConcurrentDictionary<string, NoticeSignal> Signals = new(StringComparer.Ordinal);

    private NoticeSignal()
    {
    }

    /// <summary>Raised with the employees concerned; null for "perhaps anybody". Handlers return at once.</summary>
    public event Action<IReadOnlySet<int>?>? Told;

    /// <summary>The signal of a database.</summary>
    public static NoticeSignal Of(DbConnection connection) => Signals.GetOrAdd($"{connection.DataSource}/{connection.Database}", _ => new NoticeSignal());

    internal void Raise(IReadOnlySet<int>? employeeIds) => Told?.Invoke(employeeIds);
}
