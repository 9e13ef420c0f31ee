namespace StarPortal.Domain.People;

/// <summary>A node of the department tree.</summary>
public sealed class Department : IVersioned
{
    private Department()
    {
    }

    public Department(string name, Department? parent)
    {
        Name = name;
        Parent = parent;
        ParentId = parent?.Id;
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public int? ParentId { get; private set; }

    public Department? Parent { get; private set; }

    /// <summary>Identifiers from the root down, <c>/3/17/</c>: a subtree is everything that starts with its root's path.</summary>
    public string Path { get; private set; } = "/";

    public int Version { get; private set; }

    public void Rename(string name) => Name = name;

    public void MoveUnder(Department? parent)
    {
        Parent = parent;
        ParentId = parent?.Id;
        SetPath();
    }

    /// <summary>To be called once the database has given the identifier, parents first.</summary>
    public void SetPath() => Path = $"{Parent?.Path ?? "/"}{Id}/";
}
