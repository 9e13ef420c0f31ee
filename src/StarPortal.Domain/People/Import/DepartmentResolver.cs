namespace StarPortal.Domain.People.Import;

/// <summary>
/// Finds departments by path (<c>A/B/C</c>, <c>A &gt; B</c>) or by name, and plans the missing ones. A name that several
/// departments have is an error that lists them.
/// </summary>
internal sealed class DepartmentResolver
{
    private static readonly char[] Separators = ['/', '>', '\\', '→', '／', '＞', '»'];
    private readonly List<Node> nodes = [];
    private readonly Dictionary<string, List<Node>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(Node? Parent, string Name), Node> byParent = [];
    private readonly Dictionary<int, Node> byId = [];

    public DepartmentResolver(IReadOnlyList<KnownDepartment> known)
    {
        foreach (var department in known)
        {
            byId[department.Id] = new Node(department.Id, department.Name);
        }

        foreach (var department in known)
        {
            Register(byId[department.Id], department.ParentId is { } parent ? byId[parent] : null);
        }
    }

    public List<PlannedDepartment> Planned { get; } = [];

    public string PathOf(int id) => byId[id].Path;

    /// <summary>True when a value names a place in the tree and not only a department.</summary>
    public bool IsPath(string value) => Segments(value).Count > 1 && !byName.ContainsKey(value);

    public Result<int> Find(string value)
    {
        if (byName.TryGetValue(value, out var named))
        {
            return One(named);
        }

        var segments = Segments(value);
        if (segments.Count == 0)
        {
            return PeopleErrors.DepartmentRequired;
        }

        var starts = byParent.TryGetValue((null, segments[0].ToUpperInvariant()), out var root) ? [root] : byName.GetValueOrDefault(segments[0], []);
        var ends = starts.Select(s => Walk(s, segments)).Where(n => n is not null).ToList();
        if (ends.Count > 0)
        {
            return One(ends!);
        }

        if (starts.Count > 1)
        {
            return One(starts);
        }

        return Make(segments, starts.Count == 1 ? starts[0] : null);
    }

    private static List<string> Segments(string value) =>
        [.. value.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static Result<int> One(IReadOnlyList<Node?> found) =>
        found.Count == 1
            ? found[0]!.Id
            : PeopleErrors.DepartmentAmbiguous.With(string.Join("; ", found.Take(5).Select(n => n!.Path)));

    private Node? Walk(Node start, List<string> segments)
    {
        Node? at = start;
        foreach (var segment in segments.Skip(1))
        {
            at = at is null ? null : byParent.GetValueOrDefault((at, segment.ToUpperInvariant()));
        }

        return at;
    }

    private int Make(List<string> segments, Node? start)
    {
        // a company with one top has everything below it
        var tops = nodes.Where(n => n.Parent is null && n.Id > 0).ToList();
        var at = start ?? (tops.Count == 1 ? tops[0] : null);
        foreach (var segment in segments.Skip(start is null ? 0 : 1))
        {
            if (!byParent.TryGetValue((at, segment.ToUpperInvariant()), out var next))
            {
                next = new Node(-1 - Planned.Count, segment);
                Planned.Add(new PlannedDepartment(next.Id, segment, at?.Id));
                byId[next.Id] = next;
                Register(next, at);
            }

            at = next;
        }

        return at!.Id;
    }

    private void Register(Node node, Node? parent)
    {
        node.Parent = parent;
        nodes.Add(node);
        byParent[(parent, node.Name.ToUpperInvariant())] = node;
        if (!byName.TryGetValue(node.Name, out var same))
        {
            byName[node.Name] = same = [];
        }

        same.Add(node);
    }

    private sealed class Node(int id, string name)
    {
        public int Id { get; } = id;

        public string Name { get; } = name;

        public Node? Parent { get; set; }

        public string Path => Parent is null ? Name : $"{Parent.Path} / {Name}";
    }
}
