namespace StarPortal.Domain.Cycles;

/// <summary>Who takes part: departments with everything below them, narrowed by filters, plus and minus single people.</summary>
/// <param name="DepartmentIds">Empty means the whole company.</param>
/// <param name="JobFamilies">Empty means any.</param>
/// <param name="Levels">Empty means any.</param>
/// <param name="HiredUntil">Only people hired on or before this day; null means no limit.</param>
/// <param name="IncludedEmployeeIds">Added whatever the filters say.</param>
/// <param name="ExcludedEmployeeIds">Left out whatever else says otherwise.</param>
public sealed record Population(
    IReadOnlyList<int> DepartmentIds,
    IReadOnlyList<string> JobFamilies,
    IReadOnlyList<string> Levels,
    DateOnly? HiredUntil,
    IReadOnlyList<int> IncludedEmployeeIds,
    IReadOnlyList<int> ExcludedEmployeeIds)
{
    public static Population Everybody { get; } = new([], [], [], null, [], []);
}
