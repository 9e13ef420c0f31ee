using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Faults that may be gone in a while: another try is worth it. A bug stays one however often it is tried.</summary>
internal static class PassingFaults
{
    private const int Busy = 5;
    private const int Locked = 6;

    public static bool Is(Exception? fault) => fault switch
    {
        null => false,
        DbUpdateConcurrencyException or TimeoutException or IOException or HttpRequestException => true,
        SqliteException { SqliteErrorCode: Busy or Locked } => true,
        DbException { IsTransient: true } => true,
        AggregateException many => many.InnerExceptions.All(Is),
        _ => Is(fault.InnerException),
    };
}
