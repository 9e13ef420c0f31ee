using System.Globalization;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>Texts are read in another person's language while this lives.</summary>
public readonly struct Reading : IDisposable
{
    private readonly CultureInfo culture;
    private readonly CultureInfo uiCulture;

    private Reading(CultureInfo language)
    {
        (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
    }

    /// <param name="language">A culture name.</param>
    public static Reading In(string language) => new(CultureInfo.GetCultureInfo(language));

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
}
