using Microsoft.EntityFrameworkCore;
using StarPortal.Data;

namespace StarPortal.Web.Features.Notifications;

/// <summary>Tells a bell at once when this program has told its person something; what other programs tell is found by looking every few seconds.</summary>
public sealed class NoticeWatch(IDbContextFactory<PortalDbContext> factory, ILogger<NoticeWatch> logger)
{
    /// <param name="employeeId">Whose bell it is.</param>
    /// <param name="ring">Called from any thread; to return at once.</param>
    /// <returns>To be disposed with the bell.</returns>
    public IDisposable For(int? employeeId, Action ring)
    {
        using var db = factory.CreateDbContext();
        var signal = db.Signal;
        return new Watching(signal, people =>
        {
            if (employeeId is not { } me || (people is not null && !people.Contains(me)))
            {
                return;
            }

            try
            {
                ring();
            }
            catch (Exception failure)
            {
                // a page that is just going away must not disturb whoever saved something
                logger.LogDebug(failure, "A bell could not be rung.");
            }
        });
    }

    private sealed class Watching : IDisposable
    {
        private readonly NoticeSignal signal;
        private readonly Action<IReadOnlySet<int>?> told;

        public Watching(NoticeSignal signal, Action<IReadOnlySet<int>?> told)
        {
            (this.signal, this.told) = (signal, told);
            signal.Told += told;
        }

        public void Dispose() => signal.Told -= told;
    }
}
