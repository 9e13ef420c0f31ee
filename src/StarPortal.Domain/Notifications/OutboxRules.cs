namespace StarPortal.Domain.Notifications;

/// <summary>When a message is tried again, and when it is given up.</summary>
public static class OutboxRules
{
    /// <summary>A message that was refused for now this often is given up: about 18 hours after the first try.</summary>
    public const int MostAttempts = 10;

    /// <summary>Mails wait this long for a mail server to be set up.</summary>
    public static readonly TimeSpan WaitForServer = TimeSpan.FromDays(7);

    /// <summary>A message that no server could be reached for is given up after this.</summary>
    public static readonly TimeSpan WaitForAnswer = TimeSpan.FromDays(5);

    /// <summary>How long what was sent is kept; the row itself stays.</summary>
    public static readonly TimeSpan KeepContent = TimeSpan.FromDays(90);

    /// <summary>How long a run may hold a message without saying so again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The pause after the given number of tries: doubled each time, at most six hours, and up to a fifth longer.</summary>
    /// <param name="attempts">1 after the first try.</param>
    /// <param name="jitter">From 0 to 1, so that what failed together is not tried together.</param>
    public static TimeSpan Pause(int attempts, double jitter)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        var pause = doubled < Longest ? doubled : Longest;
        return pause * (1 + (0.2 * Math.Clamp(jitter, 0, 1)));
    }

    /// <summary>Whether one more failure is the last one.</summary>
    public static bool IsOver(int attempts) => attempts >= MostAttempts;
}
