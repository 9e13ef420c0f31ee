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
public sealed record TemplatePlace(TemplatePart Part, int Index = 0, int Indicator = 0)
{
    /// <summary>The place as it reads in an exported definition, for example <c>sections[0].indicators[2]</c>; empty for the heading.</summary>
    public string Path => Part switch
    {
        TemplatePart.Scale => "scale.points",
        TemplatePart.Sections => "sections",
        TemplatePart.Section => $"sections[{Index}]",
        TemplatePart.Indicator => $"sections[{Index}].indicators[{Indicator}]",
        TemplatePart.Question => $"questions[{Index}]",
        _ => "",
    };
}

public enum FaultSeverity
{
    /// <summary>Stands between a draft and its publication.</summary>
    Error,

    /// <summary>A rule of good practice that is not kept; HR may publish in spite of it.</summary>
    Warning,
}

/// <summary>What <see cref="TemplateCheck"/> found, with its figures, and the place to correct it.</summary>
public sealed record TemplateFault(Error Error, TemplatePlace Place, FaultSeverity Severity = FaultSeverity.Error)
{
    public bool IsWarning => Severity == FaultSeverity.Warning;
}
