using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>Whether a cycle can decide the stars of the programme that was chosen for it.</summary>
internal static class StarFit
{
    /// <summary>What is wrong or odd; empty when no programme is chosen.</summary>
    public static async Task<IReadOnlyList<StarFault>> FaultsAsync(PortalDbContext db, Cycle cycle, TemplateDefinition? template, CancellationToken cancellation)
    {
        if (cycle.StarProgrammeVersionId is not { } id
            || await db.StarProgrammeVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancellation) is not { } version)
        {
            return [];
        }

        var faults = new List<StarFault>();
        if (version.State != StarProgrammeState.Published)
        {
            faults.Add(new StarFault(StarSeverity.Error, "state", CycleErrors.StarsNotPublished));
        }
        else if (!version.IsEffectiveOn(cycle.PeriodEnd))
        {
            faults.Add(new StarFault(StarSeverity.Error, "effective", CycleErrors.StarsNotEffective.With(cycle.PeriodEnd.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));
        }

        var trainings = await db.TrainingCourses.AsNoTracking().Select(c => c.Code).ToHashSetAsync(cancellation);
        var checks = StarCheck.Faults(version.Definition, context: new StarCheckContext(template, trainings));
        faults.AddRange(checks.Where(f => IsAboutTheCycle(f.Error)));
        return faults;
    }

    // everything else was settled when the programme was published
    private static bool IsAboutTheCycle(Error error) =>
        error.Is(StarErrors.UnknownSection) || error.Is(StarErrors.UnknownIndicator) || error.Is(StarErrors.IndicatorWithoutActual) || error.Is(StarErrors.UnknownTraining);
}
