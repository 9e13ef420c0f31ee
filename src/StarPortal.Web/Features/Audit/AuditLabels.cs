using System.Collections;
using System.Globalization;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Audit;

/// <summary>Actions and findings in the reader's language.</summary>
internal static class AuditLabels
{
    private const string Prefix = "Action_";

    /// <summary>"Cycle launched" for <c>Cycles.Launched</c>; the bare name for an action of a later version.</summary>
    public static string Action(string action) => AuditText.Resources.GetString(Key(action), CultureInfo.CurrentUICulture) ?? action;

    public static string Key(string action) => Prefix + action.Replace('.', '_');

    /// <summary>Every action that this version writes, by its label.</summary>
    public static IReadOnlyList<(string Action, string Label)> Actions()
    {
        var keys = AuditText.Resources.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>()
            .Select(e => (string)e.Key)
            .Where(k => k.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(k => k[Prefix.Length..].Replace('_', '.'));
        return [.. keys.Select(k => (k, Action(k))).OrderBy(k => k.Item2, StringComparer.CurrentCulture)];
    }

    public static string Fault(AuditFault fault)
    {
        var sentence = AuditText.Resources.GetString($"Fault_{fault.Kind}", CultureInfo.CurrentUICulture)!;
        var place = fault.From == fault.To ? Formats.Count(fault.From) : $"{Formats.Count(fault.From)}–{Formats.Count(fault.To)}";
        return string.Format(CultureInfo.CurrentCulture, sentence, place);
    }
}
