using StarPortal.Domain.Analytics;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Templates;
using StarPortal.Domain.Tests.Anonymity;
using StarPortal.Domain.Tests.Results;

namespace StarPortal.Domain.Tests.Analytics;

public sealed class CycleSummaryTests
{
    private const int Companies = 600;

    private static readonly SectionName[] sections = [new("a", LocalText.Same("A")), new("b", LocalText.Same("B"))];

    /// <summary>Eleven: everybody knows one of them, themselves.</summary>
    [Fact]
    public void Finish_TenPeopleBesidesTheReader_HaveTheirMeanAndSpread_FewerHaveNot()
    {
        var enough = Summed([.. Enumerable.Range(0, 11).Select(i => Person(i + 1, 50 + i))]);
        Assert.Equal((55m, 3.32m), (enough.Mean!.Value, enough.Spread!.Value));
        var few = Summed([.. Enumerable.Range(0, 10).Select(i => Person(i + 1, 50 + i))]);
        Assert.Null(few.Mean);
        Assert.Empty(few.Departments);
        Assert.Empty(few.Distribution);
        Assert.Equal(10, few.Rated);
    }

    [Fact]
    public void Finish_PeopleWithoutATotal_AreParticipantsOnly()
    {
        var figures = Summed([.. Enumerable.Range(1, 12).Select(i => Person(i, 60)), new RatedPerson(20, null, "/1/", null, null)]);

        Assert.Equal((13, 12, 60m), (figures.Participants, figures.Rated, figures.Mean));
    }

    /// <summary>One whose weights are spread otherwise: the means of the sections beside that of the totals would tell this person's.</summary>
    [Fact]
    public void Finish_OnePersonComputedOtherwise_ShowsNoSections()
    {
        var alike = Enumerable.Range(1, 12).Select(i => Person(i, 60)).ToList();
        Assert.Equal(["a", "b"], Summed(alike).Sections.Select(s => s.Key));

        var one = Summed([.. alike, new RatedPerson(20, null, "/1/", 90, Irregular)]);
        Assert.Empty(one.Sections);
        Assert.Empty(one.Sources);
        Assert.Equal(13, one.Departments[0].People);

        Assert.NotEmpty(Summed([.. alike, .. Enumerable.Range(20, 11).Select(i => new RatedPerson(i, null, "/1/", 90, Irregular))]).Sections);
    }

    /// <summary>A manager who knows all of a department but one does not get its mean.</summary>
    [Fact]
    public void Finish_DepartmentThatItsManagerKnowsButForOne_IsNotShown()
    {
        var known = Enumerable.Range(1, 12).Select(i => Person(i, 60, "/1/2/", manager: 99)).ToList();
        var others = Enumerable.Range(30, 15).Select(i => Person(i, 70, "/1/3/")).ToList();
        Assert.Contains("/1/2/", Summed([.. known, .. others]).Departments.Select(d => d.Path));

        Assert.DoesNotContain("/1/2/", Summed([.. known, Person(13, 90, "/1/2/"), .. others]).Departments.Select(d => d.Path));
    }

    /// <summary>
    /// The solver: everything a manager reads, the cycle report and, with all they hold, the team report and their own
    /// result, solved together. Whatever is left is about nobody, or about at least ten people whom they do not know.
    /// </summary>
    [Fact]
    public void Report_ReadByAnybodyWithTheirTeamAndTheirOwnResult_IsolatesNobody()
    {
        var shown = 0;
        for (var seed = 0; seed < Companies; seed++)
        {
            var random = new RandomScoring(seed);
            var people = Company(random);
            var figures = Summed(people);
            shown += figures.Departments.Count + figures.Sections.Count;
            foreach (var reader in people.Select(p => p.ManagerId).OfType<int>().Distinct().Append(people[0].EmployeeId).Append(-1))
            {
                var unknown = people.FindAll(p => p.Total is not null && p.EmployeeId != reader && p.ManagerId != reader);
                foreach (var isolated in LinearAttack.Solve(Rows(figures, unknown)))
                {
                    var who = isolated.Select(v => v / 3).Distinct().Count();
                    Assert.True(who >= StatisticsVisibility.LeastPeople, $"Seed {seed}: {who} people told to {reader}");
                }

                Buckets(figures.Distribution, unknown, seed);
            }
        }

        Assert.True(shown > Companies, "The generator shows hardly anything.");
    }

    private static void Buckets(IReadOnlyList<TotalBucket> buckets, List<RatedPerson> unknown, int seed)
    {
        foreach (var bucket in buckets)
        {
            var inside = unknown.Count(p => p.Total >= bucket.From && p.Total < bucket.To);
            Assert.True(inside is 0 or >= 3, $"Seed {seed}: {inside} people alone from {bucket.From} to {bucket.To}");
        }
    }

    /// <summary>How each shown figure depends on the unknown people: of each the two sections, and the total where it follows from them otherwise.</summary>
    private static IEnumerable<double[]> Rows(CycleFigures figures, List<RatedPerson> unknown)
    {
        foreach (var department in figures.Departments)
        {
            yield return Row(unknown, p => p.DepartmentPath.StartsWith(department.Path, StringComparison.Ordinal) ? p.Parts!.IsRegular ? [0.5, 0.5, 0] : [0, 0, 1] : [0, 0, 0]);
        }

        if (figures.Sections.Count > 0)
        {
            yield return Row(unknown, p => p.Parts!.IsRegular ? [1, 0, 0] : [0, 0, 0]);
            yield return Row(unknown, p => p.Parts!.IsRegular ? [0, 1, 0] : [0, 0, 0]);
        }
    }

    private static double[] Row(List<RatedPerson> people, Func<RatedPerson, double[]> of) => [.. people.SelectMany(of)];

    private static List<RatedPerson> Company(RandomScoring random)
    {
        var paths = new List<string> { "/1/" };
        for (var id = 2; id < 4 + random.Below(8); id++)
        {
            paths.Add($"{random.OneOf(paths)}{id}/");
        }

        var people = new List<RatedPerson>();
        var managers = paths.ToDictionary(p => p, p => 1000 + p.Length + random.Below(5));
        for (var id = 1; id < 20 + random.Below(120); id++)
        {
            var path = random.OneOf(paths);
            // most report to the department's head, some to somebody else
            var manager = random.Below(6) == 0 ? 1000 + random.Below(20) : managers[path];
            people.Add(random.Below(25) == 0
                ? new RatedPerson(id, manager, path, null, null)
                : random.Below(40) == 0 ? new RatedPerson(id, manager, path, random.Below(120), Irregular) : Person(id, random.Below(120), path, manager));
        }

        return people;
    }

    private static ResultParts Irregular { get; } = new(false, [], new Dictionary<Source, decimal>());

    private static RatedPerson Person(int id, decimal total, string path = "/1/", int? manager = null) =>
        new(id, manager, path, total, new ResultParts(true, [total, total], new Dictionary<Source, decimal> { [Source.Manager] = total }));

    private static CycleFigures Summed(IEnumerable<RatedPerson> people)
    {
        var summary = new CycleSummary(sections);
        foreach (var person in people)
        {
            summary.Add(person);
        }

        return summary.Finish(new Dictionary<string, string>(), 3, [], null);
    }
}
