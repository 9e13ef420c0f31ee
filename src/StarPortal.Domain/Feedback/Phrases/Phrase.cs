namespace StarPortal.Domain.Feedback;

/// <summary>What a phrase helps to say.</summary>
public enum PhraseKind
{
    Strength,
    Improvement,
}

/// <param name="IndicatorCode">The library's code; empty for any indicator.</param>
/// <param name="Text">Situation, behaviour and impact, with […] where the writer fills in.</param>
public sealed record PhraseContent(string IndicatorCode, PhraseKind Kind, LocalText Text);

/// <summary>A sentence to begin with when writing feedback. Those that came with the product can be retired, not changed.</summary>
public sealed class Phrase : IVersioned
{
    public const int LongestText = 500;

    private Phrase()
    {
    }

    public int Id { get; private set; }

    /// <summary>Names a phrase of the product for good; null for HR's own.</summary>
    public string? ShippedCode { get; private set; }

    public string IndicatorCode { get; private set; } = "";

    public PhraseKind Kind { get; private set; }

    public string En { get; private set; } = "";

    public string Zh { get; private set; } = "";

    /// <summary>No longer offered.</summary>
    public bool Retired { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    public int Version { get; private set; }

    public LocalText Text => new(En, Zh);

    public static Phrase Shipped(string code, PhraseContent content, Actor product, DateTime now)
    {
        var phrase = new Phrase { ShippedCode = code };
        phrase.Take(content, product, now);
        return phrase;
    }

    public static Result<Phrase> Add(PhraseContent content, Actor actor, DateTime now)
    {
        var phrase = new Phrase();
        var changed = phrase.Change(content, actor, now);
        return changed.Failed ? Result<Phrase>.Fail(changed.Errors) : phrase;
    }

    public Result Change(PhraseContent content, Actor actor, DateTime now)
    {
        if (!NoteAccess.CanManagePhrases(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (ShippedCode is not null)
        {
            return NoteErrors.PhraseShipped;
        }

        if (string.IsNullOrWhiteSpace(content.Text.En) || string.IsNullOrWhiteSpace(content.Text.Zh))
        {
            return NoteErrors.PhraseMissing;
        }

        if (Math.Max(content.Text.En.Trim().Length, content.Text.Zh.Trim().Length) > LongestText)
        {
            return NoteErrors.NoteTooLong.With(LongestText);
        }

        Take(content, actor, now);
        return Result.Ok;
    }

    /// <summary>Takes it out of the choice, or brings it back.</summary>
    public Result Retire(bool retired, Actor actor, DateTime now)
    {
        if (!NoteAccess.CanManagePhrases(actor))
        {
            return SharedErrors.NotAllowed;
        }

        (Retired, ChangedBy, ChangedAt) = (retired, actor.Name, now);
        return Result.Ok;
    }

    /// <summary>A later edition of a shipped phrase.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool TakeEdition(PhraseContent content, Actor product, DateTime now)
    {
        if ((IndicatorCode, Kind, En, Zh) == (content.IndicatorCode, content.Kind, content.Text.En, content.Text.Zh))
        {
            return false;
        }

        Take(content, product, now);
        return true;
    }

    private void Take(PhraseContent content, Actor actor, DateTime now)
    {
        (IndicatorCode, Kind, En, Zh) = (content.IndicatorCode, content.Kind, content.Text.En.Trim(), content.Text.Zh.Trim());
        (ChangedBy, ChangedAt) = (actor.Name, now);
    }
}
