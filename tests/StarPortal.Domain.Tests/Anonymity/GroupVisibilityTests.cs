using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Anonymity;

public sealed class GroupVisibilityTests
{
    [Theory]
    [InlineData(3, 3, 3, 3, "VVV V")]
    [InlineData(3, 0, 0, 0, "VSS S")]
    [InlineData(2, 0, 0, 0, "SSS S")]
    [InlineData(2, 1, 0, 0, "RRS S")]
    [InlineData(1, 1, 1, 0, "RRR S")]
    [InlineData(1, 1, 0, 2, "SSS S")]
    [InlineData(4, 1, 1, 0, "VSS S")]
    [InlineData(4, 2, 1, 2, "VRR S")]
    [InlineData(2, 2, 5, 3, "RRV V")]
    [InlineData(0, 0, 0, 9, "SSS V")]
    public void Of_Counts_SaysWhatIsShown(int peers, int reports, int crossTeam, int customers, string expected)
    {
        var visibility = GroupVisibility.Of(Counts(peers, reports, crossTeam, customers), 3);

        var shown = string.Concat(GroupVisibility.AnonymousGroups.Select(g => visibility.Of(g).ToString()[0]));
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), shown);
        Assert.Equal(shown.Count(c => c == 'R'), visibility.RolledUp.Count);
    }

    [Fact]
    public void Of_SelfAndManager_AreNamedAndAlwaysShown()
    {
        var visibility = GroupVisibility.Of(Counts(1, 0, 0, 0), 3);

        Assert.Equal(Source.Self, visibility.ShownAs(Relationship.Self));
        Assert.Equal(Source.Manager, visibility.ShownAs(Relationship.Manager));
        Assert.Null(visibility.ShownAs(Relationship.Peer));
    }

    [Fact]
    public void ShownAs_RolledUp_IsColleagues()
        => Assert.Equal(Source.Colleagues, GroupVisibility.Of([Relationship.Peer, Relationship.Peer, Relationship.CrossTeam], 3).ShownAs(Relationship.Peer));

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Of_ThresholdUnderThree_IsABug(int threshold)
        => Assert.Throws<ArgumentOutOfRangeException>(() => GroupVisibility.Of(Counts(9, 9, 9, 9), threshold));

    /// <summary>
    /// The attacker adds and subtracts whatever is shown. For every two collections of shown answers of which one contains
    /// the other, what the larger has more is nobody or at least the threshold.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Of_EveryCombinationOfCounts_LeavesNothingSmallBySubtraction(int threshold)
    {
        foreach (var counts in AllCounts(threshold + 2))
        {
            var shown = ShownSets(counts, threshold);
            for (var larger = 0; larger < 1 << shown.Count; larger++)
            {
                for (var smaller = larger; smaller > 0; smaller = (smaller - 1) & larger)
                {
                    var difference = Size(shown, larger) - Size(shown, smaller);
                    Assert.True(difference == 0 || difference >= threshold);
                }
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Of_EveryCombinationOfCounts_ShowsEveryAnswerAtMostOnceAndHidesOnlyWhatItMust(int threshold)
    {
        foreach (var counts in AllCounts(threshold + 2))
        {
            var visibility = GroupVisibility.Of(counts, threshold);
            var hidden = GroupVisibility.AnonymousGroups
                .Where(g => g != Relationship.Customer && visibility.Of(g) == GroupView.Suppressed)
                .Sum(g => counts[g]);
            Assert.InRange(hidden, 0, threshold - 1);
            Assert.All(GroupVisibility.AnonymousGroups, g => Assert.Equal(counts[g] >= threshold, visibility.Of(g) == GroupView.Visible));
            Assert.NotEqual(GroupView.RolledUp, visibility.Of(Relationship.Customer));
            Assert.True(visibility.RolledUp.Count is 0 or > 1);
        }
    }

    private static Dictionary<Relationship, int> Counts(int peers, int reports, int crossTeam, int customers) => new()
    {
        [Relationship.Peer] = peers,
        [Relationship.Report] = reports,
        [Relationship.CrossTeam] = crossTeam,
        [Relationship.Customer] = customers,
    };

    private static IEnumerable<Dictionary<Relationship, int>> AllCounts(int most)
    {
        var range = Enumerable.Range(0, most + 1).ToList();
        return from p in range from r in range from x in range from c in range select Counts(p, r, x, c);
    }

    /// <summary>Sizes of the sets of answers that appear under one heading.</summary>
    private static List<int> ShownSets(Dictionary<Relationship, int> counts, int threshold)
    {
        var visibility = GroupVisibility.Of(counts, threshold);
        return
        [
            .. GroupVisibility.AnonymousGroups
                .Where(g => visibility.ShownAs(g) is not null && counts[g] > 0)
                .GroupBy(g => visibility.ShownAs(g))
                .Select(g => g.Sum(r => counts[r])),
        ];
    }

    private static int Size(List<int> sets, int chosen) => sets.Where((_, i) => (chosen & (1 << i)) != 0).Sum();
}
