using Microsoft.AspNetCore.Localization;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>Language and theme: cookies of this browser, changed by plain links so that they also work before sign-in; an account keeps its person's choice.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "starportal.theme";

    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapGet("/language", async (HttpContext http, SavePreferences save, string to, string? returnUrl) =>
        {
            var culture = Languages.Nearest(to);
            SetLanguage(http, culture);
            await save.LanguageAsync(http.User, culture, http.RequestAborted);
            return TypedResults.LocalRedirect(LocalUrl.Safe(returnUrl));
        }).AllowAnonymous();
        app.MapGet("/theme", async (HttpContext http, SavePreferences save, string to, string? returnUrl) =>
        {
            SetTheme(http, to == "dark");
            await save.ThemeAsync(http.User, to == "dark", http.RequestAborted);
            return TypedResults.LocalRedirect(LocalUrl.Safe(returnUrl));
        }).AllowAnonymous();
    }

    /// <summary>The language of this browser from the next request on.</summary>
    public static void SetLanguage(HttpContext http, string language) => http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(Languages.Nearest(language))),
        Lasting(http));

    public static void SetTheme(HttpContext http, bool dark) => http.Response.Cookies.Append(ThemeCookie, dark ? "dark" : "light", Lasting(http));

    private static CookieOptions Lasting(HttpContext http) => new()
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    };
}

/// <summary>Keeps redirects inside the portal.</summary>
public static class LocalUrl
{
    /// <summary>The address if it is a path of this portal, else the home page.</summary>
    public static string Safe(string? url) =>
        !string.IsNullOrEmpty(url) && url[0] == '/' && (url.Length == 1 || (url[1] != '/' && url[1] != '\\')) && !url.Any(char.IsControl)
            ? url
            : "/";
}
