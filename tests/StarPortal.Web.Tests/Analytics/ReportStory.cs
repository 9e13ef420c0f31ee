using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Analytics;
using StarPortal.Web.Shared.Reports;
using StarPortal.Web.Tests.Results;

namespace StarPortal.Web.Tests.Analytics;

/// <summary>The worked example among fourteen others, of whom Mia leads five; released.</summary>
internal sealed class ReportStory(ResultStory results)
{
    public ResultStory Results => results;

    public TestPortal Portal => results.Portal;

    public List<Employee> Team { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="portal">Where it happens.</param>
    /// <param name="peers">Reviewers of the worked example.</param>
    /// <param name="name">Of the others, from 1.</param>
    /// <param name="spread">Nobody leads so many that too few are left whose totals they do not know.</param>
    public static async Task<ReportStory> CreateAsync(TestPortal portal, int peers = 4, Func<int, string>? name = null, bool spread = false)
    {
        var story = new ReportStory(await ResultStory.CreateAsync(portal, peers));
        var others = new List<Employee> { story.Results.OtherManager };
        for (var i = 1; i <= 13; i++)
        {
            var mine = i <= 3;
            var manager = mine ? story.Results.Manager : others[i % others.Count];
            var employee = await portal.AddEmployeeAsync(name?.Invoke(i) ?? $"Person {i:00}", manager);
            await story.Results.SetActualsAsync(await story.Results.AddParticipantAsync(employee, manager), 90m + i % 9, 80m + i, i % 4);
            if (mine)
            {
                story.Team.Add(employee);
            }
            else if (spread && others.Count < 4)
            {
                others.Add(employee);
            }
        }

        await story.Results.ReleaseAsync();
        return story;
    }

    public async Task<Report> MakeAsync(ReportKind kind, Actor actor, string language = "en-US", int? managerId = null)
    {
        var made = await TryAsync(kind, actor, language, managerId);
        Assert.True(made.Succeeded, made.Failed ? made.Error.ToString() : "");
        return made.Value;
    }

    public Task<Result<Report>> TryAsync(ReportKind kind, Actor actor, string language = "en-US", int? managerId = null) =>
        Portal.Get<MakeReport>().RunAsync(new ReportRequest(kind, results.CycleId, managerId), CultureInfo.GetCultureInfo(language), actor, Stop);

    public static ReportTable Table(Report report, string caption) => report.Parts.SelectMany(p => p.Tables).Single(t => t.Caption.StartsWith(caption, StringComparison.Ordinal));
}
