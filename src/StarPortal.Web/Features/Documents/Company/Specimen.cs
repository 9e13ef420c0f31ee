using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Certificates;

namespace StarPortal.Web.Features.Documents.Company;

/// <summary>A certificate of nobody, to look at a design.</summary>
internal static class Specimen
{
    public static CertificateModel Of(CertificateLook look, CertificateLanguages languages, DateOnly today, string verifyAddress)
    {
        var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        var facts = new CertificateFacts(
            Both(nameof(DocumentsText.SpecimenName)).For(languages == CertificateLanguages.Chinese ? CertificateWords.Chinese : CertificateWords.English),
            Both(nameof(DocumentsText.SpecimenProgramme)),
            4,
            5,
            Both(nameof(DocumentsText.SpecimenLevel)),
            CertificatePeriod.Of(PeriodKind.Quarter, quarter, quarter.AddMonths(3).AddDays(-1)));
        // no certificate ever has the number 0 or a code of one character only
        var code = CertificateCode.Printed(new string('0', CertificateCode.Length));
        return new CertificateModel([look], [new CertificatePaper(new CertificateNumber(today.Year, 0).ToString(), code, facts, today, look.Id, $"{verifyAddress}/{code}")], languages, Specimen: true);
    }

    private static LocalText Both(string key) => new(
        DocumentsText.Resources.GetString(key, System.Globalization.CultureInfo.GetCultureInfo(CertificateWords.English))!,
        DocumentsText.Resources.GetString(key, System.Globalization.CultureInfo.GetCultureInfo(CertificateWords.Chinese))!);
}
