using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>The demo company's star programme: the <em>Star employee</em> preset, published as version 1.</summary>
internal sealed class DemoProgramme(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IDemoPart
{
    public int Order => 35;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        var actor = Actor.System("Demo");
        var now = clock.GetUtcNow().UtcDateTime;
        var preset = StarPresets.StarEmployee;
        var version = new StarProgrammeVersion(1, preset.Definition);
        var published = version.Publish(actor, now);
        if (published.Failed)
        {
            throw new InvalidOperationException($"The preset cannot be published: {published.Error}");
        }

        var programme = new StarProgramme(preset.Key);
        programme.Add(version);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await CreateProgramme.AddTrainingsAsync(db, preset, cancellation);
        db.StarProgrammes.Add(programme);
        db.Audit(actor, new AuditNote("Stars.Published", "StarProgramme", Details: "v1, demo"), now);
        await db.SaveChangesAsync(cancellation);
    }
}
