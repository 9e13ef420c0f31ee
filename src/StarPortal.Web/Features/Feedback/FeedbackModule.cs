using StarPortal.Web.Features.Feedback.Notes;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Everything this feature registers.</summary>
internal static class FeedbackModule
{
    public static IServiceCollection AddFeedback(this IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 60, "feedback/links", "qr_code_2", () => FeedbackText.Nav, Policies.Hr));
        services.AddTransient<CreateCampaign>();
        services.AddTransient<EndCampaign>();
        services.AddTransient<IssueLinks>();
        services.AddTransient<RevokeLinks>();
        services.AddTransient<FindLink>();
        services.AddTransient<AnswerFeedback>();
        services.AddTransient<WriteFeedbackValues>();
        services.AddTransient<IRecurringJob, WriteFeedbackJob>();
        services.AddTransient<FeedbackQueries>();
        services.AddSingleton<FeedbackStamps>();
        services.AddSingleton<LinkLimits>();
        services.AddTransient<IDemoPart, DemoFeedback>();
        return services.AddNotes();
    }

    public static void MapFeedback(this IEndpointRouteBuilder app) => FeedbackCards.Map(app);
}
