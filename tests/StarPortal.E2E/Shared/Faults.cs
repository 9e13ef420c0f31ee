using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace StarPortal.E2E;

/// <summary>
/// Whether the test that runs is failing. The framework says so only when the test's method is over; a window that a
/// method opens is closed before that, and what it shows is what one wants to see. So what a failing test throws is
/// watched for; one that catches what it provoked merely leaves a picture more.
/// </summary>
internal static class Faults
{
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(10);
    private static DateTime last = DateTime.MinValue;

    public static bool IsFailing => TestContext.Current.TestState?.Result == TestResult.Failed || DateTime.UtcNow - last < JustNow;

    [ModuleInitializer]
    internal static void Watch() => AppDomain.CurrentDomain.FirstChanceException += (_, e) =>
    {
        if (e.Exception is XunitException or PlaywrightException or TimeoutException)
        {
            last = DateTime.UtcNow;
        }
    };
}
