using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace StarPortal.Data.Sqlite;

/// <summary>
/// For a library that opens connections of its own, such as the scheduler: each of its transactions passes the portal's
/// write gate and begins immediate, so it never meets another writer or a checkpoint (docs/adr/0024).
/// </summary>
public sealed class GatedSqliteFactory : DbProviderFactory
{
    public static GatedSqliteFactory Instance { get; } = new();

    public override DbConnection CreateConnection() => new GatedSqliteConnection();

    public override DbCommand CreateCommand() => SqliteFactory.Instance.CreateCommand();

    public override DbParameter CreateParameter() => SqliteFactory.Instance.CreateParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => SqliteFactory.Instance.CreateConnectionStringBuilder();
}

/// <summary>Holds the write gate from the beginning of a transaction to its end, whichever way it ends.</summary>
public sealed class GatedSqliteConnection : SqliteConnection
{
    private IDisposable? gate;

    /// <summary>Set to null by the driver when the transaction has ended, also when the connection closes.</summary>
    protected override SqliteTransaction? Transaction
    {
        get => base.Transaction;
        set
        {
            base.Transaction = value;
            if (value is null)
            {
                Leave();
            }
        }
    }

    public override void Open()
    {
        var closed = State == ConnectionState.Closed;
        base.Open();
        if (closed)
        {
            using var command = CreateCommand();
            command.CommandText = SqlitePragmas.Pragmas;
            command.ExecuteNonQuery();
        }
    }

    public override void Close()
    {
        base.Close();
        Leave();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        var entered = Gate().Enter();
        return Begin(entered, isolationLevel);
    }

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        var entered = await Gate().EnterAsync(cancellationToken);
        return Begin(entered, isolationLevel);
    }

    private SqliteTransaction Begin(IDisposable entered, IsolationLevel isolationLevel)
    {
        gate = entered;
        try
        {
            // never deferred: one that reads first and writes later fails in spite of the busy timeout
            return BeginTransaction(isolationLevel == IsolationLevel.ReadUncommitted ? IsolationLevel.Serializable : isolationLevel, deferred: false);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private WriteGate Gate() => WriteGate.Of(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    private void Leave() => Interlocked.Exchange(ref gate, null)?.Dispose();
}
