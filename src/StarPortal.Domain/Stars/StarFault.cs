using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Stars;

public enum StarSeverity
{
    /// <summary>Odd, but HR may publish over it.</summary>
    Warning,

    /// <summary>Stands between a draft and its publication, or between a cycle and its publication.</summary>
    Error,
}

/// <summary>What is wrong with a definition, and where.</summary>
/// <param name="Path">For example <c>levels[2].criteria.parts[0]</c>; positions from 0.</param>
public sealed record StarFault(StarSeverity Severity, string Path, Error Error);

/// <summary>What a definition is checked against besides itself.</summary>
/// <param name="Template">The form template whose sections and indicators criteria refer to; null when none is chosen yet.</param>
/// <param name="Trainings">Codes of the catalogue; null when unknown.</param>
public sealed record StarCheckContext(TemplateDefinition? Template = null, IReadOnlySet<string>? Trainings = null);

/// <summary>Collects faults.</summary>
internal sealed class StarFaultList
{
    private readonly List<StarFault> faults = [];

    internal IReadOnlyList<StarFault> All => faults;

    internal void ErrorIf(bool wrong, string path, Error error) => AddIf(wrong, StarSeverity.Error, path, error);

    internal void WarnIf(bool odd, string path, Error error) => AddIf(odd, StarSeverity.Warning, path, error);

    internal void Length(LocalText text, int limit, string path) =>
        ErrorIf(Math.Max(text.En.Length, text.Zh.Length) > limit, path, StarErrors.TextTooLong.With(limit));

    private void AddIf(bool wrong, StarSeverity severity, string path, Error error)
    {
        if (wrong)
        {
            faults.Add(new StarFault(severity, path, error));
        }
    }
}
