using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs.Backups;

/// <summary>Why a backup is not made or not taken.</summary>
public static class BackupErrors
{
    /// <summary>PostgreSQL has means of its own.</summary>
    public static readonly Error NotForPostgres = new("Jobs", "BackupNotForPostgres");

    public static readonly Error NoDatabase = new("Jobs", "BackupNoDatabase");

    /// <summary>{0}: the file.</summary>
    public static readonly Error FileExists = new("Jobs", "BackupFileExists");

    /// <summary>{0}: what the check found.</summary>
    public static readonly Error Unsound = new("Jobs", "BackupUnsound");

    /// <summary>The file is no backup of this program, or not a whole one. {0}: what is wrong.</summary>
    public static readonly Error NotABackup = new("Jobs", "BackupNotABackup");

    /// <summary>Made by a later version. {0}: its last migration.</summary>
    public static readonly Error TooNew = new("Jobs", "BackupTooNew");

    /// <summary>There is a database already and nobody said that it may be replaced.</summary>
    public static readonly Error DatabaseExists = new("Jobs", "BackupDatabaseExists");

    /// <summary>The portal is running on it.</summary>
    public static readonly Error InUse = new("Jobs", "BackupInUse");
}
