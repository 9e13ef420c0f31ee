using System.Globalization;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Words of this feature in the reader's language.</summary>
internal static class FeedbackLabels
{
    public static string Of(FeedbackKind kind) => Text($"FeedbackKind_{kind}");

    public static string Of(LinkUse use) => Text($"LinkUse_{use}");

    public static string Of(FeedbackLinkState state) => Text($"FeedbackLinkState_{state}");

    public static string Tone(FeedbackLinkState state) => state switch
    {
        FeedbackLinkState.Open => "good",
        FeedbackLinkState.Revoked => "bad",
        _ => "",
    };

    public static string Format(string sentence, params object?[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private static string Text(string key) => FeedbackText.Resources.GetString(key, CultureInfo.CurrentUICulture)!;
}
