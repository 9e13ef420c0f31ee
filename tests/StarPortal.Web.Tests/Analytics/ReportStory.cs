using System.Globalization;
using Microsoft.EntityFrameworkCore;
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

    public static async Task<ReportStory> CreateAsync(TestPortal portal, int peers = 4, Func<int, string>? name = null)
    {
        var story = new ReportStory(await ResultStory.CreateAsync(portal, peers));
        for (var i = 1; i <= 13; i++)
        {
            var mine = i <= 3;
            var employee = await portal.AddEmployeeAsync(name?.Invoke(i) ?? $"Person {i:00}", mine ? story.Results.Manager : story.Results.OtherManager);
            await story.Results.SetActualsAsync(await story.Results.AddParticipantAsync(employee, mine ? story.Results.Manager : story.Results.OtherManager), 90m + i % 9, 80m + i, i % 4);
            if (mine)
            {
                story.Team.Add(employee);
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
