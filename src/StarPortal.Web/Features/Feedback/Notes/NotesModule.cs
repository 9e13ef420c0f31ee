using StarPortal.Web.Features.Feedback.Demo;
using StarPortal.Web.Features.Feedback.Notebook;
using StarPortal.Web.Features.Feedback.Phrases;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Evidence;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.Phrases;
using StarPortal.Web.Shared.Reviews;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>What the feature registers for notes, requests, the notebook and phrases.</summary>
internal static class NotesModule
{
    public static IServiceCollection AddNotes(this IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 30, "feedback/notes", "forum", () => NotesText.Nav, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 32, "feedback/notebook", "menu_book", () => NotebookText.Nav, Policies.Manager));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 62, "feedback/phrases", "format_quote", () => PhraseLibraryText.Nav, Policies.Hr));
        services.AddTransient<WritingStore>();
        services.AddTransient<PhraseOffers>();
        services.AddTransient<SendNote>();
        services.AddTransient<WithdrawNote>();
        services.AddTransient<FollowUpNote>();
        services.AddTransient<AskForFeedback>();
        services.AddTransient<DeclineRequest>();
        services.AddTransient<WithdrawRequest>();
        services.AddTransient<NoteQueries>();
        services.AddTransient<SaveEntry>();
        services.AddTransient<PutAwayEntry>();
        services.AddTransient<HandOverEntries>();
        services.AddTransient<NotebookQueries>();
        services.AddTransient<SavePhrase>();
        services.AddTransient<RetirePhrase>();
        services.AddTransient<PhraseQueries>();
        services.AddTransient<IShippedData, InstallPhrases>();
        services.AddTransient<IRecurringJob, RequestsJob>();
        services.AddTransient<IInboxSource, NotesInbox>();
        services.AddTransient<IReviewEvidence, NotesEvidence>();
        services.AddTransient<IReviewEvidence, NotebookEvidence>();
        services.AddTransient<IEvidenceAccess, NotebookFiles>();
        services.AddTransient<IDemoPart, DemoNotes>();
        return services.AddNotices();
    }

    private static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddSingleton(new NoticeKind("Feedback.NoteReceived", () => NotesText.Notice_NoteReceived));
        services.AddSingleton(new NoticeKind("Feedback.NoteShared", () => NotesText.Notice_NoteShared));
        services.AddSingleton(new NoticeKind("Feedback.NoteWithdrawn", () => NotesText.Notice_NoteWithdrawn));
        services.AddSingleton(new NoticeKind("Feedback.Requested", () => NotesText.Notice_Requested));
        services.AddSingleton(new NoticeKind("Feedback.RequestedAbout", () => NotesText.Notice_RequestedAbout));
        services.AddSingleton(new NoticeKind("Feedback.RequestAnswered", () => NotesText.Notice_RequestAnswered));
        services.AddSingleton(new NoticeKind("Feedback.RequestDeclined", () => NotesText.Notice_RequestDeclined));
        services.AddSingleton(new NoticeKind("Feedback.RequestWithdrawn", () => NotesText.Notice_RequestWithdrawn));
        services.AddSingleton(new NoticeKind("Feedback.RequestNudge", () => NotesText.Notice_RequestNudge));
        services.AddSingleton(new NoticeKind("Feedback.NotebookHandedOver", () => NotesText.Notice_NotebookHandedOver));
        return services;
    }
}
