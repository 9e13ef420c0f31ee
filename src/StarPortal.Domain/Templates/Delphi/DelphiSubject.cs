namespace StarPortal.Domain.Templates;

/// <summary>Something that gets a weight.</summary>
/// <param name="Weight">In the draft when the panel opened, in percent.</param>
public sealed record DelphiItem(string Key, LocalText Name, LocalText Definition, decimal Weight);

/// <summary>What a panel weighs: the sections of a draft, or the indicators of one section.</summary>
public sealed record DelphiSubject(int TemplateVersionId, string? SectionKey, IReadOnlyList<DelphiItem> Items)
{
    /// <returns>Null when there is no such section.</returns>
    public static DelphiSubject? Of(int templateVersionId, TemplateDefinition definition, string? sectionKey)
    {
        if (sectionKey is null)
        {
            return new(templateVersionId, null, [.. definition.Sections.Select(s => new DelphiItem(s.Key, s.Name, LocalText.Empty, s.Weight))]);
        }

        return definition.Sections.FirstOrDefault(s => s.Key == sectionKey) is { } section
            ? new(templateVersionId, sectionKey, [.. section.Indicators.Select(i => new DelphiItem(i.Key, i.Name, i.Definition, i.Weight))])
            : null;
    }

    /// <summary>The definition with these weights in the place of its own.</summary>
    internal TemplateDefinition With(TemplateDefinition definition, IReadOnlyDictionary<string, decimal> weights) => definition with
    {
        Sections = SectionKey is null
            ? [.. definition.Sections.Select(s => s with { Weight = weights[s.Key] })]
            : [.. definition.Sections.Select(s => s.Key != SectionKey ? s : s with { Indicators = [.. s.Indicators.Select(i => i with { Weight = weights[i.Key] })] })],
    };
}

/// <summary>Named errors of Delphi panels.</summary>
public static class DelphiErrors
{
    public static readonly Error NotFound = new("Templates", "DelphiNotFound");
    public static readonly Error NothingToWeigh = new("Templates", "DelphiNothingToWeigh");

    /// <summary>Fewest, most, how many.</summary>
    public static readonly Error MemberCount = new("Templates", "DelphiMemberCount");
    public static readonly Error UnknownMember = new("Templates", "DelphiUnknownMember");
    public static readonly Error DuePassed = new("Templates", "DelphiDuePassed");
    public static readonly Error RoundClosed = new("Templates", "DelphiRoundClosed");
    public static readonly Error RoundOpen = new("Templates", "DelphiRoundOpen");
    public static readonly Error PanelClosed = new("Templates", "DelphiPanelClosed");
    public static readonly Error StillOpen = new("Templates", "DelphiStillOpen");
    public static readonly Error OtherItems = new("Templates", "DelphiOtherItems");

    /// <summary>Weight.</summary>
    public static readonly Error WeightWrong = new("Templates", "DelphiWeightWrong");

    /// <summary>Sum.</summary>
    public static readonly Error NotWhole = new("Templates", "DelphiNotWhole");

    /// <summary>Limit.</summary>
    public static readonly Error TooManyRounds = new("Templates", "DelphiTooManyRounds");
    public static readonly Error NoOutcome = new("Templates", "DelphiNoOutcome");
    public static readonly Error ShapeChanged = new("Templates", "DelphiShapeChanged");
}
