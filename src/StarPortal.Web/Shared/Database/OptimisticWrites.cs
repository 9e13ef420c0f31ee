using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Shared.Database;

/// <summary>Writes that say so when somebody else was quicker.</summary>
internal static class OptimisticWrites
{
    /// <summary>Saves; <see cref="SharedErrors.ChangedElsewhere"/> when a row is no longer at the version that was read.</summary>
    public static async Task<Result> SaveOrTellAsync(this PortalDbContext db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Conflict();
        }
    }

    /// <summary><see cref="PortalDbContext.WriteAsync{T}"/> with the same answer.</summary>
    public static async Task<Result> WriteOrTellAsync(this PortalDbContext db, Func<Task<Result>> work, CancellationToken cancellation)
    {
        try
        {
            return await db.WriteAsync(work, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Conflict();
        }
    }

    /// <inheritdoc cref="WriteOrTellAsync"/>
    public static async Task<Result<T>> WriteOrTellAsync<T>(this PortalDbContext db, Func<Task<Result<T>>> work, CancellationToken cancellation)
    {
        try
        {
            return await db.WriteAsync(work, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Conflict();
        }
    }
    private static Error Conflict()
    {
        PortalTelemetry.SaveConflicted();
        return SharedErrors.ChangedElsewhere;
    }
}
