namespace StarPortal.Web.Features.Stars.WhatIf;

/// <summary>What the feature registers for trying criteria.</summary>
internal static class WhatIfModule
{
    public static IServiceCollection AddWhatIf(this IServiceCollection services)
    {
        services.AddTransient<WhatIfQueries>();
        services.AddTransient<KeepTriedCriteria>();
        return services;
    }
}
