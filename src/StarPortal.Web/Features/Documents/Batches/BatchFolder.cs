namespace StarPortal.Web.Features.Documents.Batches;

/// <summary>A folder of the data directory for files that are made for somebody: under random names, outside everything that is served.</summary>
/// <param name="folder">Made when missing.</param>
public abstract class BatchFolder(string folder)
{
    /// <summary>Where a batch keeps its parts; made when missing.</summary>
    /// <param name="token">Hexadecimal digits only.</param>
    public string WorkFolder(string token) => Directory.CreateDirectory(Path.Combine(folder, $"{token}.work")).FullName;

    public string PathOf(string token) => Path.Combine(Directory.CreateDirectory(folder).FullName, $"{token}.done");

    /// <summary>The finished file; null when it is not there.</summary>
    public FileStream? Open(string token) =>
        File.Exists(PathOf(token)) ? new FileStream(PathOf(token), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;

    public void Remove(string token)
    {
        File.Delete(PathOf(token));
        RemoveWork(token);
    }

    public void RemoveWork(string token)
    {
        var work = Path.Combine(folder, $"{token}.work");
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
