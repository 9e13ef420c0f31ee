using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Identity;
using StarPortal.Web.Features.Identity.ApiKeys;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Cycles;

public sealed class ActualsApiTests
{
    private const string Url = "/api/v1/actuals";
    private static readonly Dictionary<string, string?> Unlimited = new() { ["StarPortal:Api:Burst"] = "100000" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Write_GoodRows_AreStoredWithHistoryAndReadBack(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider);
        var key = await KeyAsync(cycle, ApiScopes.WriteActuals | ApiScopes.ReadActuals);

        using var written = await PostAsync(cycle, key, "a", Body(cycle, (1, "accuracy", "96.4"), (1, "safety", "1"), (2, "accuracy", "90.123456789")));
        var answer = await JsonAsync(written, HttpStatusCode.OK);
        Assert.Equal((3, 0, 0), Counts(answer));

        using var changed = await PostAsync(cycle, key, "b", Body(cycle, (1, "accuracy", "97"), (1, "safety", "1")));
        Assert.Equal((0, 1, 1), Counts(await JsonAsync(changed, HttpStatusCode.OK)));

        await using var db = cycle.Portal.Open();
        var stored = await db.ActualValues.AsNoTracking().SingleAsync(a => a.IndicatorKey == "accuracy" && a.Value == 97m, Stop);
        Assert.Equal(("CRM", "CRM (API)"), (stored.Source, stored.EnteredBy));
        Assert.Equal(4, await db.Set<ActualValueChange>().CountAsync(Stop));
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "Cycles.ActualsFed", Stop));

        var page = await JsonAsync(await GetAsync(cycle, key, $"?cycle={cycle.Id}&pageSize=2&page=2"), HttpStatusCode.OK);
        Assert.Equal(3, page.GetProperty("total").GetInt32());
        var row = Assert.Single(page.GetProperty("values").EnumerateArray());
        Assert.Equal((cycle.Numbers[2], 90.12345679m), (row.GetProperty("employeeNumber").GetString(), row.GetProperty("value").GetDecimal()));
        var one = await JsonAsync(await GetAsync(cycle, key, $"?cycle={cycle.Id}&indicator=safety&employeeNumber={cycle.Numbers[1]}"), HttpStatusCode.OK);
        Assert.Equal(1, one.GetProperty("total").GetInt32());
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Write_Repeated_HasOneEffectAndTheSameAnswer(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, settings: Unlimited);
        var key = await KeyAsync(cycle);
        var body = Body(cycle, (1, "accuracy", "96.4"));

        var copies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(cycle, key, "once", body)));
        var texts = await Task.WhenAll(copies.Select(c => c.Content.ReadAsStringAsync(Stop)));

        Assert.All(copies, c => Assert.Equal(HttpStatusCode.OK, c.StatusCode));
        Assert.Single(texts.Distinct());
        Assert.Equal(19, copies.Count(c => c.Headers.Contains("Idempotency-Replayed")));
        await using var db = cycle.Portal.Open();
        Assert.Equal(1, await db.Set<ActualValueChange>().CountAsync(Stop));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Cycles.ActualsFed", Stop));

        using var other = await PostAsync(cycle, key, "once", Body(cycle, (1, "accuracy", "50")));
        Assert.Equal("ApiRepeatKeyReused", (await JsonAsync(other, HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString());
        Assert.Equal(96.4m, await db.ActualValues.Select(a => a.Value).SingleAsync(Stop));

        // a day later it is a new request
        cycle.Clock.Advance(ApiRequest.Lifetime);
        foreach (var job in cycle.Get<IEnumerable<IRecurringJob>>().Where(j => j.GetType().Name == "ForgetApiRequestsJob"))
        {
            await job.RunAsync(Stop);
        }

        Assert.False(await db.ApiRequests.AnyAsync(Stop));
        using var later = await PostAsync(cycle, key, "once", Body(cycle, (1, "accuracy", "50")));
        Assert.Equal((0, 1, 0), Counts(await JsonAsync(later, HttpStatusCode.OK)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Write_DifferentRequestsForTheSameValueAtOnce_AllAnswerAndOneHistoryLinePerChange(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, settings: Unlimited);
        var key = await KeyAsync(cycle);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => PostAsync(cycle, key, $"k{i}", Body(cycle, (1, "accuracy", $"{i}"), (2, "accuracy", $"{i}")))));

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        await using var db = cycle.Portal.Open();
        Assert.Equal(2 * answers.Count(a => a.StatusCode == HttpStatusCode.OK), await db.Set<ActualValueChange>().CountAsync(Stop));
        Assert.Equal(2, await db.ActualValues.CountAsync(Stop));
    }

    [Fact]
    public async Task Write_WithBadRows_NamesThemInTheLanguageAskedForAndWritesNothing()
    {
        await using var cycle = await RunningCycle.StartAsync();
        var key = await KeyAsync(cycle);
        var body = $$"""
            {"cycle": {{cycle.Id}}, "values": [
              {"employeeNumber": "{{cycle.Numbers[1]}}", "indicator": "accuracy", "value": 96.4},
              {"employeeNumber": "E9999", "indicator": "accuracy", "value": 1},
              {"employeeNumber": "{{cycle.Numbers[1]}}", "indicator": "care", "value": 1},
              {"employeeNumber": "{{cycle.Numbers[1]}}", "indicator": "safety", "value": 2},
              {"employeeNumber": "{{cycle.Numbers[1]}}", "indicator": "safety"},
              {"employeeNumber": "{{cycle.Numbers[1]}}", "indicator": "safety", "value": null},
              {"employeeNumber": "{{cycle.Numbers[1]}}", "indicator": "safety", "value": "1"},
              {"employeeNumber": "{{cycle.Numbers[1]}}", "indicator": "accuracy", "value": 95},
              {"employeeNumber": "{{cycle.Numbers[2]}}", "indicator": "accuracy", "value": 1e400},
              {"employeeNumber": "{{cycle.Numbers[2]}}", "indicator": "accuracy", "value": 1e15},
              {"employeeNumber": "{{cycle.Numbers[2]}}", "indicator": "accuracy", "value": 1, "note": "nul \u0000"},
              {"employeeNumber": "{{cycle.Numbers[2]}}", "indicator": "accuracy", "value": 1, "note": "half \ud800"},
              {"employeeNumber": "{{cycle.Numbers[0]}}", "indicator": "accuracy", "value": 100},
              [], {"employeeNumber": "", "indicator": "accuracy", "value": 1},
              {"employeeNumber": "{{cycle.Numbers[2]}}", "indicator": "accuracy", "value": 1, "source": "{{new string('x', 201)}}"}
            ]}
            """;

        using var refused = await PostAsync(cycle, key, "a", body, "zh-CN");
        var problem = await JsonAsync(refused, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal("zh-CN", refused.Content.Headers.ContentLanguage.Single());
        var errors = problem.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("index").GetInt32(), e.GetProperty("code").GetString())).ToList();
        Assert.Equal(
            [
                (1, "UnknownParticipant"), (2, "UnknownIndicator"), (3, "NotPassOrFail"), (4, "ValueMissing"), (5, "ValueMissing"), (6, "NotANumber"),
                (7, "ValueTwice"), (8, "NotANumber"), (9, "NumberTooLarge"), (10, "ApiBadValue"), (11, "ApiBadValue"), (12, "OwnCase"), (13, "ApiBadValue"), (14, "ApiBadValue"), (15, "ApiBadValue"),
            ],
            errors);
        Assert.All(problem.GetProperty("errors").EnumerateArray(), e => Assert.Contains(e.GetProperty("message").GetString()!, c => c >= 0x4E00));
        await using var db = cycle.Portal.Open();
        Assert.False(await db.ActualValues.AnyAsync(Stop));
        Assert.False(await db.ApiRequests.AnyAsync(Stop));

        using var partial = await PostAsync(cycle, key, "a", body.Replace("\"values\"", "\"partial\": true, \"values\"", StringComparison.Ordinal));
        var answer = await JsonAsync(partial, HttpStatusCode.OK);
        Assert.Equal((1, 0, 0), Counts(answer));
        Assert.Equal(errors.Count, answer.GetProperty("errors").GetArrayLength());
        Assert.Equal(96.4m, await db.ActualValues.Select(a => a.Value).SingleAsync(Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"cycle\": NaN}")]
    [InlineData("{\"cycle\": 1, \"cycle\": 2, \"values\": []}")]
    [InlineData("{\"cycle\": 99999999999, \"values\": [{}]}")]
    [InlineData("{\"cycle\": \"1\", \"values\": [{}]}")]
    [InlineData("{\"cycle\": 1, \"values\": {}}")]
    [InlineData("{\"cycle\": 1, \"partial\": \"yes\", \"values\": [{}]}")]
    [InlineData("{\"cycle\": 1, \"values\": [{\"value\": 1, \"value\": 2}]}")]
    [InlineData("{\"cycle\": 1, \"values\": [{\"value\": Infinity}]}")]
    [InlineData("{\"cycle\": 1, // \n \"values\": [{}]}")]
    public void Body_ThatIsNoRequest_IsRefused(string json) =>
        Assert.True(Features.Cycles.Api.FeedBody.Read(Encoding.UTF8.GetBytes(json)).Failed);

    [Fact]
    public async Task Write_HostileBodies_AreAnsweredAsProblems()
    {
        await using var cycle = await RunningCycle.StartAsync(settings: Unlimited);
        var key = await KeyAsync(cycle);
        var good = Body(cycle, (1, "accuracy", "96.4"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new string('[', 100_000)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"{{\"cycle\": {cycle.Id}, \"x\": {new string('[', 60)}{new string(']', 60)}, \"values\": []}}"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync($"{{\"cycle\": {cycle.Id}, \"values\": []}}"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync($"{{\"cycle\": {cycle.Id}, \"values\": [{string.Join(',', Enumerable.Repeat("{}", 5_001))}]}}"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(good + new string(' ', 5 * 1024 * 1024)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(new ByteArrayContent([.. "{\"cycle\": \"\xff\xfe\"}"u8, 0xFF, 0xFE]), "application/json"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await StatusOfAsync(new ByteArrayContent(Encoding.Unicode.GetBytes(good)), "application/json; charset=utf-16"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await StatusOfAsync(new StringContent(good), "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await StatusOfAsync(new StringContent(good), "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(good)]), "application/json; charset=\"UTF-8\""));

        using var keyless = await PostAsync(cycle, key, null, good);
        Assert.Equal("ApiRepeatKeyMissing", (await JsonAsync(keyless, HttpStatusCode.BadRequest)).GetProperty("code").GetString());
        Assert.True(await Record.ExceptionAsync(() => PostAsync(cycle, key, "chunked", new Endless())) is HttpRequestException or null);
        await using (var db = cycle.Portal.Open())
        {
            Assert.Equal(1, await db.ApiRequests.CountAsync(Stop));
        }

        using var elsewhere = await SendAsync(cycle, key, new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing"));
        Assert.Equal("ApiNotFound", (await JsonAsync(elsewhere, HttpStatusCode.NotFound)).GetProperty("code").GetString());

        async Task<HttpStatusCode> StatusAsync(string body) => await StatusOfAsync(new StringContent(body), "application/json");

        async Task<HttpStatusCode> StatusOfAsync(HttpContent content, string type)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var response = await PostAsync(cycle, key, Guid.NewGuid().ToString(), content);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            }

            return response.StatusCode;
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Keys_ThatDoNotCount_GetOneAnswer(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, settings: Unlimited);
        var good = await KeyAsync(cycle);
        var revoked = await KeyAsync(cycle);
        var (expired, reader) = (await KeyAsync(cycle, days: 1), await KeyAsync(cycle, ApiScopes.ReadActuals));
        var body = Body(cycle, (1, "accuracy", "96.4"));
        await using var db = cycle.Portal.Open();
        var id = (await db.ApiKeys.AsNoTracking().ToListAsync(Stop)).Single(k => revoked.StartsWith($"spk_{k.Prefix}_", StringComparison.Ordinal)).Id;
        Assert.True((await cycle.Get<RevokeApiKey>().RunAsync(id, "leaked", cycle.Hr, Stop)).Succeeded);
        Assert.True((await cycle.Get<RevokeApiKey>().RunAsync(id, "again", cycle.Hr, Stop)).Error.Is(IdentityErrors.ApiKeyRevoked));
        cycle.Clock.Advance(TimeSpan.FromDays(1));

        var answers = new List<string>();
        foreach (var key in (string?[])[null, "nonsense", revoked, expired, good[..^1] + (good[^1] == '0' ? '1' : '0'), "spk_aaaaaaaa_" + new string('0', 64), "spk__" + new string('0', 64)])
        {
            using var refused = await PostAsync(cycle, key, "a", body);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().ToString());
            answers.Add(await refused.Content.ReadAsStringAsync(Stop));
        }

        Assert.Single(answers.Distinct());
        using var scope = await PostAsync(cycle, reader, "a", body);
        Assert.Equal("ApiScopeMissing", (await JsonAsync(scope, HttpStatusCode.Forbidden)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(cycle, good, $"?cycle={cycle.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(cycle, good, "a", body)).StatusCode);
        var used = (await cycle.Get<ApiKeyQueries>().ListAsync(cycle.Hr, Stop)).Single(k => good.StartsWith($"spk_{k.Prefix}_", StringComparison.Ordinal));
        Assert.Equal((cycle.Clock.Now, "127.0.0.1"), (used.LastUsedAt!.Value, used.LastUsedFrom));

        // a person's session is no key
        var browser = await cycle.Portal.SignInAsync("hr@example.org");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(new Uri($"{Url}?cycle={cycle.Id}", UriKind.Relative), Stop)).StatusCode);

        // the key ends with its maker's account
        await db.WriteAsync(() => db.Users.Where(a => a.Id == cycle.Hr.AccountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.Disabled, true), Stop), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(cycle, good, "b", body)).StatusCode);
        Assert.Equal(ApiKeyState.MakerInactive, (await cycle.Get<ApiKeyQueries>().ListAsync(Actors.Administrator, Stop)).Single(k => k.Id == used.Id).State);
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "Identity.ApiKeyRevoked" || e.Action == "Cycles.ActualsFed", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Limits_OfAKey_HideTheRest(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider, settings: Unlimited);
        var narrow = (await cycle.Get<CreateApiKey>().RunAsync(new ApiKeyPlan("Narrow", ApiScopes.ReadActuals | ApiScopes.WriteActuals, 90, [cycle.Id], ["accuracy"]), cycle.Hr, Stop)).Value;
        var wide = await KeyAsync(cycle);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(cycle, wide, "w", Body(cycle, (1, "safety", "1"), (1, "accuracy", "90")))).StatusCode);
        using var refused = await PostAsync(cycle, narrow, "n", Body(cycle, (1, "safety", "0")));
        Assert.Equal("UnknownIndicator", (await JsonAsync(refused, HttpStatusCode.UnprocessableEntity)).GetProperty("errors")[0].GetProperty("code").GetString());
        var page = await JsonAsync(await GetAsync(cycle, narrow, $"?cycle={cycle.Id}"), HttpStatusCode.OK);
        Assert.Equal(1, page.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(cycle, narrow, $"?cycle={cycle.Id + 1}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(cycle, narrow, "?cycle=x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(cycle, narrow, $"?cycle={cycle.Id}&pageSize=1001")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(cycle, narrow, $"?cycle={cycle.Id}&indicator=%00")).StatusCode);
        Assert.True((await cycle.Get<CreateApiKey>().RunAsync(new ApiKeyPlan("Nowhere", ApiScopes.WriteActuals, 90, [987654], []), cycle.Hr, Stop)).Error.Is(IdentityErrors.ApiKeyUnknownCycle));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Write_AfterTheLock_IsRefused(Provider provider)
    {
        await using var cycle = await RunningCycle.StartAsync(provider);
        var key = await KeyAsync(cycle);
        var body = Body(cycle, (1, "accuracy", "96.4"));
        await cycle.SetPhaseAsync(PhaseKind.DataCollection, PhaseState.Closed);

        using var locked = await PostAsync(cycle, key, "a", body);
        Assert.Equal("ActualsLocked", (await JsonAsync(locked, HttpStatusCode.Conflict)).GetProperty("code").GetString());

        await cycle.SetPhaseAsync(PhaseKind.DataCollection, PhaseState.Open);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(cycle, key, "a", body)).StatusCode);
        await cycle.SetStateAsync(CycleState.Released);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(cycle, key, "b", body)).StatusCode);
        // the answer to what was done stays the answer
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(cycle, key, "a", body)).StatusCode);
    }

    [Fact]
    public async Task Requests_OverTheLimitOfAKey_AreTurnedAwayWithoutTouchingOthers()
    {
        await using var cycle = await RunningCycle.StartAsync(settings: new Dictionary<string, string?> { ["StarPortal:Api:Burst"] = "3", ["StarPortal:Api:RequestsPerMinute"] = "6" });
        var (one, two) = (await KeyAsync(cycle, ApiScopes.ReadActuals), await KeyAsync(cycle, ApiScopes.ReadActuals));
        var query = $"?cycle={cycle.Id}";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(cycle, one, query)).StatusCode);
        }

        using var limited = await GetAsync(cycle, one, query);

        Assert.Equal("ApiTooMany", (await JsonAsync(limited, HttpStatusCode.TooManyRequests)).GetProperty("code").GetString());
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(cycle, two, query)).StatusCode);
    }

    [Fact]
    public async Task Description_ListsTheOperationsWithSchemaAndSecurity()
    {
        await using var portal = await RunningPortal.StartAsync();
        var json = JsonDocument.Parse(await portal.Browser().GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Stop)).RootElement;

        Assert.StartsWith("3.", json.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal([Url], json.GetProperty("paths").EnumerateObject().Select(p => p.Name));
        var scheme = json.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey");
        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
        var post = json.GetProperty("paths").GetProperty(Url).GetProperty("post");
        Assert.True(post.GetProperty("security")[0].TryGetProperty("ApiKey", out _));
        Assert.Contains(post.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "Idempotency-Key" && p.GetProperty("required").GetBoolean());
        Assert.Superset<string>(new HashSet<string> { "200", "400", "401", "403", "404", "409", "413", "415", "422", "429" }, post.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToHashSet());
        var request = Resolve(json, post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
        Assert.Superset<string>(new HashSet<string> { "cycle", "values" }, request.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).ToHashSet());
        var values = request.GetProperty("properties").GetProperty("values");
        Assert.Equal(5_000, values.GetProperty("maxItems").GetInt32());
        var row = Resolve(json, values.GetProperty("items"));
        Assert.Equal(["employeeNumber", "indicator", "note", "source", "value"], row.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order());
        var problem = Resolve(json, post.GetProperty("responses").GetProperty("422").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema"));
        Assert.True(problem.GetProperty("properties").TryGetProperty("errors", out _));
        var get = json.GetProperty("paths").GetProperty(Url).GetProperty("get");
        Assert.Contains(get.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "cycle" && p.GetProperty("required").GetBoolean());
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;

    private static async Task<string> KeyAsync(RunningCycle cycle, ApiScopes scopes = ApiScopes.WriteActuals, int days = 90)
    {
        var made = await cycle.Get<CreateApiKey>().RunAsync(new ApiKeyPlan("CRM", scopes, days, [], []), cycle.Hr, Stop);
        Assert.True(made.Succeeded, string.Join("; ", made.Errors));
        return made.Value;
    }

    private static string Body(RunningCycle cycle, params (int Person, string Indicator, string Value)[] rows) =>
        $"{{\"cycle\": {cycle.Id}, \"values\": [{string.Join(", ", rows.Select(r => $"{{\"employeeNumber\": \"{cycle.Numbers[r.Person]}\", \"indicator\": \"{r.Indicator}\", \"value\": {r.Value}}}"))}]}}";

    private static Task<HttpResponseMessage> PostAsync(RunningCycle cycle, string? key, string? repeat, string body, string language = "en-US") =>
        PostAsync(cycle, key, repeat, new StringContent(body, Encoding.UTF8, "application/json"), language);

    private static Task<HttpResponseMessage> PostAsync(RunningCycle cycle, string? key, string? repeat, HttpContent content, string language = "en-US")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = content };
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (repeat is not null)
        {
            request.Headers.Add("Idempotency-Key", repeat);
        }

        return SendAsync(cycle, key, request);
    }

    private static Task<HttpResponseMessage> GetAsync(RunningCycle cycle, string key, string query) =>
        SendAsync(cycle, key, new HttpRequestMessage(HttpMethod.Get, Url + query));

    private static async Task<HttpResponseMessage> SendAsync(RunningCycle cycle, string? key, HttpRequestMessage request)
    {
        using (request)
        using (var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = cycle.Portal.Address })
        {
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
            }

            return await client.SendAsync(request, Stop);
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static (int Added, int Changed, int Unchanged) Counts(JsonElement answer) =>
        (answer.GetProperty("added").GetInt32(), answer.GetProperty("changed").GetInt32(), answer.GetProperty("unchanged").GetInt32());

    /// <summary>A body that does not say how long it is.</summary>
    private sealed class Endless : HttpContent
    {
        public Endless() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            Array.Fill(chunk, (byte)' ');
            for (var i = 0; i < 200; i++)
            {
                await stream.WriteAsync(chunk);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
