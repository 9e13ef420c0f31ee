using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Words of the certificate pages.</summary>
internal static class CertificateLabels
{
    public static string Of(CertificateLanguages languages) => Named($"CertificateLanguages_{languages}");

    public static string Of(CertificateState state) => Named($"CertificateState_{state}");

    public static string Of(PaperSize paper) => Named($"PaperSize_{paper}");

    public static string Of(BatchFormat format) => Named($"BatchFormat_{format}");

    public static string Tag(CertificateState state) => state switch { CertificateState.Valid => "tag good", CertificateState.Revoked => "tag bad", _ => "tag warn" };

    public static string Local(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    /// <summary>★★★ and the level's name.</summary>
    public static string Level(int level, LocalText name) => $"{new string('★', level)} {Local(name)}".Trim();

    public static string Fill(string sentence, params object?[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private static string Named(string key) => DocumentsText.Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
