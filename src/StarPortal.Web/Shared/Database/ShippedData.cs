namespace StarPortal.Web.Shared.Database;

/// <summary>Rows that come with the product, for example the indicator library. Installed after every migration, in every portal.</summary>
public interface IShippedData
{
    /// <summary>Adds what is missing; running it again, or an older program, changes nothing.</summary>
    Task InstallAsync(CancellationToken cancellation);
}

internal static class ShippedData
{
    public static async Task InstallAsync(IServiceProvider services, CancellationToken cancellation)
    {
        foreach (var part in services.GetServices<IShippedData>())
        {
            await part.InstallAsync(cancellation);
        }
    }
}
