namespace StarPortal.Domain.Anonymity;

/// <summary>
/// Some people together with who knows whose figures: everybody their own, a manager those of the reports. What is said of
/// the crowd as a whole tells a reader the sum of those they do not know, so these must be nobody, or enough.
/// </summary>
public sealed class Crowd
{
    private readonly Dictionary<int, int> known = [];

    public int People { get; private set; }

    /// <param name="employeeId">The person; knows their own figures.</param>
    /// <param name="managerId">Who reads their result, as of launch; null for nobody.</param>
    public void Add(int employeeId, int? managerId)
    {
        People++;
        known[employeeId] = known.GetValueOrDefault(employeeId) + 1;
        if (managerId is { } manager && manager != employeeId)
        {
            known[manager] = known.GetValueOrDefault(manager) + 1;
        }
    }

    public void Add(Crowd other)
    {
        People += other.People;
        foreach (var (reader, count) in other.known)
        {
            known[reader] = known.GetValueOrDefault(reader) + count;
        }
    }

    /// <summary>A figure about all of them may be shown to anybody: it is about at least so many people whom the reader does not know, or about none such.</summary>
    public bool IsEnough(int least) => People >= least && LeavesNobodyAlone(least);

    /// <summary>Nobody is in it, or enough.</summary>
    public bool IsEmptyOrEnough(int least) => People == 0 || IsEnough(least);

    private bool LeavesNobodyAlone(int least) => known.Values.All(k => k == People || People - k >= least);
}

/// <summary>A figure of one person, and who knows it.</summary>
public sealed record KnownFigure(decimal Value, int EmployeeId, int? ManagerId);
