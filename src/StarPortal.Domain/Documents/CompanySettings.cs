namespace StarPortal.Domain.Documents;

/// <summary>What documents say of the company and what certificates look like. One row; everything has a default that looks well.</summary>
public sealed class CompanySettings : IVersioned
{
    public const int OnlyId = 1;

    private CompanySettings()
    {
    }

    public CompanySettings(CompanyBrand brand, Actor actor, DateTime now) => (Brand, ChangedBy, ChangedAt) = (brand, actor.Name, now);

    public int Id { get; private set; } = OnlyId;

    public CompanyBrand Brand { get; private set; } = null!;

    public string ChangedBy { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    public int Version { get; private set; }

    public Result Change(CompanyBrand brand, Actor actor, DateTime now)
    {
        if (!CertificateAccess.CanEditCompany(actor))
        {
            return SharedErrors.NotAllowed;
        }

        var tidy = brand.Tidy();
        var errors = tidy.Check();
        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        (Brand, ChangedBy, ChangedAt) = (tidy, actor.Name, now);
        return Result.Ok;
    }
}

/// <summary>The words on a certificate; placeholders such as {level} are filled in when it is printed.</summary>
/// <param name="Title">Headline.</param>
/// <param name="Opening">Stands above the name.</param>
/// <param name="Body">Stands below the name.</param>
public sealed record CertificateWording(LocalText Title, LocalText Opening, LocalText Body)
{
    public static CertificateWording Default { get; } = new(
        new LocalText("Certificate of Star Level", "星级证书"),
        new LocalText("This is to certify that", "兹证明"),
        new LocalText(
            "has reached the level “{level}” of the programme “{programme}” for {period}. With our thanks for an outstanding contribution.",
            "在{period}“{programme}”评定中荣获“{level}”称号。特发此证，以资鼓励，感谢您的出色贡献。"));
}

/// <summary>Name, pictures, colour and wording of the company.</summary>
/// <param name="Name">Empty means the name from the program's configuration.</param>
/// <param name="Address">A line below the name, such as a street or a web address.</param>
/// <param name="Signatory">Who signs.</param>
/// <param name="SignatoryTitle">That person's office.</param>
/// <param name="LogoId">A <see cref="BrandImage"/>; null for none.</param>
/// <param name="SealId">A <see cref="BrandImage"/>; null for none.</param>
/// <param name="Accent">Colour of titles and borders, as #rrggbb.</param>
/// <param name="Languages">Languages on certificates unless another choice is made when printing.</param>
public sealed record CompanyBrand(
    LocalText Name,
    LocalText Address,
    LocalText Signatory,
    LocalText SignatoryTitle,
    int? LogoId,
    int? SealId,
    string Accent,
    CertificateLanguages Languages,
    CertificateWording Wording)
{
    /// <summary>The sheet documents are printed on unless another one is chosen.</summary>
    public PaperSize Paper { get; init; }

    public static CompanyBrand Default { get; } = new(
        LocalText.Empty, LocalText.Empty, LocalText.Empty, LocalText.Empty, null, null, "#1f4b99", CertificateLanguages.Both, CertificateWording.Default);

    /// <summary>Every fault of the brand at once.</summary>
    public IReadOnlyList<Error> Check()
    {
        List<Error> errors = [];
        if (new[] { Name, Address, Signatory, SignatoryTitle }.Any(t => IsLonger(t, CompanyLimits.Line)))
        {
            errors.Add(CompanyErrors.LineTooLong.With(CompanyLimits.Line));
        }

        if (AccentColour.Contrast(Accent) is not { } contrast)
        {
            errors.Add(CompanyErrors.AccentInvalid);
        }
        else if (contrast < AccentColour.LeastContrast)
        {
            errors.Add(CompanyErrors.AccentTooPale);
        }

        errors.AddRange(WordingCheck.Check(Wording));
        return errors;
    }

    /// <summary>Without spaces around, and with a plain colour.</summary>
    public CompanyBrand Tidy() => this with
    {
        Name = Trim(Name),
        Address = Trim(Address),
        Signatory = Trim(Signatory),
        SignatoryTitle = Trim(SignatoryTitle),
        Accent = Accent.Trim().ToLowerInvariant(),
        Wording = new CertificateWording(Trim(Wording.Title), Trim(Wording.Opening), Trim(Wording.Body)),
    };

    internal static bool IsLonger(LocalText text, int limit) => text.En.Length > limit || text.Zh.Length > limit;

    private static LocalText Trim(LocalText text) => new(text.En.Trim(), text.Zh.Trim());
}

/// <summary>Longest texts of the settings, in characters: what fits on the paper.</summary>
public static class CompanyLimits
{
    public const int Line = 100;
    public const int Title = 60;
    public const int Opening = 120;
    public const int Body = 400;
}

public static class CompanyErrors
{
    public static readonly Error LineTooLong = new("Documents", "LineTooLong");
    public static readonly Error AccentInvalid = new("Documents", "AccentInvalid");
    public static readonly Error AccentTooPale = new("Documents", "AccentTooPale");
    public static readonly Error WordingEmpty = new("Documents", "WordingEmpty");
    public static readonly Error WordingTooLong = new("Documents", "WordingTooLong");
    public static readonly Error PlaceholderUnknown = new("Documents", "PlaceholderUnknown");
    public static readonly Error PlaceholderMissing = new("Documents", "PlaceholderMissing");
    public static readonly Error BracesUnbalanced = new("Documents", "BracesUnbalanced");
    public static readonly Error ImageKind = new("Documents", "ImageKind");
    public static readonly Error ImageTooLarge = new("Documents", "ImageTooLarge");
    public static readonly Error ImageSize = new("Documents", "ImageSize");
}
