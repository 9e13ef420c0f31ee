using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Tests.Operations;

public sealed class SettableClockTests : IDisposable
{
    private static readonly Dictionary<string, string?> Settable = new() { ["StarPortal:Clock:Settable"] = "true" };
    private readonly string folder = Directory.CreateTempSubdirectory("starportal-clock-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Clock_SetForward_GoesOnFromThereAlsoAfterARestart()
    {
        var clock = new SettableClock(folder);
        var to = clock.GetUtcNow().AddDays(30);

        Assert.True(clock.TrySet(to));
        Assert.True(clock.GetUtcNow() >= to);
        Assert.True(new SettableClock(folder).GetUtcNow() >= to);
    }

    [Fact]
    public void Clock_SetBack_IsRefusedAndUnchanged()
    {
        var clock = new SettableClock(folder);
        var to = clock.GetUtcNow().AddDays(30);
        clock.TrySet(to);

        Assert.False(clock.TrySet(to.AddMinutes(-1)));
        Assert.True(clock.GetUtcNow() >= to);
    }

    [Fact]
    public async Task Option_OutsideDevelopment_StopsTheStart()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => RunningPortal.StartAsync(Settable));

        Assert.Contains("StarPortal:Clock:Settable", Assert.IsType<OptionsValidationException>(fault.GetBaseException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_WithoutTheOption_IsNotThere()
    {
        await using var portal = await RunningPortal.StartAsync(environment: "Development");

        Assert.DoesNotContain("/development/clock", Routes(portal));
        using var response = await PostAsync(portal, new { now = DateTimeOffset.MaxValue.AddDays(-1) });
        Assert.False(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Endpoint_SetForward_RunsEveryJobAtEachStepUntilNothingIsDue()
    {
        var seen = new SeenTimes();
        await using var portal = await RunningPortal.StartAsync(
            Settable,
            replace: s => s.AddSingleton(seen).AddTransient<IRecurringJob, NotingJob>(),
            environment: "Development");
        var clock = portal.App.Services.GetRequiredService<TimeProvider>();
        var start = clock.GetUtcNow();
        Assert.Contains("/development/clock", Routes(portal));

        using var response = await PostAsync(portal, new { now = start.AddHours(3), stepMinutes = 60 });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(clock.GetUtcNow() >= start.AddHours(3));
        Assert.Equal("Noting", Assert.Single(answer.GetProperty("failed").EnumerateArray()).GetString());
        var hours = seen.All.Select(t => (int)Math.Round((t - start).TotalHours)).ToHashSet();
        Assert.Superset(new HashSet<int> { 1, 2, 3 }, hours);
    }

    [Fact]
    public async Task Endpoint_SetBackOrWithoutATime_Refuses()
    {
        await using var portal = await RunningPortal.StartAsync(Settable, environment: "Development");

        using var back = await PostAsync(portal, new { now = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        using var nothing = await PostAsync(portal, new { });

        Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, nothing.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(RunningPortal portal, object body) =>
        portal.Browser().PostAsJsonAsync(new Uri("/development/clock", UriKind.Relative), body, Stop);

    private static List<string> Routes(RunningPortal portal) =>
        [.. portal.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText!)];

    private sealed class SeenTimes
    {
        public System.Collections.Concurrent.ConcurrentQueue<DateTimeOffset> All { get; } = [];
    }

    /// <summary>One that fails must not keep the others from running.</summary>
    private sealed class NotingJob(SeenTimes seen, TimeProvider clock) : IRecurringJob
    {
        public string Name => "Noting";

        public string Label => "Noting";

        public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(15));

        public Task RunAsync(CancellationToken cancellation)
        {
            seen.All.Enqueue(clock.GetUtcNow());
            throw new InvalidOperationException("noted");
        }
    }
}
