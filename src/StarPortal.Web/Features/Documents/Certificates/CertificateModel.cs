using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>What a certificate looks like: a brand with its pictures inside, for nothing is fetched when printing.</summary>
/// <param name="Id">Of the design; 0 for one that is not kept yet.</param>
public sealed record CertificateLook(int Id, CompanyBrand Brand, LookImage? Logo, LookImage? Seal);

/// <param name="Uri">The picture itself as a data address.</param>
/// <param name="Ratio">Width by height.</param>
public sealed record LookImage(string Uri, double Ratio)
{
    public static LookImage Of(BrandImage image) => Of(image.Content, image.ContentType, image.Width, image.Height);

    public static LookImage Of(byte[] content, string contentType, int width, int height) =>
        new($"data:{contentType};base64,{Convert.ToBase64String(content)}", width / (double)height);
}

/// <summary>One page.</summary>
/// <param name="Number">As printed.</param>
/// <param name="Code">Verification code as printed, in groups.</param>
/// <param name="LookId">One of the document's looks.</param>
/// <param name="VerifyAddress">What the QR code says.</param>
public sealed record CertificatePaper(string Number, string Code, CertificateFacts Facts, DateOnly IssuedOn, int LookId, string VerifyAddress);

/// <summary>A document of one or more certificates, a page each.</summary>
/// <param name="Specimen">A proof of the design, marked as one.</param>
public sealed record CertificateModel(IReadOnlyList<CertificateLook> Looks, IReadOnlyList<CertificatePaper> Papers, CertificateLanguages Languages, bool Specimen = false);
