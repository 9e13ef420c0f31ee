using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>One answer while it is being edited in a window.</summary>
public sealed class EditedAnswer(AnswerContent saved)
{
    private const int Remembered = 5;
    private readonly List<AnswerContent> own = [];

    /// <summary>What is on the server, as far as this window knows.</summary>
    public AnswerContent Saved { get; internal set; } = saved;

    public AnswerContent Current { get; internal set; } = saved;

    /// <summary>What another window saved in the meantime; waits for the person's choice.</summary>
    public AnswerContent? Theirs { get; internal set; }

    public bool IsToSave => Theirs is null && !Current.SaysTheSameAs(Saved);

    /// <summary>What was handed over here, and what it was based on.</summary>
    internal void Remember(AnswerContent content)
    {
        own.Add(content);
        if (own.Count > Remembered)
        {
            own.RemoveAt(0);
        }
    }

    /// <summary>
    /// Whether the server only has what was handed over here: then nobody else has changed the answer, and merely the
    /// word that it arrived was lost. Rating and text are handed over one by one; the server may have one of the two.
    /// </summary>
    internal bool IsOwn(AnswerContent there) =>
        own.Exists(o => o.Rating == there.Rating && o.NotObserved == there.NotObserved)
        && own.Exists(o => (o with { Rating = there.Rating, NotObserved = there.NotObserved }).SaysTheSameAs(there));
}

/// <summary>An answer found in the browser that had not reached the server.</summary>
/// <param name="Base">What was on the server when the person began to type.</param>
/// <param name="Handed">What was handed to the server since and may have arrived.</param>
public sealed record KeptAnswer(string Key, int? Rating, bool NotObserved, string Text, KeptBase? Base, IReadOnlyList<KeptBase>? Handed = null)
{
    internal AnswerContent Began => Base is { } b ? Of(b) : AnswerContent.Empty(Key);

    internal IEnumerable<AnswerContent> HandedOver => (Handed ?? []).Select(Of);

    public AnswerContent Content => new(Key, Rating, NotObserved, Text);

    private AnswerContent Of(KeptBase content) => new(Key, content.Rating, content.NotObserved, content.Text);
}

public sealed record KeptBase(int? Rating, bool NotObserved, string Text);

public enum ConflictChoice
{
    Mine,
    Theirs,
    Both,
}

/// <summary>
/// The state of a form in one window: what was typed, what is saved, what another window changed. Saves one batch after
/// the other, only changed answers. Belongs to one circuit and is called on its dispatcher only.
/// </summary>
public sealed class ReviewEditor
{
    private readonly Func<IReadOnlyList<AnswerChange>, Task<Result<SavedDraft>>> save;
    private readonly Dictionary<string, EditedAnswer> answers;
    private Task? running;

    public ReviewEditor(ReviewView view, Func<IReadOnlyList<AnswerChange>, Task<Result<SavedDraft>>> save)
    {
        this.save = save;
        answers = view.ItemKeys.ToDictionary(k => k, k => new EditedAnswer(view.AnswerTo(k)));
        Version = view.Version;
        SavedAt = view.SavedAt;
    }

    public int Version { get; private set; }

    public DateTime? SavedAt { get; private set; }

    public bool IsSaving => running is not null;

    public IReadOnlyList<Error> Errors { get; private set; } = [];

    /// <summary>How many answers were taken over from another window.</summary>
    public int Refreshed { get; private set; }

    public bool IsToSave => answers.Values.Any(a => a.IsToSave);

    public IEnumerable<string> ConflictKeys => answers.Where(a => a.Value.Theirs is not null).Select(a => a.Key);

    public IEnumerable<AnswerContent> Contents => answers.Values.Select(a => a.Current);

    public IEnumerable<AnswerContent> Saved => answers.Values.Select(a => a.Saved);

    public EditedAnswer this[string key] => answers[key];

    public void Rate(string key, int rating) => Change(answers[key].Current with { Rating = rating, NotObserved = false });

    public void MarkNotObserved(string key) => Change(answers[key].Current with { Rating = null, NotObserved = true });

    public void Write(string key, string? text) => Change(answers[key].Current with { Text = text ?? "" });

