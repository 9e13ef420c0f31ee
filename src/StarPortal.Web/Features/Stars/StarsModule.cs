using StarPortal.Web.Features.Stars.Facts;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Features.Stars.Standing;
using StarPortal.Web.Features.Stars.WhatIf;

namespace StarPortal.Web.Features.Stars;

/// <summary>Everything this feature registers.</summary>
internal static class StarsModule
{
    public static IServiceCollection AddStars(this IServiceCollection services)
    {
        services.AddProgrammes();
        services.AddFacts();
        services.AddWhatIf();
        services.AddStandings();
        return services;
    }

    public static void MapStars(this IEndpointRouteBuilder app)
    {
        app.MapStandings();
    }
}
