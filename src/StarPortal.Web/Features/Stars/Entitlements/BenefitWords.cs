using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>Names of benefits in both languages at once: a stored line is read in either.</summary>
internal static class BenefitWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public static EntitledBenefits Of(StarDefinition definition, int level) => LevelBenefits.Of(definition, level, Of);

    public static LocalText Of(BenefitKind kind) => new(Word(kind, English), Word(kind, Chinese));

    private static string Word(BenefitKind kind, CultureInfo language) => StarsText.Resources.GetString($"BenefitKind_{kind}", language) ?? kind.ToString();
}
