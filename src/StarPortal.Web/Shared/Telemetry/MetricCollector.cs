using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;

namespace StarPortal.Web.Shared.Telemetry;

/// <summary>Keeps what the portal's meter and those built into the platform tell, and writes it down for Prometheus.</summary>
internal sealed class MetricCollector : IDisposable
{
    private const int LongestValue = 100;

    private static readonly string[] Meters = [PortalTelemetry.Name, "Microsoft.AspNetCore", "System.Runtime", "Npgsql", "Quartz"];

    /// <summary>
    /// Labels that are kept; all others are left out and their numbers counted together. Of these the program, the platform
    /// or the route table chooses the values: none of them can name a person or be filled by a visitor.
    /// </summary>
    private static readonly HashSet<string> Labels = new(StringComparer.Ordinal)
    {
        "job", "kind", "outcome", "state", "step", "channel",
        "http.route", "http.request.method", "http.response.status_code", "error.type",
        "aspnetcore.components.route", "aspnetcore.rate_limiting.policy", "aspnetcore.rate_limiting.result",
        "gc.heap.generation", "cpu.mode", "db.client.connection.state",
        "quartz.job.name", "quartz.job.result", "quartz.jobstore.operation",
    };

    private static readonly double[] DefaultSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly ConcurrentDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly List<MetricFamily> observed = [];
    private readonly Lock collecting = new();
    private readonly MeterListener listener = new();
    private readonly ActivityListener activities = new()
    {
        // so that the lines of a job's log belong together, whoever else listens
        ShouldListenTo = s => s.Name == PortalTelemetry.Name,
        Sample = (ref _) => ActivitySamplingResult.PropagationData,
    };

    public MetricCollector(IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            // another portal in this process, as tests have it, tells its own
            var ours = instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, factory);
            if (ours && Meters.Any(m => instrument.Meter.Name == m || instrument.Meter.Name.StartsWith(m + '.', StringComparison.Ordinal)))
            {
                if (FamilyOf(instrument) is { } family)
                {
                    l.EnableMeasurementEvents(instrument, family);
                }
            }
        };
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        listener.Start();
        ActivitySource.AddActivityListener(activities);
    }

    public string Collect()
    {
        lock (collecting)
        {
            foreach (var family in observed.ToList())
            {
                family.ClearObserved();
            }

            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in families.Values.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }

            return text.ToString();
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        activities.Dispose();
    }

    internal static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (Labels.Contains(key) && value is not null)
            {
                var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
                kept[key] = text.Length <= LongestValue ? text : text[..LongestValue];
            }
        }

        return string.Join(',', kept.Select(k => PrometheusText.Label(k.Key, k.Value)));
    }

    private static (MetricType Type, bool Observed)? KindOf(Instrument instrument)
    {
        var name = instrument.GetType().Name.Split('`')[0];
        return name switch
        {
            "Counter" => (MetricType.Counter, false),
            "ObservableCounter" => (MetricType.Counter, true),
            "UpDownCounter" or "Gauge" => (MetricType.Gauge, false),
            "ObservableUpDownCounter" or "ObservableGauge" => (MetricType.Gauge, true),
            "Histogram" => (MetricType.Histogram, false),
            _ => null,
        };
    }

    private MetricFamily? FamilyOf(Instrument instrument)
    {
        if (KindOf(instrument) is not (var type, var isObserved))
        {
            return null;
        }

        var name = PrometheusText.MetricName(instrument, type);
        var family = families.GetOrAdd(name, n => new MetricFamily(n, instrument.Description ?? instrument.Name, type, type == MetricType.Histogram ? Bounds(instrument) : []));
        if (isObserved)
        {
            lock (collecting)
            {
                observed.Add(family);
            }
        }

        // two meters that call different things alike: the first one stays
        return family.Type == type ? family : null;
    }

    private static IReadOnlyList<double> Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
        Histogram<float> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        _ => DefaultSeconds,
    };

    private void Listen<T>()
        where T : struct, IConvertible =>
        listener.SetMeasurementEventCallback<T>(static (instrument, value, tags, state) =>
        {
            var (family, number, labels) = ((MetricFamily)state!, value.ToDouble(System.Globalization.CultureInfo.InvariantCulture), LabelsOf(tags));
            switch (KindOf(instrument))
            {
                case (MetricType.Histogram, _):
                    family.Record(labels, number);
                    break;
                case (MetricType.Gauge, false) when instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal):
                    family.Of(labels).Set(number);
                    break;
                default:
                    // of what is observed, sets that differ only in a label left out are summed
                    family.Of(labels).Add(number);
                    break;
            }
        });
}
