namespace StarPortal.Domain.People;

/// <summary>A saved answer to "which column of the file is which field", found again by the file's header.</summary>
public sealed class ImportMapping : IVersioned
{
    private ImportMapping()
    {
    }

    public ImportMapping(string name, string json)
    {
        Name = name;
        Json = json;
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Json { get; private set; } = "";

    public int Version { get; private set; }

    public void Replace(string json) => Json = json;
}
