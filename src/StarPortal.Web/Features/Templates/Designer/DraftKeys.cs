namespace StarPortal.Web.Features.Templates.Designer;

/// <summary>A part of a draft with a key that answers and import files refer to.</summary>
public interface IKeyedDraft
{
    string Key { get; set; }

    /// <summary>Not touched by hand yet: the key is made from the English name. Never so for what an earlier version already had.</summary>
    bool KeyFollowsName { get; set; }

    /// <summary>The text that the key is made from.</summary>
    string KeyName { get; }
}

/// <summary>Makes readable keys, so that nobody has to think of one.</summary>
internal static class DraftKeys
{
    private const int Longest = 40;

    /// <summary>The first of <c>stem-1</c>, <c>stem-2</c> … that is not taken.</summary>
    public static string Free(string stem, TemplateDraft draft)
    {
        var taken = All(draft).Select(p => p.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(1, taken.Count + 1).Select(n => $"{stem}-{n}").First(k => !taken.Contains(k));
    }

    /// <summary>The key itself, or with the first number that makes it unique.</summary>
    public static string Unused(string wanted, TemplateDraft draft)
    {
        var taken = All(draft).Select(p => p.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Unused(wanted, taken);
    }

    /// <summary>Gives every part whose key still follows its name the key that fits it now.</summary>
    public static void Follow(TemplateDraft draft)
    {
        foreach (var part in All(draft).Where(p => p.KeyFollowsName).ToList())
        {
            if (From(part.KeyName) is not { Length: > 0 } wanted)
            {
                continue;
            }

            var taken = All(draft).Where(p => p != part).Select(p => p.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var key = Unused(wanted, taken);
            if (part.Key != key)
            {
                part.Key = key;
            }
        }
    }

    /// <summary>Small letters, digits and single hyphens; empty when the name has none.</summary>
    public static string From(string name)
    {
        var letters = name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : c == '\'' || c == '’' ? '\0' : '-').Where(c => c != '\0');
        var words = new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join('-', words);
        return key.Length <= Longest ? key : key[..Longest].TrimEnd('-');
    }

    private static string Unused(string wanted, HashSet<string> taken)
        => !taken.Contains(wanted) ? wanted : Enumerable.Range(2, taken.Count + 1).Select(n => $"{wanted}-{n}").First(k => !taken.Contains(k));

    private static IEnumerable<IKeyedDraft> All(TemplateDraft draft)
        => draft.Sections.Cast<IKeyedDraft>().Concat(draft.Sections.SelectMany(s => s.Indicators)).Concat(draft.Questions);
}
