using Microsoft.AspNetCore.Localization;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>Language and theme: cookies of this browser, changed by plain links so that they also work before sign-in.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "starportal.theme";

    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapGet("/language", (HttpContext http, string to, string? returnUrl) =>
        {
            var culture = Languages.Nearest(to);
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                Lasting(http));
            return TypedResults.LocalRedirect(LocalUrl.Safe(returnUrl));
        }).AllowAnonymous();
        app.MapGet("/theme", (HttpContext http, string to, string? returnUrl) =>
        {
            http.Response.Cookies.Append(ThemeCookie, to == "dark" ? "dark" : "light", Lasting(http));
            return TypedResults.LocalRedirect(LocalUrl.Safe(returnUrl));
        }).AllowAnonymous();
    }

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
