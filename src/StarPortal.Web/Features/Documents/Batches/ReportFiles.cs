using Microsoft.Extensions.Options;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Documents.Batches;

/// <summary>Files of reports: batches and scheduled ones.</summary>
public sealed class ReportFiles(IOptions<PortalOptions> portal) : BatchFolder(Path.Combine(Path.GetFullPath(portal.Value.Data), "reports"))
{
    /// <summary>How long a file is kept.</summary>
    public TimeSpan Kept => TimeSpan.FromDays(portal.Value.CertificateFileDays);
}
