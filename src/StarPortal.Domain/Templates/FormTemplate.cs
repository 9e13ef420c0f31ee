namespace StarPortal.Domain.Templates;

/// <summary>A form template: a line of versions, of which cycles use published ones.</summary>
public sealed class FormTemplate : IVersioned
{
    private readonly List<TemplateVersion> versions = [];

    private FormTemplate()
    {
    }

    public FormTemplate(string code) => Code = code;

    public int Id { get; private set; }

    /// <summary>Short unique handle.</summary>
    public string Code { get; private set; } = "";

    public IReadOnlyList<TemplateVersion> Versions => versions;

    public int Version { get; private set; }

    public void Add(TemplateVersion version) => versions.Add(version);

    /// <summary>Starts the next version as a draft. There is at most one draft, so that nobody's work is overtaken by another's.</summary>
    public Result<TemplateVersion> StartDraft(TemplateDefinition definition)
    {
        if (versions.Exists(v => v.State == TemplateState.Draft))
        {
            return TemplateErrors.DraftExists;
        }

        var draft = new TemplateVersion(versions.Select(v => v.Number).DefaultIfEmpty(0).Max() + 1, definition);
        versions.Add(draft);
        return draft;
    }
}

public enum TemplateState
{
    Draft,
    Published,
    Retired,
}

/// <summary>One version: a draft can be edited, a published one never changes.</summary>
public sealed class TemplateVersion : IVersioned
{
    private readonly List<LibraryUse> libraryUses = [];

    private TemplateVersion()
    {
    }

    public TemplateVersion(int number, TemplateDefinition definition)
    {
        Number = number;
        Hold(definition);
    }

    public int Id { get; private set; }

    public int TemplateId { get; private set; }

    public FormTemplate? Template { get; private set; }

    public int Number { get; private set; }

    public TemplateState State { get; private set; }

    public TemplateDefinition Definition { get; private set; } = null!;

    public DateTime? PublishedAt { get; private set; }

    public string? PublishedBy { get; private set; }

    public int Version { get; private set; }

    /// <summary>What it holds from the indicator library; always loaded with the version.</summary>
    public IReadOnlyList<LibraryUse> LibraryUses => libraryUses;

    /// <summary>Replaces the content of a draft.</summary>
    public Result Edit(TemplateDefinition definition)
    {
        if (State != TemplateState.Draft)
        {
            return TemplateErrors.Frozen;
        }

        Hold(definition);
        return Result.Ok;
    }

    /// <summary>Freezes the version; refused while <see cref="TemplateCheck"/> finds an error.</summary>
    public Result Publish(Actor actor, DateTime now)
    {
        if (State != TemplateState.Draft)
        {
            return TemplateErrors.Frozen;
        }

        var faults = TemplateCheck.Errors(Definition);
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        State = TemplateState.Published;
        PublishedAt = now;
        PublishedBy = actor.Name;
        return Result.Ok;
    }

    /// <summary>Takes a published version out of use: cycles that have it keep it, new ones are not offered it.</summary>
    public Result Retire()
    {
        if (State != TemplateState.Published)
        {
            return TemplateErrors.NotPublished;
        }

        State = TemplateState.Retired;
        return Result.Ok;
    }

    /// <summary>Puts a retired version back into use.</summary>
    public Result Restore()
    {
        if (State != TemplateState.Retired)
        {
            return TemplateErrors.NotRetired;
        }

        State = TemplateState.Published;
        return Result.Ok;
    }

    private void Hold(TemplateDefinition definition)
    {
        Definition = definition;
        var origins = definition.Indicators.Select(i => i.Origin).OfType<LibraryOrigin>().Distinct().ToList();
        libraryUses.RemoveAll(u => !origins.Contains(new LibraryOrigin(u.Code, u.Number)));
        libraryUses.AddRange(origins.Where(o => !libraryUses.Exists(u => u.Code == o.Code && u.Number == o.Version)).Select(o => new LibraryUse(o)));
    }
}
