using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(StarPortal.E2E.LongestFirst))]

namespace StarPortal.E2E;

/// <summary>What takes long begins first, so that at the end nobody waits for one test alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["EveryPageTests", "KilledAtRandomTests", "AutosaveTests", "Trusted", "FirstCycleTests", "StarQuarterTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place).ThenBy(c => c.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Long, l => collection.TestCollectionDisplayName.Contains(l, StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
