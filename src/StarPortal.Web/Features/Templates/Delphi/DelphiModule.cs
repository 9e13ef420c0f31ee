using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Templates.Delphi;

/// <summary>The Delphi panels' part of what templates register.</summary>
internal static class DelphiModule
{
    public static IServiceCollection AddDelphi(this IServiceCollection services)
    {
        services.AddTransient<OpenDelphiPanel>();
        services.AddTransient<MoveDelphiPanel>();
        services.AddTransient<ProposeWeights>();
        services.AddTransient<ApplyDelphiOutcome>();
        services.AddTransient<DelphiQueries>();
        services.AddTransient<IInboxSource, DelphiInbox>();
        return services;
    }
}
