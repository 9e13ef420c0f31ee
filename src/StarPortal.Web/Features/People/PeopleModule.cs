using StarPortal.Web.Features.People.Import;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.People;

/// <summary>Everything this feature registers.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddTransient<PeopleQueries>();
        services.AddTransient<EmployeeQueries>();
        services.AddTransient<OrganisationQueries>();
        services.AddTransient<AddEmployee>();
        services.AddTransient<EditEmployee>();
        services.AddTransient<EditDepartments>();
        services.AddTransient<ImportPeople>();
        services.AddTransient<ImportMappings>();
        services.AddTransient<IDemoPart, DemoPeople>();
        return services;
    }

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
