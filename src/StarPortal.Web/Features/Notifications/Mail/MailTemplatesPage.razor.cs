using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>HR reads, tries out and changes the texts of mails.</summary>
public sealed partial class MailTemplatesPage
{
    private IReadOnlyList<Error> errors = [];
    private MailContent? preview;
    private string kind = "Notice";
    private string language = CultureInfo.CurrentUICulture.Name;
    private string subject = "";
    private string body = "";
    private string? done;

    [PersistentState]
    public MailTemplateView? View { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private MailTemplateQueries Queries { get; set; } = null!;

    [Inject]
    private EditMailTemplate Edit { get; set; } = null!;

    [Inject]
    private SendTestMail Test { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private MailWording Wording => new(subject, body);

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
        }
        else
        {
            (kind, language, subject, body) = (View.Kind, View.Language, View.Subject, View.Body);
        }
    }

    private async Task LoadAsync()
    {
        View = await Queries.FindAsync(kind, language, await Actors.CurrentAsync(), CancellationToken.None);
        (subject, body, preview, done, errors) = (View?.Subject ?? "", View?.Body ?? "", null, null, []);
    }

    private void Take(MailTemplateStep step) => (subject, body, done) = (step.Subject ?? "", step.Body ?? "", NotificationsText.TemplateTaken);

    private async Task PreviewAsync() => preview = await Queries.PreviewAsync(kind, language, Wording, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task SaveAsync() => await KeepAsync(Wording, NotificationsText.TemplateSaved);

    private async Task BackAsync() => await KeepAsync(null, NotificationsText.TemplateIsBuiltIn);

    private async Task TestAsync()
    {
        var sent = await Test.RunAsync(kind, language, Wording, await Actors.CurrentAsync(), CancellationToken.None);
        (errors, done) = (sent.Errors, sent.Succeeded ? NotificationsText.TemplateTested : null);
    }

    private async Task KeepAsync(MailWording? wording, string success)
    {
        var saved = await Edit.RunAsync(kind, language, wording, View?.Number ?? 0, await Actors.CurrentAsync(), CancellationToken.None);
        if (saved.Succeeded)
        {
            await LoadAsync();
        }

        (errors, done) = (saved.Errors, saved.Succeeded ? success : null);
    }
}
