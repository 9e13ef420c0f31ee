using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>One answer while it is being edited in a window.</summary>
public sealed class EditedAnswer(AnswerContent saved)
{
    /// <summary>What is on the server, as far as this window knows.</summary>
    public AnswerContent Saved { get; internal set; } = saved;

    public AnswerContent Current { get; internal set; } = saved;

    /// <summary>What another window saved in the meantime; waits for the person's choice.</summary>
    public AnswerContent? Theirs { get; internal set; }

    public bool IsToSave => Theirs is null && !Current.SaysTheSameAs(Saved);
}

/// <summary>An answer found in the browser that had not reached the server.</summary>
/// <param name="Base">What was on the server when the person began to type.</param>
public sealed record KeptAnswer(string Key, int? Rating, bool NotObserved, string Text, KeptBase? Base)
{
    public AnswerContent Content => new(Key, Rating, NotObserved, Text);
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

    /// <summary>Takes over what the browser had kept; answers how many answers that brought back.</summary>
    public int Restore(IEnumerable<KeptAnswer> kept)
    {
        var restored = 0;
        foreach (var entry in kept.Where(k => answers.ContainsKey(k.Key)))
        {
            var answer = answers[entry.Key];
            if (entry.Content.SaysTheSameAs(answer.Current))
            {
                continue;
            }

            var began = entry.Base is { } b ? new AnswerContent(entry.Key, b.Rating, b.NotObserved, b.Text) : AnswerContent.Empty(entry.Key);
            answer.Theirs = began.SaysTheSameAs(answer.Saved) ? null : answer.Saved;
            answer.Current = entry.Content;
            restored++;
        }

        return restored;
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

    private void Change(AnswerContent content) => answers[content.ItemKey].Current = content;

    private async Task SaveOnceAsync()
    {
        var sent = answers.Values.Where(a => a.IsToSave).Select(a => new AnswerChange(a.Current, a.Saved)).ToList();
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
            answer.Theirs = there;
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
