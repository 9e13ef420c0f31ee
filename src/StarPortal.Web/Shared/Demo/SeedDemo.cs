using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Demo;

/// <summary>Fills an empty database with the demo company; a database that holds people is left alone.</summary>
public sealed class SeedDemo(IDbContextFactory<PortalDbContext> factory, IEnumerable<IDemoPart> parts)
{
    public static readonly Error NotEmpty = new("Shared", "DemoNotEmpty");

    public async Task<Result> RunAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            if (await db.Employees.AnyAsync(cancellation))
            {
                return NotEmpty;
            }
        }

        foreach (var part in parts.OrderBy(p => p.Order))
        {
            await part.SeedAsync(request, cancellation);
        }

        return Result.Ok;
    }
}
