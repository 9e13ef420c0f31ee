namespace StarPortal.Domain.Documents;

/// <summary>The company's brand as certificates were issued with it. Never changed: the next change of the settings makes another.</summary>
public sealed class CertificateDesign
{
    private CertificateDesign()
    {
    }

    public CertificateDesign(string hash, CompanyBrand brand) => (Hash, Brand) = (hash, brand);

    public int Id { get; private set; }

    /// <summary>Hash of the brand, unique: the same look is kept once.</summary>
    public string Hash { get; private set; } = "";

    public CompanyBrand Brand { get; private set; } = null!;
}
