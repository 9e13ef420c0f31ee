using System.Text.RegularExpressions;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>What is due is decided by the portal's clock, which tests and Development set: nobody looks at the machine's.</summary>
public sealed partial class ClockTests
{
    /// <summary>Who may, and why.</summary>
    private static readonly Dictionary<string, string> Exempt = new()
    {
        ["src/StarPortal.Web/Features/Jobs/DevelopmentClock.cs"] = "chooses the clock; waits for tasks in real time",
        ["src/StarPortal.Web/Features/Jobs/Scheduling/SchedulerHealth.cs"] = "the scheduler ticks by the real clock, and so does its health",
        ["src/StarPortal.Web/Features/Jobs/Scheduling/SchedulerStore.cs"] = "first ticks, by the real clock",
        ["src/StarPortal.Web/Features/Jobs/Scheduling/SchedulingSetup.cs"] = "tells the scheduler to tick by the real clock",
    };

    [Fact]
    public void Time_IsAskedOfTimeProviderOnly()
    {
        var files = SourceTree.Files("src", ".cs", ".razor");

        Rule.Holds(files.Where(f => !Exempt.ContainsKey(f.Path)).SelectMany(f => MachineClock().Matches(f.Code).Select(m => $"{f}: {m.Value}")));
        Assert.All(Exempt.Keys, e => Assert.Matches(MachineClock(), files.Single(f => f.Path == e).Code));
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bTimeProvider\.System\b")]
    private static partial Regex MachineClock();
}
