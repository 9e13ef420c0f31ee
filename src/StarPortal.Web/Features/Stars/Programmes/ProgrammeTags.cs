using System.Globalization;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Small words that several parts of the designer show alike.</summary>
internal static class ProgrammeTags
{
    public static string Class(StarProgrammeState state) => state switch
    {
        StarProgrammeState.Published => "tag good",
        StarProgrammeState.Draft => "tag warn",
        _ => "tag",
    };

    public static string Version(int number) => Format(ProgrammesText.VersionNumber, number);

    public static string Dates(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => ProgrammesText.Always,
        ({ } first, null) => Format(ProgrammesText.Since, Formats.Day(first)),
        (null, { } last) => Format(ProgrammesText.Until, Formats.Day(last)),
        var (first, last) => $"{Formats.Day(first)} – {Formats.Day(last)}",
    };

    public static string Format(string text, params object[] args) => string.Format(CultureInfo.CurrentCulture, text, args);
}
