using Microsoft.AspNetCore.Localization;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>The product's languages. <c>zh-CN</c> finds the texts of <c>zh-Hans</c>, its parent.</summary>
public static class Languages
{
    public const string English = "en-US";
    public const string Chinese = "zh-CN";

    public static IReadOnlyList<(string Name, string Label)> All { get; } = [(English, "English"), (Chinese, "简体中文")];

    /// <summary>One of the product's languages for any text such as "zh", "Chinese" or "en-GB".</summary>
    public static string Nearest(string? text) =>
        text is not null && (text.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || text.Contains('中') || text.StartsWith("chin", StringComparison.OrdinalIgnoreCase))
            ? Chinese
            : English;

    internal static void UsePortalLanguages(this WebApplication app)
    {
        var names = All.Select(l => l.Name).ToArray();
        app.UseRequestLocalization(o => o
            .SetDefaultCulture(English)
            .AddSupportedCultures(names)
            .AddSupportedUICultures(names)
            .RequestCultureProviders =
            [
                new CookieRequestCultureProvider(),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ]);
    }
}
