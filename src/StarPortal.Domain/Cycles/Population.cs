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
    /// <summary>Stands in <see cref="DepartmentIds"/> for "no department": only the people named take part.</summary>
    public const int NoDepartment = 0;

    public static Population Everybody { get; } = new([], [], [], null, [], []);

    /// <summary>Nobody but the people in <see cref="IncludedEmployeeIds"/>.</summary>
    public static Population OnlyNamed { get; } = Everybody with { DepartmentIds = [NoDepartment] };
}
