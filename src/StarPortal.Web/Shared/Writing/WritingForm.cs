using StarPortal.Domain;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Shared.Writing;

/// <summary>One field while it is edited in a window.</summary>
public sealed class WrittenField(string initial, string? saved)
{
    /// <summary>What holds as long as nothing is kept.</summary>
    public string Initial { get; } = initial;

    /// <summary>What is kept on the server, as far as this window knows; null for nothing.</summary>
    public string? Saved { get; internal set; } = saved;

    public string Current { get; internal set; } = saved ?? initial;

    /// <summary>What another window kept in the meantime; waits for the person's choice.</summary>
    public string? Theirs { get; internal set; }

    public bool IsChanged => Theirs is null && !WritingDraft.Same(Current, Saved ?? Initial);
}

/// <summary>A field found in the browser that had not reached the server.</summary>
public sealed record KeptField(string Name, string Text, string? Base);

/// <summary>A form in one window: what was typed, what is kept, what another window changed. Belongs to one circuit.</summary>
public sealed class WritingForm
{
    private readonly Func<IReadOnlyList<DraftChange>, Task<Result<SavedWriting>>> save;
    private readonly Dictionary<string, WrittenField> fields;
    private Task? running;

    public WritingForm(IReadOnlyDictionary<string, string> initial, WritingView view, Func<IReadOnlyList<DraftChange>, Task<Result<SavedWriting>>> save)
    {
        this.save = save;
        var there = view.Fields.ToDictionary(f => f.Name, f => f.Text);
        fields = initial.ToDictionary(f => f.Key, f => new WrittenField(f.Value, there.GetValueOrDefault(f.Key)));
        (Version, SavedAt) = (view.Version == 0 ? null : view.Version, view.SavedAt);
    }

    /// <summary>The draft's version; null while nothing is kept.</summary>
    public int? Version { get; private set; }

    public DateTime? SavedAt { get; private set; }

    public bool IsSaving => running is not null;

    public IReadOnlyList<Error> Errors { get; private set; } = [];

    public bool IsChanged => fields.Values.Any(f => f.IsChanged);

    public IEnumerable<string> Conflicts => fields.Where(f => f.Value.Theirs is not null).Select(f => f.Key);

    /// <summary>What the server has, for the browser to compare with.</summary>
    public IEnumerable<KeptField> Kept => fields.Select(f => new KeptField(f.Key, f.Value.Saved ?? f.Value.Initial, f.Value.Saved));

    public WrittenField Field(string name) => fields[name];

    public string this[string name] => fields[name].Current;

    public void Write(string name, string? text)
    {
        if (fields.TryGetValue(name, out var field))
        {
            field.Current = text ?? "";
        }
    }

    /// <summary>Takes over what the browser had kept; answers how many fields that brought back.</summary>
    public int Restore(IEnumerable<KeptField> kept)
    {
        var restored = 0;
        foreach (var entry in kept)
        {
            if (!fields.TryGetValue(entry.Name, out var field) || WritingDraft.Same(entry.Text, field.Current))
            {
                continue;
            }

            field.Theirs = field.Saved is null || WritingDraft.Same(entry.Base, field.Saved) ? null : field.Saved;
            field.Current = entry.Text;
            restored++;
        }

        return restored;
    }

    /// <summary>Settles a field that two windows changed.</summary>
    public void Choose(string name, bool mine)
    {
        var field = fields[name];
        field.Current = mine || field.Theirs is null ? field.Current : field.Theirs;
        field.Theirs = null;
    }

    /// <summary>Keeps everything that is not kept. False when something could not be; the reason is in <see cref="Errors"/>.</summary>
    public async Task<bool> FlushAsync()
    {
        while (running is { } other)
        {
            await other;
        }

        while (IsChanged)
        {
            running = SaveOnceAsync();
            try
            {
                await running;
            }
            finally
            {
                running = null;
            }

            if (Errors.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task SaveOnceAsync()
    {
        // with the first change everything is kept: what a field began with may be something else next time
        var sent = fields.Where(f => f.Value.Theirs is null && !WritingDraft.Same(f.Value.Current, f.Value.Saved))
            .Select(f => new DraftChange(f.Key, f.Value.Current, f.Value.Saved)).ToList();
        var result = await save(sent);
        Errors = result.Errors;
        if (result.Failed)
        {
            return;
        }

        (Version, SavedAt) = (result.Value.Now.Version, result.Value.Now.SavedAt);
        var there = result.Value.Now.Fields.ToDictionary(f => f.Name, f => f.Text);
        foreach (var (name, field) in fields)
        {
            var (before, now) = (field.Saved, there.GetValueOrDefault(name));
            field.Saved = now;
            if (result.Value.Conflicts.Contains(name))
            {
                field.Theirs = now ?? "";
            }
            else if (sent.All(s => s.Name != name) && !WritingDraft.Same(before, now) && field.Theirs is null && WritingDraft.Same(field.Current, before ?? field.Initial))
            {
                field.Current = now ?? field.Initial;
            }
        }
    }
}
