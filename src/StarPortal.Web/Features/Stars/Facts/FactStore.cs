using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>What the use cases on records do alike.</summary>
internal static class FactStore
{
    /// <summary>The day it is where the person is.</summary>
    public static DateOnly Today(string timeZone, DateTime now) =>
        DateOnly.FromDateTime(TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? ZoneTime.ToLocal(now, zone) : now);

    /// <summary>A training under the name that the catalogue has for it; other records as they are.</summary>
    public static async Task<Result<StarFactContent>> NamedAsync(PortalDbContext db, StarFactContent content, CancellationToken cancellation)
    {
        if (content.Kind != StarFactKind.Training)
        {
            return content with { Code = "" };
        }

        if (content.Code.Length == 0)
        {
            return StarErrors.TrainingMissing;
        }

        var name = await db.TrainingCourses.AsNoTracking().Where(c => c.Code == content.Code && !c.Retired).Select(c => c.Name).SingleOrDefaultAsync(cancellation);
        return name is null ? StarErrors.TrainingUnknown.With(content.Code) : content with { Title = name.For("en") };
    }

    public static Task<bool> ExistsAsync(PortalDbContext db, int employeeId, StarFactContent content, CancellationToken cancellation)
    {
        var title = content.Title.Trim();
        return db.StarFacts.AnyAsync(
            f => f.EmployeeId == employeeId && f.Kind == content.Kind && f.Code == content.Code && f.Date == content.Date && f.Title == title
                && (f.State == StarFactState.Proposed || f.State == StarFactState.Approved),
            cancellation);
    }

    public static string Details(StarFactContent content) =>
        string.Create(CultureInfo.InvariantCulture, $"{content.Kind} {content.Code} {content.Date:yyyy-MM-dd}");

    /// <summary>The record with its employee's manager.</summary>
    public static async Task<(StarFact Fact, int? ManagerId)?> FindAsync(PortalDbContext db, int id, CancellationToken cancellation)
    {
        var fact = await db.StarFacts.SingleOrDefaultAsync(f => f.Id == id, cancellation);
        return fact is null ? null : (fact, await db.Employees.Where(e => e.Id == fact.EmployeeId).Select(e => e.ManagerId).SingleAsync(cancellation));
    }
}
