using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Tests.Operations;

public sealed partial class MetricsTests
{
    private const string Token = "quiet-harbour-lantern-58";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Metrics_AreWhatPrometheusReads(Provider provider)
    {
        await using var portal = await RunningPortal.StartAsync(provider: provider);
        await portal.AddAccountAsync("metrics@example.org");
        await portal.SignInAsync("metrics@example.org");
        using var refused = await RunningPortal.SubmitAsync(portal.Browser(), "/account/sign-in", "sign-in", ("Input.User", "metrics@example.org"), ("Input.Password", "wrong"));

        await portal.App.Services.GetRequiredService<JobRunner>().RunAsync("Phases", RunReason.Interval, Stop);

        using var response = await portal.Browser().GetAsync(new Uri("/metrics", UriKind.Relative), Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        var metrics = Exposition.Parse(text);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(metrics["starportal_sign_ins_total"].Samples.Single(s => s.Labels == """outcome="Succeeded",step="password" """.Trim()).Value >= 1);
        Assert.True(metrics["starportal_sign_ins_total"].Samples.Single(s => s.Labels == """outcome="Failed",step="password" """.Trim()).Value >= 1);
        Assert.Equal(2, metrics["starportal_tasks_open"].Samples.Count);
        Assert.Equal(3, metrics["starportal_outbox_messages"].Samples.Count);
        Assert.True(metrics["starportal_database_size_bytes"].Samples.Single().Value > 100_000);
        Assert.Equal("histogram", metrics["http_server_request_duration_seconds"].Type);
        Assert.Contains(metrics.Keys, k => k.StartsWith("dotnet_gc_", StringComparison.Ordinal));
        Assert.Contains("starportal_job_duration_seconds", metrics.Keys);
        Assert.DoesNotContain("metrics@example.org", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_WithAToken_OpenToItOnly()
    {
        await using var portal = await RunningPortal.StartAsync(new Dictionary<string, string?> { ["StarPortal:Metrics:Token"] = Token });

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(portal, null));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(portal, new AuthenticationHeaderValue("Bearer", Token[..^1])));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(portal, new AuthenticationHeaderValue("Basic", Token)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal, new AuthenticationHeaderValue("Bearer", Token)));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Metrics_WithoutAToken_AreNotHandedThroughAProxyOfThisMachine(string header, string value)
    {
        await using var portal = await RunningPortal.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(portal, null, (header, value)));
    }

