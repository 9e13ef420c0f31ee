using Microsoft.Extensions.Options;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Where the files of batches lie: in the data directory, under random names, outside everything that is served.</summary>
public sealed class CertificateFiles(IOptions<PortalOptions> portal)
{
    private string Folder => Path.Combine(Path.GetFullPath(portal.Value.Data), "certificates");

    /// <summary>How long a file is kept.</summary>
    public TimeSpan Kept => TimeSpan.FromDays(portal.Value.CertificateFileDays);

    /// <summary>Made when missing.</summary>
    /// <param name="token">A batch's own token: hexadecimal digits only.</param>
    public string WorkFolder(string token) => Directory.CreateDirectory(Path.Combine(Folder, $"{token}.work")).FullName;

    public string PathOf(string token) => Path.Combine(Folder, $"{token}.done");

    /// <summary>The finished file; null when it is not there.</summary>
    public FileStream? Open(CertificateBatch batch) =>
        batch.HasFile && File.Exists(PathOf(batch.FileToken)) ? new FileStream(PathOf(batch.FileToken), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;

    public void Remove(string token)
    {
        File.Delete(PathOf(token));
        RemoveWork(token);
    }

    public void RemoveWork(string token)
    {
        var work = Path.Combine(Folder, $"{token}.work");
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
