namespace StarPortal.Web.Features.Templates.Designer;

/// <summary>What a draft lost last, and the way back.</summary>
/// <param name="Restore">Puts it back; answers the id of its element.</param>
public sealed record Removal(string Name, Func<string> Restore);

/// <summary>Order and removal of a draft's parts.</summary>
internal static class DraftMoves
{
    /// <summary>Moves one item of a list to another position; a position beyond the end is the end.</summary>
    public static int Move<T>(this List<T> items, int from, int to)
    {
        var item = items[from];
        items.RemoveAt(from);
        var at = Math.Clamp(to, 0, items.Count);
        items.Insert(at, item);
        return at;
    }

    /// <summary>Moves an indicator to a position of any section; its weight goes with it.</summary>
    /// <returns>Its position now.</returns>
    public static (int Section, int Position) Move(this TemplateDraft draft, IndicatorDraft indicator, int section, int position)
    {
        draft.Sections.First(s => s.Indicators.Contains(indicator)).Indicators.Remove(indicator);
        var target = draft.Sections[Math.Clamp(section, 0, draft.Sections.Count - 1)];
        var at = Math.Clamp(position, 0, target.Indicators.Count);
        target.Indicators.Insert(at, indicator);
        return (draft.Sections.IndexOf(target), at);
    }

    /// <summary>Up past the first place leads to the end of the section before, down past the last to the beginning of the next.</summary>
    /// <returns>Null at either end of the template.</returns>
    public static (int Section, int Position)? Step(this TemplateDraft draft, int section, int position, int by)
    {
        var to = position + by;
        if (to >= 0 && to < draft.Sections[section].Indicators.Count)
        {
            return (section, to);
        }

        var next = section + by;
        return next < 0 || next >= draft.Sections.Count ? null : (next, by < 0 ? draft.Sections[next].Indicators.Count : 0);
    }

    public static Removal Remove(this TemplateDraft draft, SectionDraft section, string name)
    {
        var index = draft.Sections.IndexOf(section);
        draft.Sections.RemoveAt(index);
        return new(name, () => $"s{Restore(draft.Sections, section, index)}");
    }

    public static Removal Remove(this TemplateDraft draft, IndicatorDraft indicator, string name)
    {
        var section = draft.Sections.First(s => s.Indicators.Contains(indicator));
        var index = section.Indicators.IndexOf(indicator);
        section.Indicators.RemoveAt(index);
        return new(name, () => $"s{draft.Sections.IndexOf(section)}-i{Restore(section.Indicators, indicator, index)}");
    }

    public static Removal Remove(this TemplateDraft draft, QuestionDraft question, string name)
    {
        var index = draft.Questions.IndexOf(question);
        draft.Questions.RemoveAt(index);
        return new(name, () => $"q{Restore(draft.Questions, question, index)}");
    }

    private static int Restore<T>(List<T> items, T item, int index)
    {
        var at = Math.Min(index, items.Count);
        items.Insert(at, item);
        return at;
    }
}
