namespace StarPortal.Domain.Templates;

public static class TemplateErrors
{
    public static readonly Error Frozen = new("Templates", "Frozen");
    public static readonly Error NoSection = new("Templates", "NoSection");
    public static readonly Error SectionWeights = new("Templates", "SectionWeights");
}
