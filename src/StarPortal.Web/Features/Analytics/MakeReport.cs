using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Reports;

namespace StarPortal.Web.Features.Analytics;

/// <param name="ManagerId">Whose team; null for one's own.</param>
public sealed record ReportRequest(ReportKind Kind, int CycleId, int? ManagerId = null);

/// <summary>Writes one report for whoever may read it, in the language asked for.</summary>
internal sealed class MakeReport(CycleReportQueries cycles, TeamReportQueries teams, ProgressReportQueries progress, CompanyName company)
{
    /// <param name="request">Which report.</param>
    /// <param name="language">Culture such as <c>zh-CN</c>.</param>
    /// <param name="actor">Who reads; missing and forbidden look alike.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Result<Report>> RunAsync(ReportRequest request, CultureInfo language, Actor actor, CancellationToken cancellation)
    {
        // ends with this method: an async method's culture does not flow back to its caller
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
        var name = await company.ReadAsync(cancellation);
        var report = request.Kind switch
        {
            ReportKind.Cycle => (await cycles.FindAsync(request.CycleId, actor, cancellation))?.Write(name),
            ReportKind.Team => (await teams.FindAsync(request.CycleId, request.ManagerId, actor, cancellation))?.Write(name),
            _ => (await progress.FindAsync(request.CycleId, actor, cancellation))?.Write(name),
        };
        return report is null ? ReportErrors.NotFound : report;
    }
}
