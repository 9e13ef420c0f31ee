using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What changes of people in a running cycle register.</summary>
internal static class ChangesModule
{
    public static void AddPeopleChanges(this IServiceCollection services)
    {
        services.AddTransient<ChangeWriter>();
        services.AddTransient<ChangeManager>();
        services.AddTransient<CancelHandOver>();
        services.AddTransient<CarryOutHandOvers>();
        services.AddTransient<IRecurringJob, HandOversJob>();
        services.AddTransient<MarkLeavers>();
        services.AddTransient<MarkReturned>();
        services.AddTransient<TransferParticipants>();
        services.AddTransient<WithdrawParticipants>();
        services.AddTransient<RestoreParticipants>();
        services.AddTransient<LeaveAsIs>();
        services.AddTransient<AddParticipants>();
        services.AddTransient<Shared.Demo.IDemoPart, DemoChanges>();
        services.AddTransient<ChangeDecisions>();
        services.AddTransient<ChangeQueries>();
        services.AddTransient<PreviewQueries>();
        services.AddTransient<IInboxSource, ChangesInbox>();
        services.AddTransient<IOrganisationEffects, OrganisationEffects>();
        services.AddSingleton(new ParticipantPanel(10, typeof(ParticipantChangesPanel)));
        foreach (var (kind, sentence) in Notices)
        {
            services.AddSingleton(new NoticeKind($"Cycles.{kind}", sentence));
        }
    }

    private static IReadOnlyList<(string Kind, Func<string> Sentence)> Notices =>
    [
        ("ManagerChanged", () => ChangesText.Notice_ManagerChanged),
        ("ManagerEnded", () => ChangesText.Notice_ManagerEnded),
        ("HandedOver", () => ChangesText.Notice_HandedOver),
        ("TakenOver", () => ChangesText.Notice_TakenOver),
        ("TakenOverFromGroup", () => ChangesText.Notice_TakenOverFromGroup),
        ("HandOverPlanned", () => ChangesText.Notice_HandOverPlanned),
        ("TakeOverPlanned", () => ChangesText.Notice_TakeOverPlanned),
        ("HandOverCancelled", () => ChangesText.Notice_HandOverCancelled),
        ("ManagerKept", () => ChangesText.Notice_ManagerKept),
        ("Joined", () => ChangesText.Notice_Joined),
        ("JoinedTeam", () => ChangesText.Notice_JoinedTeam),
        ("AskedToReview", () => ChangesText.Notice_AskedToReview),
        ("LeaverMarked", () => ChangesText.Notice_LeaverMarked),
        ("Returned", () => ChangesText.Notice_Returned),
        ("ReturnedToTeam", () => ChangesText.Notice_ReturnedToTeam),
        ("Transferred", () => ChangesText.Notice_Transferred),
        ("Withdrawn", () => ChangesText.Notice_Withdrawn),
        ("Restored", () => ChangesText.Notice_Restored),
        ("ReviewNotNeeded", () => ChangesText.Notice_ReviewNotNeeded),
        ("ReviewNeededAgain", () => ChangesText.Notice_ReviewNeededAgain),
    ];
}
