using StarPortal.Domain;

namespace StarPortal.Web.Features.Templates.Delphi;

internal static class DelphiWords
{
    /// <summary>"The sections", or "Indicators of “Results”".</summary>
    public static string Subject(LocalText? section)
        => section is null ? DelphiText.OfSections : TemplateLabels.Format(DelphiText.OfIndicators, TemplateLabels.Of(section));
}
