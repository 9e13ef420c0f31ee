using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Analytics;

/// <summary>
/// What management reads of a cycle. It holds only what may be shown to anybody: figures about too few people are left out
/// before they are kept, so no copy of it can tell more than the report.
/// </summary>
/// <param name="Participants">Everybody in the cycle but the withdrawn.</param>
/// <param name="Rated">Of these, with a total.</param>
/// <param name="Mean">Of the totals; null when too few are rated.</param>
/// <param name="Spread">Standard deviation of the totals; null when too few are rated.</param>
/// <param name="Departments">As of launch, each with all below it; the first is everybody. Only those that may stand beside one another.</param>
/// <param name="Managers">How managers rate, nobody named; null with too few managers.</param>
/// <param name="Stars">Null when the cycle decides no stars, or too few have one.</param>
public sealed record CycleFigures(
    int Participants,
    int Rated,
    decimal? Mean,
    decimal? Spread,
    IReadOnlyList<TotalBucket> Distribution,
    IReadOnlyList<SectionMean> Sections,
    IReadOnlyList<SourceMean> Sources,
    IReadOnlyList<DepartmentMean> Departments,
    ManagerFigures? Managers,
    IReadOnlyList<Participation> Participation,
    StarFigures? Stars)
{
    public static CycleFigures Nothing { get; } = new(0, 0, null, null, [], [], [], [], null, [], null);
}

public sealed record SectionMean(string Key, LocalText Name, decimal Mean);

/// <param name="Mean">Mean of the people's scores from this source.</param>
public sealed record SourceMean(Source Source, decimal Mean);

/// <param name="Depth">0 for everybody, 1 for the highest departments.</param>
/// <param name="People">With a total.</param>
public sealed record DepartmentMean(string Path, string Name, int Depth, int People, decimal Mean);

/// <param name="Managers">Managers who rated.</param>
/// <param name="Spread">Standard deviation between the means of the scores they gave.</param>
/// <param name="Leniency">How many rate how far above (or below) the mean of all.</param>
public sealed record ManagerFigures(int Managers, decimal Spread, IReadOnlyList<TotalBucket> Leniency);

/// <summary>How many reviews of a kind there were and what became of them.</summary>
/// <param name="Open">Neither handed in nor over: reviews still to be written.</param>
public sealed record Participation(Relationship Kind, int Asked, int Submitted, int Declined, int Missed, int Open)
{
    /// <summary>Share handed in, in whole per cent rounded down; null when nothing was asked.</summary>
    public int? Percent => Asked == 0 ? null : (int)((long)Submitted * 100 / Asked);
}

/// <param name="Levels">Names of the levels, from level 1.</param>
/// <param name="Distribution">People by level after the cycle; levels with too few are joined with their neighbours.</param>
/// <param name="Moves">People by what happened to their standing, -1 down, 0 kept, 1 up; joined likewise.</param>
public sealed record StarFigures(LocalText Programme, IReadOnlyList<LocalText> Levels, IReadOnlyList<TotalBucket> Distribution, IReadOnlyList<TotalBucket> Moves);
