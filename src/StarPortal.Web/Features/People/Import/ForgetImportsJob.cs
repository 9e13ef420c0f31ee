using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.People.Import;

/// <summary>Removes the rows of imports that failed or were cancelled and that nobody tried again.</summary>
internal sealed class ForgetImportsJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    public string Name => "PeopleImports";

    public string Label => PeopleText.Job_PeopleImports;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 40));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime - PeopleImport.KeepContent;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var old = db.PeopleImports.Where(i => i.Content != null && i.RequestedAt < before);
        report.Add("Rows", await db.WriteAsync(() => old.ExecuteUpdateAsync(s => s.SetProperty(i => i.Content, (string?)null), cancellation), cancellation));
    }
}
