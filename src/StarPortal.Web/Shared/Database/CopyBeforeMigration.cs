using Microsoft.Data.Sqlite;

namespace StarPortal.Web.Shared.Database;

/// <summary>
/// A copy of an SQLite database while it is migrated. SQLite changes some things of a table only by building it anew, in
/// several transactions: a start that is killed between them would leave a database that no version can open. The copy is
/// there as long as the migration is not through, and a start that finds it begins again from it.
/// </summary>
internal sealed class CopyBeforeMigration(string database)
{
    private const string Suffix = ".before-migration";

    private readonly string copy = database + Suffix;

    private string Part => copy + ".part";

    public void Take(SqliteConnection connection)
    {
        File.Delete(Part);
        using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Part, Pooling = false }.ConnectionString))
        {
            target.Open();
            connection.BackupDatabase(target);
            // one file, without a write-ahead log beside it
            using var command = target.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=DELETE";
            command.ExecuteNonQuery();
        }

        File.Move(Part, copy, overwrite: true);
    }

    /// <summary>The migration did not end, now or in an earlier start: the database is again what it was. No connection may be open.</summary>
    public void PutBack()
    {
        if (!File.Exists(copy))
        {
            return;
        }

        // killed at any moment of this, the next start does all of it again: the copy goes last
        File.Copy(copy, Part, overwrite: true);
        File.Delete(database + "-wal");
        File.Delete(database + "-shm");
        File.Move(Part, database, overwrite: true);
        Leave();
    }

    /// <summary>The migration is through.</summary>
    public void Leave() => File.Delete(copy);

    /// <summary>Another database takes this one's place: what was left of a migration stays with the one put aside.</summary>
    public void MoveTo(string aside)
    {
        if (File.Exists(copy))
        {
            File.Move(copy, aside + Suffix);
        }
    }
}
