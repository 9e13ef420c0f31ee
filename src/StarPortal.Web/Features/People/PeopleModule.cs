using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.People.Import;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Layout;

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
        services.AddTransient<StartPeopleImport>();
        services.AddTransient<PeopleImportQueries>();
        services.AddTransient<ILongTaskHandler, ImportPeopleHandler>();
        services.AddTransient<IRecurringJob, ForgetImportsJob>();
        services.AddTransient<ImportMappings>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Organisation, 10, "people", "badge", () => PeopleText.Nav));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Organisation, 20, "people/organisation", "account_tree", () => PeopleText.Organisation));
        services.AddTransient<IDemoPart, DemoPeople>();
        return services;
    }

    public static void MapPeople(this IEndpointRouteBuilder app) =>
        app.MapGet("/people/export.{kind}", PeopleExport.RunAsync).RequireAuthorization();
}
