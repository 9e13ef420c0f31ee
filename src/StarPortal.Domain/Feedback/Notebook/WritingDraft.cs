namespace StarPortal.Domain.Feedback;

/// <summary>What one field of a form holds.</summary>
public sealed record DraftField(string Name, string Text);

/// <param name="Mine">What the window wants to keep.</param>
/// <param name="Base">What the window believes to be on the server; null for nothing at all.</param>
public sealed record DraftChange(string Name, string Mine, string? Base);

/// <summary>
/// What somebody has typed into a form and not sent yet; only they read it. Kept field by field: a field that another window
/// changed meanwhile is never overwritten.
/// </summary>
public sealed class WritingDraft : IVersioned
{
    public const int LongestKey = 100;
    public const int LongestText = 5000;
    public const int MostFields = 20;

    private WritingDraft()
    {
    }

    public WritingDraft(int ownerId, string key)
    {
        OwnerId = ownerId;
        Key = key;
    }

    public int Id { get; private set; }

    public int OwnerId { get; private set; }

    /// <summary>Which form, for example <c>note:new</c>.</summary>
    public string Key { get; private set; } = "";

    public IReadOnlyList<DraftField> Fields { get; private set; } = [];

    public DateTime SavedAt { get; private set; }

    public int Version { get; private set; }

    /// <returns>Names of changes that were not taken over, because another window had changed the same field to something else.</returns>
    public IReadOnlyList<string> Save(IReadOnlyList<DraftChange> changes, DateTime now)
    {
        var there = Fields.ToDictionary(f => f.Name, f => f.Text);
        var news = changes.Where(c => !Same(c.Mine, there.GetValueOrDefault(c.Name))).ToList();
        var conflicts = news.Where(c => !Same(c.Base, there.GetValueOrDefault(c.Name))).Select(c => c.Name).ToList();
        foreach (var change in news.Where(c => !conflicts.Contains(c.Name) && (there.ContainsKey(c.Name) || there.Count < MostFields)))
        {
            there[change.Name] = change.Mine[..Math.Min(change.Mine.Length, LongestText)];
        }

        if (news.Count > conflicts.Count)
        {
            Fields = [.. there.Select(f => new DraftField(f.Key, f.Value))];
            SavedAt = now;
        }

        return conflicts;
    }

    /// <summary>Browsers and the server write line ends differently.</summary>
    public static bool Same(string? a, string? b) =>
        string.Equals(a?.ReplaceLineEndings("\n"), b?.ReplaceLineEndings("\n"), StringComparison.Ordinal);
}