    /// <summary>Takes over what the browser had kept, newest first; answers how many answers that brought back.</summary>
    public int Restore(IEnumerable<KeptAnswer> kept)
    {
        var restored = new HashSet<string>();
        foreach (var entry in kept.Where(k => answers.ContainsKey(k.Key)))
        {
            var answer = answers[entry.Key];
            if (entry.Content.SaysTheSameAs(answer.Current))
            {
                continue;
            }

            if (restored.Add(entry.Key))
            {
                Restore(answer, entry);
            }
            else
            {
                // two windows were left with different texts: the older one is not dropped
                answer.Theirs = Besides(answer, entry.Content);
            }
        }

        return restored.Count;
    }

    /// <summary>Takes over what the form shows at this moment.</summary>
    public void Take(KeptAnswer kept)
    {
        if (answers.TryGetValue(kept.Key, out var answer))
        {
            answer.Current = kept.Content;
        }
    }

    /// <summary>Settles an answer that two windows changed.</summary>
    public void Choose(string key, ConflictChoice choice)
    {
        var answer = answers[key];
        if (answer.Theirs is not { } theirs)
        {
            return;
        }

        answer.Current = choice switch
        {
            ConflictChoice.Theirs => theirs,
            ConflictChoice.Both => Joined(answer.Current, theirs),
            _ => answer.Current,
        };
        answer.Theirs = null;
    }

    /// <summary>Saves everything that is not saved. False when something could not be saved; the reason is in <see cref="Errors"/>.</summary>
    public async Task<bool> FlushAsync()
    {
        while (running is { } other)
        {
            await other;
        }

        while (IsToSave)
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

    /// <summary>Takes over what other windows have saved meanwhile.</summary>
    public async Task RefreshAsync()
    {
        if (await FlushAsync())
        {
            await SaveOnceAsync();
        }
    }

    private static void Restore(EditedAnswer answer, KeptAnswer entry)
    {
        answer.Remember(entry.Began);
        foreach (var handed in entry.HandedOver)
        {
            answer.Remember(handed);
        }

        answer.Theirs = answer.IsOwn(answer.Saved) ? null : answer.Saved;
        answer.Current = entry.Content;
    }

    private static AnswerContent? Besides(EditedAnswer answer, AnswerContent other) =>
        answer.Current.Text.Contains(other.Text, StringComparison.Ordinal) && (other.Rating is null || other.Rating == answer.Current.Rating) ? answer.Theirs
        : answer.Theirs is { } theirs ? Joined(theirs, other)
        : other;

    private void Change(AnswerContent content) => answers[content.ItemKey].Current = content;

    private async Task SaveOnceAsync()
    {
        var sent = answers.Values.Where(a => a.IsToSave).Select(a => new AnswerChange(a.Current, a.Saved)).ToList();
        foreach (var change in sent)
        {
            answers[change.Mine.ItemKey].Remember(change.Mine);
        }

        var result = await save(sent);
        Errors = result.Errors;
        if (result.Failed)
        {
            return;
        }

        Version = result.Value.Version;
        SavedAt = result.Value.SavedAt;
        var there = result.Value.Answers.ToDictionary(a => a.ItemKey);
        foreach (var (key, answer) in answers)
        {
            TakeOver(answer, there.GetValueOrDefault(key) ?? AnswerContent.Empty(key), sent.Find(s => s.Mine.ItemKey == key), result.Value.Conflicts.Contains(key));
        }
    }

    private void TakeOver(EditedAnswer answer, AnswerContent there, AnswerChange? sent, bool conflict)
    {
        if (conflict)
        {
            answer.Theirs = answer.IsOwn(there) ? null : there;
            answer.Saved = there;
        }
        else if (sent is not null)
        {
            answer.Saved = there;
            if (answer.Current == sent.Mine)
            {
                answer.Current = there;
            }
        }
        else if (!there.SaysTheSameAs(answer.Saved) && !answer.IsToSave && answer.Theirs is null)
        {
            answer.Saved = there;
            answer.Current = there;
            Refreshed++;
        }
    }

    private static AnswerContent Joined(AnswerContent mine, AnswerContent theirs)
    {
        var text = string.IsNullOrWhiteSpace(mine.Text) ? theirs.Text
            : string.IsNullOrWhiteSpace(theirs.Text) || theirs.Text == mine.Text ? mine.Text
            : $"{mine.Text}\n\n{theirs.Text}";
        return mine.Rating is null && !mine.NotObserved ? theirs with { Text = text } : mine with { Text = text };
    }
}
