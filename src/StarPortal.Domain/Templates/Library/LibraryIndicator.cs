using System.Text.RegularExpressions;

namespace StarPortal.Domain.Templates;

/// <summary>Who keeps an indicator of the library.</summary>
public enum LibraryKeeper
{
    /// <summary>Ships with the product and may get a new version with it.</summary>
    General,

    /// <summary>Made by this company's HR.</summary>
    Own,
}

public enum LibraryState
{
    /// <summary>Offered in the designer.</summary>
    Active,

    /// <summary>No longer offered; templates that use it keep it.</summary>
    Retired,
}

/// <summary>An indicator that templates can take: a line of versions whose content never changes once it is there.</summary>
public sealed partial class LibraryIndicator : IVersioned
{
    public const int CodeLength = 50;

    public const int SearchLength = 10_000;

    /// <summary>Codes of own indicators begin so, and shipped ones never do: a later edition of the product cannot collide with them.</summary>
    public const string OwnPrefix = "own-";

    private readonly List<LibraryIndicatorVersion> versions = [];

    private LibraryIndicator()
    {
    }

    public int Id { get; private set; }

    /// <summary>Unique; also the key that is proposed for the indicator in a template.</summary>
    public string Code { get; private set; } = "";

    public LibraryKeeper Keeper { get; private set; }

    public LibraryState State { get; private set; }

    /// <summary>Number of the newest version.</summary>
    public int Latest { get; private set; }

    // what lists filter and sort by, taken from the newest version
    public string NameEn { get; private set; } = "";

    public string NameZh { get; private set; } = "";

    public IndicatorKind Kind { get; private set; }

    public IndicatorLayer Layer { get; private set; }

    /// <summary>Code, name and definition in both languages, in small letters.</summary>
    public string SearchText { get; private set; } = "";

    public IReadOnlyList<LibraryIndicatorVersion> Versions => versions;

    public int Version { get; private set; }

    /// <summary>An indicator that ships with the product.</summary>
    public static LibraryIndicator General(GeneralIndicator shipped, Actor actor, DateTime now)
    {
        var indicator = new LibraryIndicator { Code = shipped.Code, Keeper = LibraryKeeper.General };
        indicator.Append(shipped.Edition, shipped.Content, actor, now);
        return indicator;
    }

    /// <summary>An indicator of the company's own.</summary>
    /// <param name="code">Begins with <see cref="OwnPrefix"/>.</param>
    public static Result<LibraryIndicator> Own(string code, LibraryContent content, Actor actor, DateTime now)
    {
        if (!code.StartsWith(OwnPrefix, StringComparison.Ordinal) || !CodePattern().IsMatch(code))
        {
            return TemplateErrors.KeyFormat.With(content.Name, code);
        }

        var faults = LibraryCheck.Errors(content);
        if (faults.Count > 0)
        {
            return Result<LibraryIndicator>.Fail(faults);
        }

        var indicator = new LibraryIndicator { Code = code, Keeper = LibraryKeeper.Own };
        indicator.Append(1, content, actor, now);
        return indicator;
    }

    /// <summary>Adds the next version of an own indicator. Templates keep the version they took.</summary>
    public Result Revise(LibraryContent content, Actor actor, DateTime now)
    {
        if (Keeper != LibraryKeeper.Own)
        {
            return LibraryErrors.NotOwn;
        }

        if (State == LibraryState.Retired)
        {
            return LibraryErrors.Retired;
        }

        var faults = LibraryCheck.Errors(content);
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        Append(Latest + 1, content, actor, now);
        return Result.Ok;
    }

    /// <summary>Takes a later edition of a shipped indicator; an edition that is already there, or an older one, changes nothing.</summary>
    /// <returns>Whether there was something to take.</returns>
    public bool Take(GeneralIndicator shipped, Actor actor, DateTime now)
    {
        if (Keeper != LibraryKeeper.General || shipped.Code != Code || shipped.Edition <= Latest)
        {
            return false;
        }

        Append(shipped.Edition, shipped.Content, actor, now);
        return true;
    }

    public Result Retire()
    {
        if (State == LibraryState.Retired)
        {
            return LibraryErrors.Retired;
        }

        State = LibraryState.Retired;
        return Result.Ok;
    }

    public Result Restore()
    {
        if (State == LibraryState.Active)
        {
            return LibraryErrors.NotRetired;
        }

        State = LibraryState.Active;
        return Result.Ok;
    }

    private void Append(int number, LibraryContent content, Actor actor, DateTime now)
    {
        versions.Add(new LibraryIndicatorVersion(number, content, actor.Name, now));
        Latest = number;
        NameEn = content.Name.For("en");
        NameZh = content.Name.For("zh");
        Kind = content.Kind;
        Layer = content.Layer;
        var text = string.Join('\n', Code, content.Name.En, content.Name.Zh, content.Definition.En, content.Definition.Zh).ToLowerInvariant();
        SearchText = text.Length <= SearchLength ? text : text[..SearchLength];
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,49}$")]
    private static partial Regex CodePattern();
}

/// <summary>One version of an indicator of the library; its content never changes.</summary>
public sealed class LibraryIndicatorVersion
{
    private LibraryIndicatorVersion()
    {
    }

    internal LibraryIndicatorVersion(int number, LibraryContent content, string by, DateTime at)
    {
        Number = number;
        Content = content;
        CreatedBy = by;
        CreatedAt = at;
    }

    public int Id { get; private set; }

    public int LibraryIndicatorId { get; private set; }

    public int Number { get; private set; }

    public LibraryContent Content { get; private set; } = null!;

    public string CreatedBy { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
}

/// <summary>That a template version holds an indicator taken from the library; written with the version, for counting.</summary>
public sealed class LibraryUse
{
    private LibraryUse()
    {
    }

    internal LibraryUse(LibraryOrigin origin)
    {
        Code = origin.Code;
        Number = origin.Version;
    }

    public int Id { get; private set; }

    public int TemplateVersionId { get; private set; }

    /// <summary>Of the library's indicator.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The version that was taken.</summary>
    public int Number { get; private set; }
}