    [Fact]
    public async Task Token_TooShort_StopsTheStart()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => RunningPortal.StartAsync(new Dictionary<string, string?> { ["StarPortal:Metrics:Token"] = "short" }));

        Assert.Contains("Metrics:Token", Assert.IsType<OptionsValidationException>(fault.GetBaseException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_OfPeopleOrWithoutBounds_AreLeftOutAndTheRestIsEscaped()
    {
        KeyValuePair<string, object?>[] tags = [new("user", "wang.fang@example.org"), new("job", "a\"b\\c\nd"), new("kind", new string('x', 300)), new("url.path", "/people/7")];

        Assert.Equal($"job=\"a\\\"b\\\\c\\nd\",kind=\"{new string('x', 100)}\"", MetricCollector.LabelsOf(tags));
    }

    [Fact]
    public void Series_WithoutEnd_AreCountedTogether()
    {
        var family = new MetricFamily("many_total", "help \\ with\nlines", MetricType.Counter, []);
        for (var i = 0; i < MetricFamily.MostSeries + 50; i++)
        {
            family.Of($"state=\"{i}\"").Add(1);
        }

        var text = new System.Text.StringBuilder();
        family.Write(text);
        var samples = Exposition.Parse(text.ToString())["many_total"].Samples;

        Assert.Equal(MetricFamily.MostSeries + 1, samples.Count);
        Assert.Equal(50, samples.Single(s => s.Labels == "overflow=\"true\"").Value);
    }

    [Fact]
    public void Histogram_CountsIntoItsBucketsUpToTheirBounds()
    {
        var family = new MetricFamily("waiting_seconds", "Waiting.", MetricType.Histogram, [0.5, 1]);
        foreach (var value in (double[])[0.5, 0.7, 1, 8])
        {
            family.Record("", value);
        }

        var text = new System.Text.StringBuilder();
        family.Write(text);

        Assert.Equal(
            """
            # HELP waiting_seconds Waiting.
            # TYPE waiting_seconds histogram
            waiting_seconds_bucket{le="0.5"} 1
            waiting_seconds_bucket{le="1"} 3
            waiting_seconds_bucket{le="+Inf"} 4
            waiting_seconds_sum 10.2
            waiting_seconds_count 4

            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningPortal portal, AuthenticationHeaderValue? authorization, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = authorization;
        if (header is (var name, var value))
        {
            request.Headers.Add(name, value);
        }

        using var response = await portal.Browser().SendAsync(request, Stop);
        return response.StatusCode;
    }

    /// <summary>Reads the text format and takes nothing that its description does not allow.</summary>
    private static partial class Exposition
    {
        public sealed record Sample(string Name, string Labels, double Value);

        public sealed record Family(string Type, List<Sample> Samples);

        public static Dictionary<string, Family> Parse(string text)
        {
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            var families = new Dictionary<string, Family>();
            var (name, help) = ("", "");
            foreach (var line in text[..^1].Split('\n'))
            {
                if (HelpLine().Match(line) is { Success: true } h)
                {
                    help = h.Groups[1].Value;
                }
                else if (TypeLine().Match(line) is { Success: true } t)
                {
                    name = t.Groups[1].Value;
                    Assert.Equal(help, name);
                    Assert.True(families.TryAdd(name, new Family(t.Groups[2].Value, [])), $"{name} comes twice");
                }
                else
                {
                    var s = SampleLine().Match(line);
                    Assert.True(s.Success, $"not a sample: {line}");
                    families[name].Samples.Add(Read(families[name], name, s));
                }
            }

            foreach (var (key, family) in families)
            {
                Check(key, family);
            }

            return families;
        }

        private static Sample Read(Family family, string name, Match s)
        {
            var suffix = s.Groups[1].Value[name.Length..];
            Assert.StartsWith(name, s.Groups[1].Value, StringComparison.Ordinal);
            Assert.True(family.Type == "histogram" ? suffix is "_bucket" or "_sum" or "_count" : suffix.Length == 0, s.Value);
            var value = s.Groups[3].Value switch
            {
                "+Inf" => double.PositiveInfinity,
                "-Inf" => double.NegativeInfinity,
                var v => double.Parse(v, NumberStyles.Float, CultureInfo.InvariantCulture),
            };
            return new Sample(s.Groups[1].Value, s.Groups[2].Value, value);
        }

        private static void Check(string name, Family family)
        {
            Assert.NotEmpty(family.Samples);
            Assert.Equal(family.Samples.Count, family.Samples.Select(s => (s.Name, s.Labels)).Distinct().Count());
            if (family.Type == "counter")
            {
                Assert.EndsWith("_total", name, StringComparison.Ordinal);
                Assert.All(family.Samples, s => Assert.True(s.Value >= 0));
            }

            if (family.Type != "histogram")
            {
                return;
            }

            foreach (var series in family.Samples.Where(s => s.Name.EndsWith("_bucket", StringComparison.Ordinal)).GroupBy(s => Le().Replace(s.Labels, "")))
            {
                var counts = series.Select(s => s.Value).ToList();
                Assert.Equal(counts.Order(), counts);
                Assert.Contains("le=\"+Inf\"", series.Last().Labels, StringComparison.Ordinal);
                Assert.Equal(family.Samples.Single(s => s.Name == name + "_count" && s.Labels == series.Key).Value, counts[^1]);
            }
        }

        [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)+$")]
        private static partial Regex HelpLine();

        [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
        private static partial Regex TypeLine();

        [GeneratedRegex(@"^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\]|\\\\|\\""|\\n)*"",?)+)\})? (\+Inf|-Inf|NaN|-?[0-9.]+(?:[eE][-+]?[0-9]+)?)$")]
        private static partial Regex SampleLine();

        [GeneratedRegex(@",?le=""[^""]*""")]
        private static partial Regex Le();
    }
}
