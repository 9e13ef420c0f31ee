namespace StarPortal.Domain.Stars;

/// <summary>A star programme: a line of versions, of which cycles use published ones.</summary>
public sealed class StarProgramme : IVersioned
{
    private readonly List<StarProgrammeVersion> versions = [];

    private StarProgramme()
    {
    }

    public StarProgramme(string code) => Code = code;

    public int Id { get; private set; }

    /// <summary>Short unique handle.</summary>
    public string Code { get; private set; } = "";

    public IReadOnlyList<StarProgrammeVersion> Versions => versions;

    public int Version { get; private set; }

    public void Add(StarProgrammeVersion version) => versions.Add(version);

    /// <summary>Starts the next version as a draft. There is at most one draft, so that nobody's work is overtaken by another's.</summary>
    public Result<StarProgrammeVersion> StartDraft(StarDefinition definition)
    {
        if (versions.Exists(v => v.State == StarProgrammeState.Draft))
        {
            return StarErrors.DraftExists;
        }

        var draft = new StarProgrammeVersion(versions.Select(v => v.Number).DefaultIfEmpty(0).Max() + 1, definition);
        versions.Add(draft);
        return draft;
    }
}

public enum StarProgrammeState
{
    Draft,
    Published,

    /// <summary>No new cycle may choose it; cycles that did keep it.</summary>
    Retired,
}

/// <summary>One version: a draft can be edited, a published one never changes.</summary>
public sealed class StarProgrammeVersion : IVersioned
{
    private StarProgrammeVersion()
    {
    }

    public StarProgrammeVersion(int number, StarDefinition definition)
    {
        Number = number;
        Definition = definition;
    }

    public int Id { get; private set; }

    public int ProgrammeId { get; private set; }

    public StarProgramme? Programme { get; private set; }

    public int Number { get; private set; }

    public StarProgrammeState State { get; private set; }

    public StarDefinition Definition { get; private set; } = null!;

    /// <summary>First day on which a cycle's period may end; null for no limit.</summary>
    public DateOnly? EffectiveFrom { get; private set; }

    /// <summary>Last day on which a cycle's period may end; null for no limit.</summary>
    public DateOnly? EffectiveTo { get; private set; }

    public DateTime? PublishedAt { get; private set; }

    public string? PublishedBy { get; private set; }

    public DateTime? RetiredAt { get; private set; }

    public string? RetiredBy { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether a cycle whose period ends on this day may choose the version.</summary>
    public bool IsChoosableFor(DateOnly periodEnd) => State == StarProgrammeState.Published && IsEffectiveOn(periodEnd);

    public bool IsEffectiveOn(DateOnly day) => (EffectiveFrom is not { } from || from <= day) && (EffectiveTo is not { } to || day <= to);

    /// <summary>Replaces the content of a draft.</summary>
    public Result Edit(StarDefinition definition, DateOnly? effectiveFrom, DateOnly? effectiveTo)
    {
        if (State != StarProgrammeState.Draft)
        {
            return StarErrors.Frozen;
        }

        (Definition, EffectiveFrom, EffectiveTo) = (definition, effectiveFrom, effectiveTo);
        return Result.Ok;
    }

    /// <summary>Freezes the version; refused while <see cref="StarCheck"/> finds an error.</summary>
    public Result Publish(Actor actor, DateTime now)
    {
        if (State != StarProgrammeState.Draft)
        {
            return StarErrors.Frozen;
        }

        var errors = StarCheck.Errors(Definition, EffectiveFrom, EffectiveTo);
        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        (State, PublishedAt, PublishedBy) = (StarProgrammeState.Published, now, actor.Name);
        return Result.Ok;
    }

    /// <summary>Takes a published version out of what cycles may choose.</summary>
    public Result Retire(Actor actor, DateTime now)
    {
        if (State != StarProgrammeState.Published)
        {
            return StarErrors.NotPublished;
        }

        (State, RetiredAt, RetiredBy) = (StarProgrammeState.Retired, now, actor.Name);
        return Result.Ok;
    }
}
