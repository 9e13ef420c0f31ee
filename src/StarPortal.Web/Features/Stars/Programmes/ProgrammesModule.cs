using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>What the feature registers for programmes.</summary>
internal static class ProgrammesModule
{
    public static IServiceCollection AddProgrammes(this IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 40, "stars/programmes", "military_tech", () => ProgrammesText.Nav, Policies.Hr));
        services.AddTransient<CreateProgramme>();
        services.AddTransient<EditProgrammeDraft>();
        services.AddTransient<PublishProgramme>();
        services.AddTransient<RetireProgramme>();
        services.AddTransient<StartProgrammeVersion>();
        services.AddTransient<DeleteProgrammeDraft>();
        services.AddTransient<ProgrammeEditing>();
        services.AddTransient<ProgrammeQueries>();
        services.AddTransient<PersonOptions>();
        services.AddTransient<IDemoPart, DemoProgramme>();
        return services;
    }
}
