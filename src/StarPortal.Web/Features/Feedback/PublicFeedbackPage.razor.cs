using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Feedback;

/// <summary>The form that a customer opens by a link.</summary>
public sealed partial class PublicFeedbackPage
{
    private const int MostFields = 200;
    private IReadOnlyList<Error> errors = [];
    private Dictionary<string, string> given = new(StringComparer.Ordinal);
    private OpenLink? link;
    private string company = "";
    private string stamp = "";
    private bool thanks;

    [Parameter]
    public string Token { get; set; } = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private FindLink Find { get; set; } = null!;

    [Inject]
    private AnswerFeedback Answer { get; set; } = null!;

    [Inject]
    private FeedbackStamps Stamps { get; set; } = null!;

    [Inject]
    private LinkLimits Limits { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = null!;

    [Inject]
    private CompanyName CompanyName { get; set; } = null!;

    private string Audience => string.Format(
        CultureInfo.CurrentCulture, link!.Kind == FeedbackKind.Ratings ? FeedbackText.AudienceRatings : FeedbackText.AudienceValue, link.Name, link.Threshold);

    protected override async Task OnInitializedAsync()
    {
        // the address is the secret: it goes to nobody, not even to ourselves by the next link
        Http.Response.Headers["Referrer-Policy"] = "no-referrer";
        Http.Response.Headers.CacheControl = "no-store";
        Http.Response.Headers["X-Robots-Tag"] = "noindex";
        if (Http.Request.HasFormContentType)
        {
            var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
            given = form.Take(MostFields).ToDictionary(f => f.Key, f => f.Value.LastOrDefault() ?? "", StringComparer.Ordinal);
        }

        link = await Find.RunAsync(Token, Http.RequestAborted);
        if (link is null)
        {
            return;
        }

        company = await CompanyName.ReadAsync(Http.RequestAborted);
        if (link is { Use: LinkUse.Many, AsksForCode: false })
        {
            Stamps.Mark(Http);
        }

        // an answer that is corrected keeps the age of its form
        var sent = given.GetValueOrDefault("stamp");
        stamp = Stamps.Read(sent, link.Id) is null ? Stamps.Issue(link.Id) : sent!;
    }

    private async Task RunAsync()
    {
        if (link is null)
        {
            return;
        }

        if (!Limits.Takes(link.Id))
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            errors = [FeedbackErrors.TooQuick];
            return;
        }

        // people do not see the field; programs fill in everything
        if (given.GetValueOrDefault("website") is { Length: > 0 })
        {
            thanks = true;
            return;
        }

        var form = Stamps.Read(given.GetValueOrDefault("stamp"), link.Id);
        var quickest = TimeSpan.FromMilliseconds(Options.Value.Public.QuickestMilliseconds);
        if (form is null || Clock.GetUtcNow().UtcDateTime - form.OpenedAt < quickest)
        {
            errors = [FeedbackErrors.TooQuick];
            return;
        }

        var code = FeedbackForm.NormalCode(given.GetValueOrDefault("code"));
        if (link.AsksForCode && code.Length is 0 or > FeedbackForm.CodeLimit)
        {
            errors = [FeedbackErrors.CodeNeeded];
            return;
        }

        var once = link switch
        {
            { AsksForCode: true } => FeedbackStamps.Once("code", code),
            { Use: LinkUse.Many } when Stamps.BrowserOf(Http) is { } browser => FeedbackStamps.Once("browser", browser),
            _ => FeedbackStamps.Once("form", form.Form),
        };
        var content = Content(link);
        var result = FeedbackForm.Check(link.Kind, link.Definition, content) is { Failed: true } fault
            ? fault
            : await Answer.RunAsync(new FeedbackCommand(Token, content, once), Http.RequestAborted);
        errors = result.Errors;
        // who answered before is thanked again: nothing is lost and nothing counted twice
        thanks = result.Succeeded || result.Error.Is(FeedbackErrors.AlreadyAnswered);
        if (result.Failed && result.Error.Is(FeedbackErrors.LinkClosed))
        {
            (link, errors) = (null, []);
        }
    }

    private FeedbackContent Content(OpenLink open)
    {
        if (open.Kind != FeedbackKind.Ratings)
        {
            return new FeedbackContent(Number(given.GetValueOrDefault("score")), []);
        }

        var form = ReviewForm.Of(open.Definition, Relationship.Customer);
        var ratings = form.Indicators.Select(i => (i.Key, Text: given.GetValueOrDefault($"rate-{i.Key}")))
            .Where(r => !string.IsNullOrEmpty(r.Text))
            .Select(r => r.Text == PublicRatings.NotObserved ? new AnswerContent(r.Key, null, true, "") : new AnswerContent(r.Key, Number(r.Text), false, ""));
        var texts = form.Questions.Select(q => new AnswerContent(q.Key, null, false, FeedbackForm.Clean(given.GetValueOrDefault($"text-{q.Key}"))))
            .Where(t => t.Text.Length > 0);
        return new FeedbackContent(null, [.. ratings, .. texts]);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
