using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

public sealed record PublicVersion(int Number, StarProgrammeState State, DateOnly? EffectiveFrom, DateOnly? EffectiveTo, StarDefinition Definition);

/// <param name="Versions">Published and retired ones, the newest first.</param>
public sealed record PublicProgramme(int Id, IReadOnlyList<PublicVersion> Versions, StarNames Names);

/// <summary>A programme as every employee may read it, before any cycle begins. Drafts are not in it.</summary>
public sealed class CriteriaPageQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<PublicProgramme?> FindAsync(int programmeId, Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanView(actor, StarProgrammeState.Published))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var versions = await db.StarProgrammeVersions.AsNoTracking()
            .Where(v => v.ProgrammeId == programmeId && v.State != StarProgrammeState.Draft)
            .OrderByDescending(v => v.Number)
            .Select(v => new PublicVersion(v.Number, v.State, v.EffectiveFrom, v.EffectiveTo, v.Definition))
            .ToListAsync(cancellation);
        if (versions.Count == 0)
        {
            return null;
        }

        // keys are the same in every template that the programme is used with
        var template = await (from c in db.Cycles.AsNoTracking()
                              join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
                              join t in db.TemplateVersions on c.TemplateVersionId equals t.Id
                              where v.ProgrammeId == programmeId
                              orderby c.Id descending
                              select t.Definition).FirstOrDefaultAsync(cancellation);
        return new PublicProgramme(programmeId, versions, StarNames.Of(template, await db.TrainingNamesAsync(cancellation)));
    }
}
