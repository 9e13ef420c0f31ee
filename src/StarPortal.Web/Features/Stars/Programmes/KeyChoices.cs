using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>What a condition's fact can be about.</summary>
internal static class KeyChoices
{
    public static IReadOnlyList<(string Key, string Name)> For(FactKind kind, TemplateDefinition? template, IReadOnlyDictionary<string, LocalText> trainings) => kind switch
    {
        FactKind.Training => [.. trainings.Select(t => (t.Key, Of(t.Value)))],
        FactKind.SectionScore => [.. (template?.Sections ?? []).Select(s => (s.Key, Of(s.Name)))],
        FactKind.ActualValue or FactKind.ActualPerMonth => [.. (template?.Indicators ?? []).Where(i => i.NeedsActual).Select(i => (i.Key, Of(i.Name)))],
        FactKind.IndicatorScore => [.. (template?.Indicators ?? []).Select(i => (i.Key, Of(i.Name)))],
        _ => [],
    };

    private static string Of(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);
}
