using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Texts;

/// <summary>An error's sentence in the reader's language: resource <c>Error_{Code}</c> of the feature's texts.</summary>
public static class ErrorText
{
    private static readonly ConcurrentDictionary<string, ResourceManager> Managers = new(StringComparer.Ordinal);

    public static string For(Error error)
    {
        var manager = Managers.GetOrAdd(error.Feature, Find);
        var sentence = manager.GetString($"Error_{error.Code}", CultureInfo.CurrentUICulture)
            ?? throw new MissingManifestResourceException($"{error.Feature}Text lacks Error_{error.Code}.");
        return error.Args.Count == 0
            ? sentence
            : string.Format(CultureInfo.CurrentCulture, sentence, [.. error.Args.Select(a => Shown(a, manager))]);
    }

    // a value of an enum reads as the feature's own word for it: resource PhaseKind_SelfReview
    private static object Shown(object value, ResourceManager manager) => value switch
    {
        LocalText text => text.For(CultureInfo.CurrentUICulture.Name),
        Enum word => manager.GetString($"{word.GetType().Name}_{word}", CultureInfo.CurrentUICulture) ?? word.ToString(),
        _ => value,
    };

    /// <summary>The texts of a feature, by its folder word.</summary>
    public static ResourceManager Find(string feature)
    {
        var space = feature == "Shared" ? "StarPortal.Web.Shared.Texts" : $"StarPortal.Web.Features.{feature}";
        return new ResourceManager($"{space}.{feature}Text", typeof(ErrorText).Assembly);
    }
}
