using System.Globalization;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>
/// The real clock and how far it was set forward; for trying out in Development how a cycle goes by. Only what time it is
/// changes: timers and stop watches run on at their real pace. Kept in the data directory, so that a restart does not turn
/// the time back.
/// </summary>
public sealed class SettableClock : TimeProvider
{
    private const string FileName = "clock";
    private readonly Lock gate = new();
    private readonly string file;
    private long ahead;

    /// <param name="folder">The data directory.</param>
    public SettableClock(string folder)
    {
        file = Path.Combine(Path.GetFullPath(folder), FileName);
        ahead = File.Exists(file) && long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var ticks) && ticks > 0 ? ticks : 0;
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));

    /// <summary>Sets the clock forward; false when that moment has passed already.</summary>
    public bool TrySet(DateTimeOffset now)
    {
        lock (gate)
        {
            var by = now.UtcTicks - GetUtcNow().UtcTicks;
            if (by < 0)
            {
                return false;
            }

            Keep(ahead + by);
            Interlocked.Add(ref ahead, by);
            return true;
        }
    }

    // renamed into its place: a program killed here keeps the one time or the other
    private void Keep(long ticks)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var written = file + ".new";
        File.WriteAllText(written, ticks.ToString(CultureInfo.InvariantCulture));
        File.Move(written, file, overwrite: true);
    }
}
