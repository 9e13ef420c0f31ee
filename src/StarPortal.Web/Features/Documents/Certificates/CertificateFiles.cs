using Microsoft.Extensions.Options;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Where the files of certificate batches lie.</summary>
public sealed class CertificateFiles(IOptions<PortalOptions> portal) : BatchFolder(Path.Combine(Path.GetFullPath(portal.Value.Data), "certificates"))
{
    /// <summary>How long a file is kept.</summary>
    public TimeSpan Kept => TimeSpan.FromDays(portal.Value.CertificateFileDays);

    /// <summary>The finished file; null when it is not there.</summary>
    public FileStream? Open(CertificateBatch batch) => batch.HasFile ? Open(batch.FileToken) : null;
}
