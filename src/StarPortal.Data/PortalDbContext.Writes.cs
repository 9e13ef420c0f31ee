using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Audit;

namespace StarPortal.Data;

/// <summary>How everything is written: through the gate, in one immediate transaction, with its audit entries.</summary>
public sealed partial class PortalDbContext
{
    private readonly List<(Actor Actor, AuditNote Note, DateTime At)> pendingNotes = [];
    private bool writing;

    /// <summary>Adds an entry to the audit trail in the transaction of the next save.</summary>
    public void Audit(Actor actor, AuditNote note, DateTime now) => pendingNotes.Add((actor, note, now));

    /// <summary>
    /// Runs <paramref name="work"/> as one write transaction: set-based statements, several saves and audit notes stand
    /// or fall together. Nothing is kept when it throws or answers a failed result.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        if (writing)
        {
            throw new InvalidOperationException("Write transactions do not nest.");
        }

        using var gate = IsSqlite ? await Gate.EnterAsync(cancellation) : null;
        await using var transaction = await Database.BeginTransactionAsync(cancellation);
        writing = true;
        try
        {
            var answer = await work();
            if (answer is Result { Failed: true })
            {
                await transaction.RollbackAsync(cancellation);
                return answer;
            }

            if (ChangeTracker.HasChanges())
            {
                await SaveChangesAsync(cancellation);
            }

            await WriteNoticesAsync(cancellation);
            await WriteOutboxAsync(cancellation);
            await AppendAuditAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            RaiseTold();
            return answer;
        }
        finally
        {
            writing = false;
            pendingNotes.Clear();
            pendingNotices.Clear();
            pendingMessages.Clear();
            pendingAnnouncements.Clear();
            ForgetTold();
        }
    }

    public Task WriteAsync(Func<Task> work, CancellationToken cancellation) =>
        WriteAsync(
            async () =>
            {
                await work();
                return true;
            },
            cancellation);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (writing)
        {
            RaiseVersions();
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        using var gate = IsSqlite ? await Gate.EnterAsync(cancellationToken) : null;
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        RaiseVersions();
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await WriteNoticesAsync(cancellationToken);
        await WriteOutboxAsync(cancellationToken);
        await AppendAuditAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        RaiseTold();
        return rows;
    }

    /// <summary>Only for code that cannot wait asynchronously, such as the key ring.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (pendingNotes.Count > 0 || pendingNotices.Count > 0 || pendingMessages.Count > 0 || pendingAnnouncements.Count > 0)
        {
            throw new InvalidOperationException("Audit notes, notices and messages need SaveChangesAsync.");
        }

        using var gate = IsSqlite ? Gate.Enter() : null;
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private WriteGate Gate => WriteGate.Of(Database.GetDbConnection().DataSource);

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State == EntityState.Modified)
            {
                // the original value stays what the caller loaded: that is what the WHERE compares
                var version = entry.Property<int>(nameof(IVersioned.Version));
                version.CurrentValue = version.OriginalValue + 1;
            }
        }
    }

    /// <summary>
    /// The last thing of every write: whoever takes the head's lock needs no other lock any more, so that two writes never
    /// wait for each other, and the chain is held as short as can be.
    /// </summary>
    private async Task AppendAuditAsync(CancellationToken cancellation)
    {
        if (pendingNotes.Count == 0)
        {
            return;
        }

        // takes the row's lock until the transaction ends: the chain has one writer on every provider
        var head = (await (IsSqlite
            ? AuditHeads.FromSql($"""SELECT * FROM "AuditHeads" """)
            : AuditHeads.FromSql($"""SELECT * FROM "AuditHeads" FOR UPDATE""")).ToListAsync(cancellation)).Single();
        await Entry(head).ReloadAsync(cancellation);
        foreach (var (actor, note, at) in pendingNotes)
        {
            AuditEntries.Add(head.Append(at, actor, note));
        }

        pendingNotes.Clear();
        await base.SaveChangesAsync(true, cancellation);
    }
}
