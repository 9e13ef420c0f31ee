using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Templates.Library;

/// <summary>The indicator library's part of what templates register.</summary>
internal static class LibraryModule
{
    public static IServiceCollection AddTemplateLibrary(this IServiceCollection services)
    {
        services.AddTransient<InstallGeneralIndicators>();
        services.AddTransient<IShippedData>(p => p.GetRequiredService<InstallGeneralIndicators>());
        services.AddTransient<IDemoPart, DemoLibrary>();
        services.AddTransient<LibraryQueries>();
        services.AddTransient<CreateLibraryIndicator>();
        services.AddTransient<ReviseLibraryIndicator>();
        services.AddTransient<RetireLibraryIndicator>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 15, "indicators", "library_books", () => LibraryText.Nav, Policies.Hr));
        return services;
    }
}
