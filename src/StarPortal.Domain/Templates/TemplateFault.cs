namespace StarPortal.Domain.Templates;

/// <summary>The parts of a definition that a fault can be in.</summary>
public enum TemplatePart
{
    Heading,
    Scale,
    Sections,
    Section,
    Indicator,
    Question,
}

/// <summary>Where in a definition, by position (keys may be what is wrong).</summary>
/// <param name="Index">Position of the section or question, from 0.</param>
/// <param name="Indicator">Position of the indicator in its section, from 0.</param>
public sealed record TemplatePlace(TemplatePart Part, int Index = 0, int Indicator = 0);

/// <summary>An error that stands between a draft and its publication, and the place to correct it.</summary>
public sealed record TemplateFault(Error Error, TemplatePlace Place);
