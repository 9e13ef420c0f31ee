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

    public const int NameLength = 200;

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

    /// <summary>A department does not move under itself or anything below it.</summary>
    public Result CheckMove(Department? parent) =>
        parent is not null && parent.Path.StartsWith(Path, StringComparison.Ordinal) ? PeopleErrors.DepartmentCycle.With(Name, parent.Name) : Result.Ok;

    /// <summary>Takes over the new path of a department above this one.</summary>
    public void Follow(string oldPath, string newPath) => Path = newPath + Path[oldPath.Length..];

    public static Result CheckName(string name) =>
        string.IsNullOrWhiteSpace(name) ? PeopleErrors.DepartmentNameRequired
        : name.Length > NameLength ? PeopleErrors.TooLong.With(NameLength)
        : Result.Ok;

    /// <summary>To be called once the database has given the identifier, parents first.</summary>
    public void SetPath() => Path = $"{Parent?.Path ?? "/"}{Id}/";
}
