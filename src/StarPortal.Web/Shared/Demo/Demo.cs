namespace StarPortal.Web.Shared.Demo;

/// <summary>What the demo company is made from. The same size and seed always make the same company.</summary>
/// <param name="Employees">1 to 20,000.</param>
/// <param name="Today">The day the story ends; dates are set relative to it.</param>
public sealed record DemoRequest(int Employees, int Seed, DateOnly Today)
{
    public const string Password = "Demo-Star-2026";
}

/// <summary>One feature's part of the demo company; called in ascending order of <see cref="Order"/>, each once on an empty database.</summary>
public interface IDemoPart
{
    int Order { get; }

    Task SeedAsync(DemoRequest request, CancellationToken cancellation);
}

internal static class DemoModule
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddTransient<SeedDemo>();
}
