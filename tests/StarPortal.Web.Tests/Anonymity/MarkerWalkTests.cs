using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Tests.Anonymity;

/// <summary>
/// Every answer of every group says who wrote it. Then everybody asks for everything that can be asked for with GET: nobody
/// but the writer reads a marked word, and HR only in the review itself. A new page, export or answer of the API is walked
/// over without being listed here.
/// </summary>
public sealed partial class MarkerWalkTests
{
    private static readonly Relationship[] Groups = [Relationship.Peer, Relationship.Report, Relationship.CrossTeam, Relationship.Customer];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryRoute_AskedByEverybody_CarriesNoHiddenWordAndNoAuthor()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using (var scope = portal.App.Services.CreateAsyncScope())
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            Assert.True((await scope.ServiceProvider.GetRequiredService<SeedDemo>().RunAsync(new DemoRequest(80, 3, today), Stop)).Succeeded);
        }

        var world = await World.MarkAsync(portal);
        var faults = new List<string>();
        var asked = 0;
        foreach (var (role, email, employeeId) in world.People)
        {
            var client = await portal.SignInAsync(email, DemoRequest.Password);
            foreach (var path in Paths(portal, world))
            {
                var body = await ReadAsync(client, path);
                asked += body.Length > 0 ? 1 : 0;
                var seen = Marker().Matches(body).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Where(id => id != employeeId).Distinct().ToList();
                if (seen.Count > 0 && !(role == "hr" && SingleReview().IsMatch(path)))
                {
                    faults.Add($"{role} reads words of {string.Join(", ", seen)} at {path}");
                }

                if (role != "hr" && path.StartsWith("/results/", StringComparison.Ordinal) && body.Length > 0)
                {
                    faults.AddRange(world.Authors.Where(a => body.Contains(a, StringComparison.Ordinal)).Select(a => $"{role} reads the name {a} at {path}"));
                }
            }

            if (role == "hr")
            {
                // guards the walk: what is there to be found is found
                Assert.Matches(Marker(), await ReadAsync(client, $"/reviews/{world.PeerReview}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(asked > 150, $"Only {asked} answers were looked at.");
        using var own = await portal.SignInAsync(world.AuthorEmail, DemoRequest.Password);
        Assert.Matches(Marker(), await ReadAsync(own, $"/reviews/{world.PeerReview}"));
    }

    /// <summary>Every route with every identifier that might mean something on it.</summary>
    private static IEnumerable<string> Paths(RunningPortal portal, World world) =>
        portal.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(p => !p.StartsWith("/_", StringComparison.Ordinal) && !p.StartsWith("/Components", StringComparison.Ordinal) && !p.Contains('*', StringComparison.Ordinal))
            .Where(p => !p.StartsWith("/account", StringComparison.Ordinal) && !p.StartsWith("/health", StringComparison.Ordinal))
            .Distinct()
            .SelectMany(p => Filled(p, world))
            .Distinct();

    private static IEnumerable<string> Filled(string route, World world)
    {
        if (!route.Contains('{', StringComparison.Ordinal))
        {
            return [route];
        }

        var kinds = route.Contains("{kind}", StringComparison.Ordinal) || route.Contains("{format}", StringComparison.Ordinal) ? ["csv", "xlsx"] : (string[])[""];
        return from kind in kinds
               from first in world.Identifiers(route)
               from second in route.Contains("articipantId", StringComparison.Ordinal) && route.StartsWith("/cycles", StringComparison.Ordinal) ? world.Participants : [1]
               select Fill(route, kind, first, second);
    }

    private static string Fill(string route, string kind, int first, int second)
    {
        var place = 0;
        return Parameter().Replace(route, m => m.Groups[1].Value is "kind" or "format" ? kind : (place++ == 0 ? first : second).ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<string> ReadAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return "";
        }

        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);
        var headers = string.Join('\n', response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value));
        return headers + (bytes is [(byte)'P', (byte)'K', ..] ? Unpacked(bytes) : WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes)));
    }

    private static string Unpacked(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var text = new StringBuilder();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    [GeneratedRegex(@"QMARK-(\d+)-")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^/reviews/\d+$")]
    private static partial Regex SingleReview();

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\}")]
    private static partial Regex Parameter();

    private sealed record World(
        IReadOnlyList<(string Role, string Email, int? EmployeeId)> People,
        IReadOnlyList<int> Cycles,
        IReadOnlyList<int> Participants,
        IReadOnlyList<int> Reviews,
        IReadOnlyList<int> Employees,
        IReadOnlyList<string> Authors,
        int PeerReview,
        string AuthorEmail)
    {
        public IReadOnlyList<int> Identifiers(string route) => route.Split('/')[1] switch
        {
            "cycles" => Cycles,
            "results" => Participants,
            "reviews" => [.. Reviews, .. Participants, .. Cycles],
            "people" or "accounts" => [Employees[0]],
            "goals" => Participants,
            _ => [1],
        };

        /// <summary>Marks the words of all groups. In the finished cycle only two of each group were published, so that none is shown.</summary>
        public static async Task<World> MarkAsync(RunningPortal portal)
        {
            await using var db = portal.Open();
            var finished = await db.Cycles.Where(c => c.ReleasedAt != null).Select(c => c.Id).FirstAsync(Stop);
            var running = await db.Cycles.Where(c => c.State == CycleState.Running).Select(c => c.Id).FirstAsync(Stop);
            await MarkTextsAsync(db);
            var groups = await db.Reviews.Where(r => Groups.Contains(r.Relationship)).Select(r => new { r.Id, r.CycleId, r.ParticipantId, r.SubjectId, r.ReviewerId, r.Published, r.State }).ToListAsync(Stop);
            var taken = groups.Where(r => r.Published).GroupBy(r => r.ParticipantId).SelectMany(g => g.OrderBy(r => r.Id).Skip(2)).Select(r => r.Id).ToList();
            await db.Reviews.Where(r => taken.Contains(r.Id)).ExecuteUpdateAsync(s => s.SetProperty(r => r.Published, false), Stop);

            var subject = await db.Participants.Where(p => p.CycleId == finished && p.ManagerId != null && db.Participants.Any(o => o.CycleId == running && o.EmployeeId == p.EmployeeId && o.ManagerId == p.ManagerId)
                && db.Reviews.Any(r => r.ParticipantId == p.Id && r.Published && r.Relationship == Relationship.Peer) && db.Employees.All(e => e.ManagerId != p.EmployeeId)).OrderBy(p => p.Id).FirstAsync(Stop);
            Assert.Empty(await db.Participants.Where(p => p.ManagerId != null && !db.Employees.Any(e => e.Id == p.ManagerId)).Select(p => p.ManagerId).ToListAsync(Stop));
            var later = await db.Participants.SingleAsync(p => p.CycleId == running && p.EmployeeId == subject.EmployeeId, Stop);
            var mine = groups.Where(r => r.SubjectId == subject.EmployeeId).ToList();
            var authors = mine.Where(r => r.CycleId == finished).Select(r => r.ReviewerId).ToHashSet();
            var hr = await db.Employees.Where(e => e.JobFamily == "HR" && e.Id != subject.EmployeeId && e.Id != subject.ManagerId).OrderBy(e => e.Id).FirstAsync(Stop);
            var peer = mine.First(r => r.CycleId == finished && r.State == ReviewState.Submitted && r.ReviewerId != hr.Id);
            var committee = await db.Employees.Where(e => e.JobFamily != "HR" && e.Id != subject.EmployeeId && e.Id != subject.ManagerId && db.Users.Any(u => u.EmployeeId == e.Id)).OrderByDescending(e => e.Id).FirstAsync(Stop);
            await db.Users.Where(u => u.EmployeeId == committee.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.Roles, Domain.Roles.Employee | Domain.Roles.Committee), Stop);
            async Task<string> EmailAsync(int id) => await db.Employees.Where(e => e.Id == id).Select(e => e.Email).SingleAsync(Stop);
            var others = (int[])[subject.EmployeeId, subject.ManagerId!.Value, hr.Id, committee.Id];
            return new World(
                [
                    ("participant", await EmailAsync(subject.EmployeeId), subject.EmployeeId),
                    ("manager", await EmailAsync(subject.ManagerId!.Value), subject.ManagerId),
                    ("committee", committee.Email, committee.Id),
                    ("administrator", "admin@demo.example", null),
                    ("hr", hr.Email, hr.Id),
                ],
                [finished, running],
                [subject.Id, later.Id],
                [.. mine.Select(r => r.Id).Take(6)],
                [subject.EmployeeId],
                [.. await db.Employees.Where(e => authors.Contains(e.Id) && !others.Contains(e.Id)).Select(e => e.Name).ToListAsync(Stop)],
                peer.Id,
                await EmailAsync(peer.ReviewerId));
        }

        private static async Task MarkTextsAsync(PortalDbContext db)
        {
            var ids = await db.Reviews.Where(r => Groups.Contains(r.Relationship)).Select(r => new { r.Id, r.ReviewerId }).ToListAsync(Stop);
            foreach (var reviewer in ids.GroupBy(r => r.ReviewerId))
            {
                var (mark, reviews) = ($"QMARK-{reviewer.Key}-", reviewer.Select(r => r.Id).ToList());
                await db.ReviewAnswers.Where(a => reviews.Contains(a.ReviewId)).ExecuteUpdateAsync(s => s.SetProperty(a => a.Text, a => mark + a.ItemKey), Stop);
            }
        }
    }
}
