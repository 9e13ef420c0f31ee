using System.Text;

namespace StarPortal.E2E;

/// <summary>What of the program's log tells why a test failed: the faults it noted, and how it ended.</summary>
internal static class LogTail
{
    private const int Faults = 8;
    private const int LinesOfFault = 25;
    private const int Last = 15;
    private static readonly string[] Grave = ["fail:", "crit:", "Unhandled exception"];

    private static string? told;

    /// <summary>Puts it into the output of the test that fails, once.</summary>
    public static void Tell(PortalProcess portal)
    {
        var test = TestContext.Current.Test?.UniqueID;
        if (Interlocked.Exchange(ref told, test) != test)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Of(portal.Log));
        }
    }

    public static string Of(string log)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var faults = new List<List<string>>();
        List<string>? open = null;
        foreach (var line in lines)
        {
            if (Grave.Any(g => line.StartsWith(g, StringComparison.Ordinal)))
            {
                faults.Add(open = []);
            }
            else if (!line.StartsWith(' '))
            {
                open = null;
            }

            open?.Add(line);
        }

        var text = new StringBuilder().AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"The portal's log: {lines.Length} lines, {faults.Count} faults.");
        foreach (var line in faults.TakeLast(Faults).SelectMany(f => f.Take(LinesOfFault)))
        {
            text.AppendLine(line);
        }

        text.AppendLine("… and its end:");
        foreach (var line in lines.TakeLast(Last))
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }
}
