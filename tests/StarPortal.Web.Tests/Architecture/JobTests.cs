using System.Globalization;
using System.Text.RegularExpressions;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>Jobs are known by a name that lasts, and read in both languages; what ticks is nobody else's business.</summary>
public sealed partial class JobTests
{
    [Fact]
    public void Quartz_IsKnownToTheSchedulingFolderOnly()
    {
        var others = SourceTree.Files("src", ".cs", ".razor")
            .Where(f => !f.Path.Contains("/Features/Jobs/Scheduling/", StringComparison.Ordinal) && f.Code.Contains("using Quartz", StringComparison.Ordinal));

        Rule.Holds(others.Select(f => f.Path));
    }

    [Theory, InlineData("en-US"), InlineData("zh-CN")]
    public void Counts_ThatJobsReport_HaveALabel(string culture)
    {
        var keys = SourceTree.Files("src", ".cs").SelectMany(f => Reported().Matches(f.Uncommented).Select(m => m.Groups[1].Value)).Append("Steps").ToHashSet();

        Assert.True(keys.Count > 10);
        Assert.All(keys, k => Assert.False(string.IsNullOrEmpty(JobsText.Resources.GetResourceSet(CultureInfo.GetCultureInfo(culture == "en-US" ? "" : "zh-Hans"), true, false)!.GetString($"Count_{k}")), k));
    }

    [Theory, InlineData("en-US"), InlineData("zh-CN")]
    public async Task Jobs_AndKindsOfTasks_HaveANameAndALabel(string culture)
    {
        await using var portal = await TestPortal.CreateAsync();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var jobs = portal.Get<IEnumerable<IRecurringJob>>().ToList();
        var handlers = portal.Get<IEnumerable<ILongTaskHandler>>().ToList();

        Assert.Equal(jobs.Count, jobs.Select(j => j.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(jobs, j => Assert.Matches("^[A-Z][A-Za-z]+$", j.Name));
        Assert.All(jobs, j => Says(j.Label, j.Name));
        Assert.All(handlers, h => Says(h.Label, h.Kind));

        void Says(string label, string name)
        {
            Assert.NotEmpty(label);
            Assert.NotEqual(name, label);
            Assert.True(culture == "en-US" || label.Any(c => c > 0x2E80), $"{name} has no Chinese label");
        }
    }

    [GeneratedRegex("report\\.Add\\(\"([A-Za-z]+)\"")]
    private static partial Regex Reported();
}
