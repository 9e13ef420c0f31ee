using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Where a version is found: the parts of its address.</summary>
public sealed record ProgrammeReference(int ProgrammeId, int Number)
{
    public string Href => $"/stars/programmes/{ProgrammeId}?version={Number}";
}

/// <summary>What the use cases on programmes do alike with the database.</summary>
internal static class ProgrammeStorage
{
    /// <summary>The tracked version, or null.</summary>
    public static Task<StarProgrammeVersion?> FindStarVersionAsync(this PortalDbContext db, ProgrammeReference reference, CancellationToken cancellation) =>
        db.StarProgrammeVersions.SingleOrDefaultAsync(v => v.ProgrammeId == reference.ProgrammeId && v.Number == reference.Number, cancellation);

    public static async Task<IReadOnlyDictionary<string, LocalText>> TrainingNamesAsync(this PortalDbContext db, CancellationToken cancellation) =>
        (await db.TrainingCourses.AsNoTracking().Select(c => new { c.Code, c.Name }).ToListAsync(cancellation)).ToDictionary(c => c.Code, c => c.Name, StringComparer.Ordinal);
}
