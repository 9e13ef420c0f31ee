using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Company;

/// <summary>A text in both languages while it is being edited.</summary>
public sealed class TwoTexts
{
    public string En { get; set; } = "";

    public string Zh { get; set; } = "";

    public LocalText Value => new(En, Zh);

    public void Fill(LocalText text) => (En, Zh) = (text.En, text.Zh);
}

/// <summary>The settings while they are being edited.</summary>
internal sealed class CompanyForm
{
    public TwoTexts Name { get; } = new();

    public TwoTexts Address { get; } = new();

    public TwoTexts Signatory { get; } = new();

    public TwoTexts SignatoryTitle { get; } = new();

    public TwoTexts Title { get; } = new();

    public TwoTexts Opening { get; } = new();

    public TwoTexts Body { get; } = new();

    public string Accent { get; set; } = "";

    public CertificateLanguages Languages { get; set; }

    public PaperSize Paper { get; set; }

    public int? LogoId { get; set; }

    public int? SealId { get; set; }

    /// <summary>As it would be kept.</summary>
    public CompanyBrand Brand => new CompanyBrand(
        Name.Value, Address.Value, Signatory.Value, SignatoryTitle.Value, LogoId, SealId, Accent, Languages, new CertificateWording(Title.Value, Opening.Value, Body.Value))
    { Paper = Paper }.Tidy();

    public void Fill(CompanyBrand brand)
    {
        Name.Fill(brand.Name);
        Address.Fill(brand.Address);
        Signatory.Fill(brand.Signatory);
        SignatoryTitle.Fill(brand.SignatoryTitle);
        (LogoId, SealId, Accent, Languages, Paper) = (brand.LogoId, brand.SealId, brand.Accent, brand.Languages, brand.Paper);
        FillWording(brand.Wording);
    }

    public void FillWording(CertificateWording wording)
    {
        Title.Fill(wording.Title);
        Opening.Fill(wording.Opening);
        Body.Fill(wording.Body);
    }
}
