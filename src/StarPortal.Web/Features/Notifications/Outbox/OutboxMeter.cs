using System.Diagnostics.Metrics;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>Counts what went out and what did not, for whoever scrapes the portal's figures.</summary>
internal static class OutboxMeter
{
    public const string Name = "StarPortal.Outbox";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Tries = Meter.CreateCounter<long>("starportal.outbox.tries", description: "Messages tried, by channel and outcome");

    public static void Count<T>(OutboxChannel channel, T outcome)
        where T : struct, Enum =>
        Tries.Add(1, new KeyValuePair<string, object?>("channel", channel.ToString()), new KeyValuePair<string, object?>("outcome", outcome.ToString()));
}
