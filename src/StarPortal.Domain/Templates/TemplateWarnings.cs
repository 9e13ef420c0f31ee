namespace StarPortal.Domain.Templates;

/// <summary>
/// Rules of good practice, named like errors; the arguments that each sentence takes are given in order. Why the rule
/// exists is the resource <c>Why_{Code}</c>.
/// </summary>
public static class TemplateWarnings
{
    /// <summary>Count, fewest usual, most usual.</summary>
    public static readonly Error FewIndicators = new("Templates", "FewIndicators");

    /// <summary>Count, fewest usual, most usual.</summary>
    public static readonly Error ManyIndicators = new("Templates", "ManyIndicators");

    /// <summary>Percent of the total, lowest, highest.</summary>
    public static readonly Error PerformanceShare = new("Templates", "PerformanceShare");

    /// <summary>Percent of the total, lowest, highest.</summary>
    public static readonly Error BehaviourShare = new("Templates", "BehaviourShare");

    /// <summary>Percent measured, percent rated.</summary>
    public static readonly Error QuantitativeShare = new("Templates", "QuantitativeShare");

    /// <summary>Indicators without a layer, all indicators.</summary>
    public static readonly Error LayersMissing = new("Templates", "LayersMissing");

    /// <summary>Percent core, process, innovation.</summary>
    public static readonly Error LayerShares = new("Templates", "LayerShares");

    /// <summary>Percent of the total, lowest.</summary>
    public static readonly Error GrowthShare = new("Templates", "GrowthShare");

    /// <summary>Percent of the total, lowest, highest.</summary>
    public static readonly Error CustomerShare = new("Templates", "CustomerShare");

    /// <summary>Percent of the total, lowest, highest.</summary>
    public static readonly Error CrossTeamShare = new("Templates", "CrossTeamShare");

    /// <summary>Where, percent of the total, highest.</summary>
    public static readonly Error SingleIndicator = new("Templates", "SingleIndicator");

    /// <summary>One indicator, the other, coefficient, number of results.</summary>
    public static readonly Error Correlated = new("Templates", "Correlated");
}
