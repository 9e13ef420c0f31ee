namespace StarPortal.Domain.Templates;

/// <summary>Named errors of reading an exchange file; the arguments that each sentence takes are given in order.</summary>
public static class ExchangeErrors
{
    /// <summary>Limit in KB.</summary>
    public static readonly Error TooLarge = new("Templates", "ExchangeTooLarge");

    /// <summary>Line, column.</summary>
    public static readonly Error NotJson = new("Templates", "ExchangeNotJson");

    /// <summary>The schema that is expected.</summary>
    public static readonly Error OtherSchema = new("Templates", "ExchangeOtherSchema");

    /// <summary>The newest version that can be read.</summary>
    public static readonly Error OtherVersion = new("Templates", "ExchangeOtherVersion");

    /// <summary>Field.</summary>
    public static readonly Error UnknownField = new("Templates", "ExchangeUnknownField");

    /// <summary>Field.</summary>
    public static readonly Error Missing = new("Templates", "ExchangeMissing");

    /// <summary>Field.</summary>
    public static readonly Error Twice = new("Templates", "ExchangeTwice");
    public static readonly Error NotObject = new("Templates", "ExchangeNotObject");
    public static readonly Error NotList = new("Templates", "ExchangeNotList");
    public static readonly Error NotText = new("Templates", "ExchangeNotText");
    public static readonly Error NotNumber = new("Templates", "ExchangeNotNumber");
    public static readonly Error NotInteger = new("Templates", "ExchangeNotInteger");
    public static readonly Error NotFlag = new("Templates", "ExchangeNotFlag");

    /// <summary>The value, the values that there are.</summary>
    public static readonly Error UnknownValue = new("Templates", "ExchangeUnknownValue");

    /// <summary>Count, limit.</summary>
    public static readonly Error TooMany = new("Templates", "ExchangeTooMany");

    /// <summary>Key.</summary>
    public static readonly Error NotAPoint = new("Templates", "ExchangeNotAPoint");
}

/// <param name="Path">JSON path of the place, for example <c>$.template.sections[0].weight</c>.</param>
public sealed record ExchangeFault(string Path, Error Error);

/// <summary>What came out of reading a file: a definition, or every fault that was found (up to a limit).</summary>
public sealed record ExchangeReading(TemplateDefinition? Definition, IReadOnlyList<ExchangeFault> Faults);
