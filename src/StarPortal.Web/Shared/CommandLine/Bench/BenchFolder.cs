using Microsoft.Data.Sqlite;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>A folder of a bench's own, gone when it is over: nothing here ever touches anybody's data.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly string folder;

    /// <param name="parent">On the disk that is to be measured; empty takes the system's folder for temporary files.</param>
    public BenchFolder(string? parent)
    {
        var under = string.IsNullOrEmpty(parent) ? Path.GetTempPath() : Path.GetFullPath(parent);
        folder = Path.Combine(under, $"starportal-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
    }

    public string File(string name) => Path.Combine(folder, $"{name}.db");

    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    /// <summary>An exact copy of a database that nobody has open.</summary>
    public string Copy(string from, string name)
    {
        var to = File(name);
        Remove(name);
        System.IO.File.Copy(from, to);
        return to;
    }

    public void Remove(string name)
    {
        SqliteConnection.ClearAllPools();
        foreach (var end in (string[])["", "-wal", "-shm"])
        {
            System.IO.File.Delete(File(name) + end);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
