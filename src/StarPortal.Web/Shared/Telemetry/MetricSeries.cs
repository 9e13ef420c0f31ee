using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace StarPortal.Web.Shared.Telemetry;

internal enum MetricType
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One metric under its Prometheus name, with a value for each set of labels.</summary>
internal sealed class MetricFamily(string name, string help, MetricType type, IReadOnlyList<double> bounds)
{
    /// <summary>More sets of labels than this would be a fault of ours: the rest is counted together.</summary>
    public const int MostSeries = 200;

    private const string Rest = "overflow=\"true\"";
    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);

    public string Name => name;

    public MetricType Type => type;

    public MetricSeries Of(string labels)
    {
        if (series.TryGetValue(labels, out var known))
        {
            return known;
        }

        var key = series.Count < MostSeries ? labels : Rest;
        return series.GetOrAdd(key, _ => new MetricSeries(bounds.Count));
    }

    /// <summary>Before values are asked for that are told anew each time, so that what is gone does not stay.</summary>
    public void ClearObserved() => series.Clear();

    public void Record(string labels, double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        Of(labels).Record(bucket, value);
    }

    public void Write(StringBuilder text)
    {
        if (series.IsEmpty)
        {
            return;
        }

        text.Append("# HELP ").Append(name).Append(' ').Append(PrometheusText.Help(help)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type switch { MetricType.Counter => "counter", MetricType.Gauge => "gauge", _ => "histogram" }).Append('\n');
        foreach (var (labels, values) in series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (type == MetricType.Histogram)
            {
                WriteHistogram(text, labels, values);
            }
            else
            {
                Line(text, name, labels, values.Sum);
            }
        }
    }

    private void WriteHistogram(StringBuilder text, string labels, MetricSeries values)
    {
        var (counts, sum) = values.Snapshot();
        var all = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            all += counts[i];
            var bound = i < bounds.Count ? PrometheusText.Number(bounds[i]) : "+Inf";
            Line(text, name + "_bucket", labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"", all);
        }

        Line(text, name + "_sum", labels, sum);
        Line(text, name + "_count", labels, all);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(PrometheusText.Number(value)).Append('\n');
    }
}

/// <summary>The numbers of one set of labels.</summary>
internal sealed class MetricSeries(int bounds)
{
    private readonly Lock gate = new();
    private readonly long[] buckets = new long[bounds + 1];
    private double sum;

    public double Sum
    {
        get
        {
            lock (gate)
            {
                return sum;
            }
        }
    }

    public void Add(double value)
    {
        lock (gate)
        {
            sum += value;
        }
    }

    public void Set(double value)
    {
        lock (gate)
        {
            sum = value;
        }
    }

    public void Record(int bucket, double value)
    {
        lock (gate)
        {
            buckets[bucket]++;
            sum += value;
        }
    }

    public (long[] Buckets, double Sum) Snapshot()
    {
        lock (gate)
        {
            return ([.. buckets], sum);
        }
    }
}

/// <summary>The text format that Prometheus reads, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly Dictionary<string, string> Units = new()
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["By"] = "bytes",
        ["%"] = "percent",
    };

    /// <summary><c>http.server.request.duration</c> in <c>s</c> becomes <c>http_server_request_duration_seconds</c>.</summary>
    public static string MetricName(Instrument instrument, MetricType type)
    {
        var name = Name(instrument.Name);
        if (Units.TryGetValue(instrument.Unit ?? "", out var unit) && !name.EndsWith("_" + unit, StringComparison.Ordinal))
        {
            name += "_" + unit;
        }

        return type == MetricType.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    public static string Name(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return text.Length > 0 && char.IsAsciiDigit(text[0]) ? "_" + text : text.ToString();
    }

    public static string Help(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    public static string Label(string name, string value) =>
        $"{Name(name)}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ when double.IsNaN(value) => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
