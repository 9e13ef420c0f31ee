using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Tests.Access;

/// <summary>
/// Walks every route of the running program as everybody, with own and other people's identifiers. The routes come from the
/// program's own table, what is expected from the one below: a route that is not listed fails the test.
/// </summary>
public sealed partial class AccessWalkTests
{
    private static readonly string[] Roles = ["anonymous", "employee", "manager", "committee", "hr", "administrator"];

    /// <summary>
    /// in = sent to sign in · ok = 200 · no = 404, the same as for something that is not there · away = sent elsewhere inside
    /// the portal · bad = refused for want of an antiforgery token, before anything is done.
    /// Cases: "own" is the employee's, whose manager is the walk's manager; "other" belongs to somebody neither of them leads;
    /// "none" is nobody's. Reviews are those of the running cycle, submitted unless the case says "draft"; "manager" is the
    /// manager's on the employee, "peer" a peer's on the other,
    /// "blind" a self review whose manager has not handed in yet, "abouthr" somebody's on the walk's HR person. Everybody here is on the program's own machine, which may read /metrics.
    /// </summary>
    private const string Expected = """
        route                                        case    anonymous employee manager committee hr    administrator
        GET  /                                       -       in        ok       ok      ok        ok    ok
        GET  /error                                  -       ok        ok       ok      ok        ok    ok
        GET  /not-found                              -       ok        ok       ok      ok        ok    ok
        GET  /health/live                            -       ok        ok       ok      ok        ok    ok
        GET  /health/ready                           -       ok        ok       ok      ok        ok    ok
        GET  /metrics                                -       ok        ok       ok      ok        ok    ok
        GET  /language                               -       away      away     away    away      away  away
        GET  /theme                                  -       away      away     away    away      away  away
        GET  /account/sign-in                        -       ok        ok       ok      ok        ok    ok
        GET  /account/forgot                         -       ok        ok       ok      ok        ok    ok
        GET  /account/code                           -       ok        ok       ok      ok        ok    ok
        GET  /account/reset                          -       ok        ok       ok      ok        ok    ok
        GET  /account/invitation                     -       ok        ok       ok      ok        ok    ok
        GET  /account/setup                          -       ok        ok       ok      ok        ok    ok
        GET  /account                                -       in        ok       ok      ok        ok    ok
        GET  /account/password                       -       in        ok       ok      ok        ok    ok
        GET  /account/second-factor                  -       in        ok       ok      ok        ok    ok
        POST /account/sign-out                       -       bad       bad      bad     bad       bad   bad
        GET  /accounts                               -       in        no       no      no        ok    ok
        GET  /accounts/{Id:int}                      own     in        no       no      no        ok    ok
        GET  /accounts/{Id:int}                      none    in        no       no      no        no    no
        POST /accounts/invitations                   -       401       no       no      no        bad   bad
        GET  /notifications                           -       in        ok       ok      ok        ok    no
        GET  /notifications/outbox                   -       in        no       no      no        ok    ok
        GET  /notifications/templates                -       in        no       no      no        ok    no
        GET  /notifications/webhooks                 -       in        no       no      no        no    ok
        GET  /account/notifications                  -       in        ok       ok      ok        ok    no
        GET  /notifications/hours                    -       in        ok       ok      ok        ok    no
        GET  /account/unsubscribe/{Token}            none    ok        ok       ok      ok        ok    ok
        GET  /unsubscribe/{token}                    none    away      away     away    away      away  away
        POST /unsubscribe/{token}                    none    no        no       no      no        no    no
        GET  /audit                                  -       in        no       no      no        ok    ok
        GET  /jobs                                   -       in        no       no      no        ok    ok
        GET  /settings/api-keys                      -       in        no       no      no        ok    ok
        GET  /feedback/links                         -       in        no       no      no        ok    no
        GET  /feedback/links/new                     -       in        no       no      no        ok    no
        GET  /feedback/links/{Id:int}                own     in        no       no      no        ok    no
        GET  /feedback/links/{Id:int}                none    in        no       no      no        no    no
        POST /feedback/links/{id:int}/cards          own     401       no       no      no        bad   no
        GET  /feedback/notes                         -       in        ok       ok      ok        ok    no
        GET  /feedback/notes/new                     -       in        ok       ok      ok        ok    no
        GET  /feedback/notes/ask                     -       in        ok       ok      ok        ok    no
        GET  /feedback/notebook                      -       in        ok       ok      ok        ok    no
        GET  /feedback/notebook/{EmployeeId:int}     own     in        no       ok      no        no    no
        GET  /feedback/notebook/{EmployeeId:int}     other   in        no       no      no        no    no
        GET  /feedback/notebook/{EmployeeId:int}     none    in        no       no      no        no    no
        GET  /feedback/phrases                       -       in        no       no      no        ok    no
        GET  /reviews/team/{ParticipantId:int}/check-in own  in        ok       ok      no        no    no
        GET  /reviews/team/{ParticipantId:int}/check-in other in       no       no      no        no    no
        GET  /reviews/team/{ParticipantId:int}/check-in none in        no       no      no        no    no
        GET  /cycles/{Id:int}/check-ins              own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/check-ins              none    in        no       no      no        no    no
        GET  /f/{Token}                              none    ok        ok       ok      ok        ok    ok
        GET  /openapi/v1.json                        -       ok        ok       ok      ok        ok    ok
        GET  /api/v1/actuals                         -       401       401      401     401       401   401
        POST /api/v1/actuals                         -       401       401      401     401       401   401
        GET  /people                                 -       in        ok       ok      ok        ok    ok
        GET  /people/organisation                    -       in        ok       ok      ok        ok    ok
        GET  /people/export.{kind}                   csv     in        ok       ok      ok        ok    ok
        GET  /people/export.{kind}                   none    in        no       no      no        no    no
        GET  /people/{Id:int}                        own     in        ok       ok      ok        ok    ok
        GET  /people/{Id:int}                        other   in        ok       ok      ok        ok    ok
        GET  /people/{Id:int}                        none    in        no       no      no        no    no
        GET  /people/new                             -       in        no       no      no        ok    no
        GET  /people/{Id:int}/edit                   own     in        no       no      no        ok    no
        GET  /people/{Id:int}/edit                   hr      in        no       no      no        no    no
        GET  /people/{Id:int}/edit                   none    in        no       no      no        no    no
        GET  /people/import                          -       in        no       no      no        ok    no
        GET  /templates                              -       in        no       no      no        ok    no
        GET  /templates/new                          -       in        no       no      no        ok    no
        GET  /templates/compare                      -       in        no       no      no        ok    no
        GET  /templates/import                       -       in        no       no      no        ok    no
        GET  /indicators                             -       in        no       no      no        ok    no
        GET  /indicators/new                         -       in        no       no      no        ok    no
        GET  /indicators/{code}                      accuracy in       no       no      no        ok    no
        GET  /indicators/{code}                      none    in        no       no      no        no    no
        GET  /indicators/{code}/edit                 accuracy in       no       no      no        no    no
        GET  /indicators/{code}/edit                 none    in        no       no      no        no    no
        GET  /templates/{id:int}/versions/{number:int}/export.json own in no       no      no        ok    no
        GET  /templates/{id:int}/versions/{number:int}/export.json none in no      no      no        no    no
        GET  /templates/{id:int}/versions/{number:int}/delphi own in no       no      no        ok    no
        GET  /templates/{id:int}/versions/{number:int}/delphi none in no      no      no        no    no
        GET  /delphi/{id:int}                        own     in        ok       no      no        no    no
        GET  /delphi/{id:int}                        none    in        no       no      no        no    no
        GET  /delphi/{id:int}/facilitate             own     in        no       no      no        ok    no
        GET  /delphi/{id:int}/facilitate             none    in        no       no      no        no    no
        GET  /templates/{id:int}/versions/{number:int} own   in        no       no      no        ok    no
        GET  /templates/{id:int}/versions/{number:int} none  in        no       no      no        no    no
        GET  /stars/programmes                       -       in        no       no      no        ok    no
        GET  /stars/programmes/new                   -       in        no       no      no        ok    no
        GET  /stars/programmes/{id:int}              own     in        no       no      no        ok    no
        GET  /stars/programmes/{id:int}              none    in        no       no      no        no    no
        GET  /stars/facts                            -       in        ok       ok      ok        ok    no
        GET  /stars/facts/mine                       -       in        ok       ok      ok        ok    no
        GET  /cycles                                 -       in        no       no      no        ok    no
        GET  /cycles/{id:int}/what-if                own     in        no       no      no        ok    no
        GET  /cycles/{id:int}/what-if                none    in        no       no      no        no    no
        GET  /cycles/new                             -       in        no       no      no        ok    no
        GET  /cycles/{Id:int}                        own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}                        none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/setup                  own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/setup                  none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/closing                own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/closing                none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/changes                own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/changes                none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/criteria               own     in        ok       ok      ok        ok    no
        GET  /cycles/{Id:int}/criteria               none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/actuals                own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/actuals                none    in        no       no      no        no    no
        GET  /cycles/{id:int}/actuals.csv            own     in        no       no      no        ok    no
        GET  /cycles/{id:int}/actuals.csv            none    in        no       no      no        no    no
        GET  /cycles/{id:int}/actuals.xlsx           own     in        no       no      no        ok    no
        GET  /cycles/{id:int}/actuals.xlsx           none    in        no       no      no        no    no
        GET  /cycles/{id:int}/actuals-missing.csv    own     in        no       no      no        ok    no
        GET  /cycles/{id:int}/actuals-missing.csv    none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/values                 own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/values                 none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/exemptions             own     in        ok       ok      ok        ok    no
        GET  /cycles/{Id:int}/exemptions             none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/adjustments            own     in        no       ok      no        ok    no
        GET  /cycles/{Id:int}/adjustments            none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/control-room           own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/control-room           none    in        no       no      no        no    no
        GET  /cycles/{id:int}/control-room/{list}.{kind} csv in        no       no      no        ok    no
        GET  /cycles/{id:int}/control-room/{list}.{kind} none in       no       no      no        no    no
        GET  /cycles/{Id:int}/raters                 own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/raters                 none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/people/{ParticipantId:int} own in   no       no      no        ok    no
        GET  /cycles/{CycleId:int}/people/{ParticipantId:int} hr in    no       no      no        no    no
        GET  /cycles/{CycleId:int}/people/{ParticipantId:int} none in  no       no      no        no    no
        GET  /evidence/{token}                       none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/reopenings        own     in        no       no      no        ok    no
        GET  /cycles/{CycleId:int}/reopenings        none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/results           own     in        no       no      no        ok    no
        GET  /cycles/{CycleId:int}/results           none    in        no       no      no        no    no
        GET  /cycles/{cycleId:int}/results/export    own     in        no       no      no        ok    no
        GET  /cycles/{cycleId:int}/results/export    none    in        no       no      no        no    no
        GET  /cycles/{cycleId:int}/results/missing   own     in        no       no      no        ok    no
        GET  /cycles/{cycleId:int}/results/missing   none    in        no       no      no        no    no
        GET  /reports                                -       in        ok       ok      ok        ok    no
        GET  /reports/schedules                      -       in        no       no      no        ok    no
        GET  /reports/stored/{id:int}                none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/report            own     in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/report            none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/report/team       own     in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/report/team       none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/report/progress   own     in        no       no      no        ok    no
        GET  /cycles/{CycleId:int}/report/progress   none    in        no       no      no        no    no
        GET  /cycles/{cycleId:int}/report/file       own     in        no       no      no        no    no
        GET  /cycles/{cycleId:int}/report/file       none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/results/files     own     in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/results/files     none    in        no       no      no        no    no
        GET  /cycles/results/files/{id:int}          none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/stars             own     in        no       no      no        ok    no
        GET  /cycles/{CycleId:int}/stars             none    in        no       no      no        no    no
        GET  /cycles/{CycleId:int}/entitlements      own     in        no       no      no        ok    no
        GET  /cycles/{CycleId:int}/entitlements      none    in        no       no      no        no    no
        GET  /cycles/{cycleId:int}/entitlements/{number:int}.{kind} csv  in no      no      no        ok    no
        GET  /cycles/{cycleId:int}/entitlements/{number:int}.{kind} none in no      no      no        no    no
        GET  /stars                                  -       in        ok       ok      ok        ok    no
        GET  /stars/honours                          -       in        ok       ok      ok        ok    no
        GET  /stars/programmes/{ProgrammeId:int}/criteria own in       ok       ok      ok        ok    no
        GET  /stars/programmes/{ProgrammeId:int}/criteria none in      no       no      no        no    no
        GET  /stars/standings                        -       in        no       no      no        ok    no
        GET  /stars/standings/{EmployeeId:int}       own     in        no       no      no        ok    no
        GET  /stars/standings/{EmployeeId:int}       hr      in        no       no      no        no    no
        GET  /stars/standings/{EmployeeId:int}       none    in        no       no      no        no    no
        GET  /goals                                  -       in        ok       ok      ok        ok    no
        GET  /goals/team                             -       in        ok       ok      ok        ok    no
        GET  /goals/{Id:int}                         own     in        ok       ok      no        ok    no
        GET  /goals/{Id:int}                         other   in        no       no      no        ok    no
        GET  /goals/{Id:int}                         none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/nominations            own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/nominations            none    in        no       no      no        no    no
        GET  /cycles/{Id:int}/goals                  own     in        no       no      no        ok    no
        GET  /cycles/{Id:int}/goals                  none    in        no       no      no        no    no
        GET  /objectives                             -       in        ok       ok      ok        ok    ok
        GET  /objectives/new                         -       in        no       ok      no        ok    no
        GET  /objectives/{Id:int}                    own     in        ok       ok      ok        ok    ok
        GET  /objectives/{Id:int}                    none    in        no       no      no        no    no
        GET  /objectives/{Id:int}/edit               own     in        no       ok      no        ok    no
        GET  /objectives/{Id:int}/edit               none    in        no       no      no        no    no
        GET  /key-results/{Id:int}                   own     in        ok       ok      ok        ok    ok
        GET  /key-results/{Id:int}                   none    in        no       no      no        no    no
        GET  /reviews                                -       in        ok       ok      ok        ok    no
        GET  /reviews/delegations                    -       in        ok       ok      ok        ok    no
        GET  /reviews/team                           -       in        ok       ok      ok        ok    no
        GET  /reviews/team/{CycleId:int}/compare     own     in        no       ok      no        ok    no
        GET  /reviews/team/{CycleId:int}/compare     none    in        no       no      no        no    no
        GET  /reviews/team/nominations               -       in        ok       ok      ok        ok    no
        GET  /nominations                            -       in        ok       ok      ok        ok    no
        GET  /reviews/{Id:int}                       own     in        ok       ok      no        ok    no
        GET  /reviews/{Id:int}                       blind   in        no       no      no        ok    no
        GET  /reviews/{Id:int}                       other   in        no       no      no        ok    no
        GET  /reviews/{Id:int}                       draft   in        ok       no      no        no    no
        GET  /reviews/{Id:int}                       manager in        no       ok      no        ok    no
        GET  /reviews/{Id:int}                       peer    in        no       no      no        ok    no
        GET  /reviews/{Id:int}                       hr      in        no       no      no        ok    no
        GET  /reviews/{Id:int}                       abouthr in        no       no      no        no    no
        GET  /reviews/{Id:int}                       none    in        no       no      no        no    no
        GET  /results                                -       in        ok       ok      ok        ok    no
        GET  /results/team                           -       in        ok       ok      ok        ok    no
        GET  /results/{ParticipantId:int}            own     in        ok       ok      no        ok    no
        GET  /results/{ParticipantId:int}            other   in        no       no      no        ok    no
        GET  /results/{ParticipantId:int}            open    in        no       no      no        no    no
        GET  /results/{ParticipantId:int}            none    in        no       no      no        no    no
        GET  /results/{participantId:int}/print      own     in        ok       ok      no        ok    no
        GET  /results/{participantId:int}/print      other   in        no       no      no        ok    no
        GET  /results/{participantId:int}/print      open    in        no       no      no        no    no
        GET  /results/{participantId:int}/print      none    in        no       no      no        no    no
        GET  /results/{participantId:int}/report.pdf own     in        ok       ok      no        ok    no
        GET  /results/{participantId:int}/report.pdf other   in        no       no      no        ok    no
        GET  /results/{participantId:int}/report.pdf open    in        no       no      no        no    no
        GET  /results/{participantId:int}/report.pdf none    in        no       no      no        no    no
        GET  /results/{participantId:int}/report.xlsx own    in        ok       ok      no        ok    no
        GET  /results/{participantId:int}/report.xlsx other  in        no       no      no        ok    no
        GET  /results/{participantId:int}/report.xlsx open   in        no       no      no        no    no
        GET  /results/{participantId:int}/report.xlsx none   in        no       no      no        no    no
        GET  /settings/company                       -       in        no       no      no        ok    ok
        GET  /settings/company/print                 -       in        no       no      no        ok    ok
        GET  /settings/company/specimen.pdf          -       in        no       no      no        ok    ok
        GET  /certificates                           -       in        no       no      no        ok    no
        GET  /certificates/issue                     -       in        no       no      no        ok    no
        GET  /certificates/mine                      -       in        ok       ok      ok        ok    no
        GET  /certificates/{Id:int}                  own     in        no       no      no        ok    no
        GET  /certificates/{Id:int}                  none    in        no       no      no        no    no
        GET  /certificates/{id:int}/print            own     in        ok       no      no        ok    no
        GET  /certificates/{id:int}/print            none    in        no       no      no        no    no
        GET  /certificates/{id:int}/certificate.pdf  own     in        ok       no      no        ok    no
        GET  /certificates/{id:int}/certificate.pdf  none    in        no       no      no        no    no
        GET  /certificates/batches/{id:int}/file     none    in        no       no      no        no    no
        GET  /verify                                 -       ok        ok       ok      ok        ok    ok
        GET  /verify/{Code}                          none    ok        ok       ok      ok        ok    ok
        GET  /calendar                               -       in        no       no      no        ok    no
        GET  /calendar/{secret}.ics                  none    no        no       no      no        no    no
        GET  /notifications/plan                     -       in        no       no      no        ok    no
        GET  /notifications/plan.csv                 -       in        no       no      no        ok    no
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryRoute_AsEverybody_OpensOnlyAsListed()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using (var scope = portal.App.Services.CreateAsyncScope())
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            Assert.True((await scope.ServiceProvider.GetRequiredService<SeedDemo>().RunAsync(new DemoRequest(80, 3, today), Stop)).Succeeded);
        }

        var company = await Company.ReadAsync(portal);
        var clients = new Dictionary<string, HttpClient> { ["anonymous"] = portal.Browser() };
        foreach (var (role, email) in company.Emails)
        {
            clients[role] = await portal.SignInAsync(email, DemoRequest.Password);
        }

        var rows = Expected.Split('\n').Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0).Select(Row.Of).ToList();
        var routes = Routes(portal);
        Assert.True(routes.Count >= 30);
        var faults = routes.Except(rows.Select(r => r.Route)).Select(r => $"not listed: {r}")
            .Concat(rows.Select(r => r.Route).Distinct().Except(routes).Select(r => $"listed, but there is no such route: {r}"))
            .ToList();
        foreach (var row in rows.Where(r => routes.Contains(r.Route)))
        {
            var seen = new List<string>();
            foreach (var role in Roles)
            {
                seen.Add(await AskAsync(clients[role], row, company));
            }

            if (!seen.SequenceEqual(row.Outcomes))
            {
                faults.Add($"{row.Route} {row.Case}: expected {string.Join(' ', row.Outcomes)}, seen {string.Join(' ', seen)}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static List<string> Routes(RunningPortal portal) =>
    [
        .. portal.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.TrimStart('/'), Methods: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]))
            .Where(e => !e.Path.StartsWith("/_", StringComparison.Ordinal) && !e.Path.StartsWith("/Components", StringComparison.Ordinal) && !e.Path.Contains('*', StringComparison.Ordinal))
            .Select(e => $"{(e.Methods.Contains("GET") ? "GET" : e.Methods[0])} {e.Path}")
            .Distinct(),
    ];

    private static async Task<string> AskAsync(HttpClient client, Row row, Company company)
    {
        var (method, path) = (row.Route.Split(' ')[0], row.Route.Split(' ')[1]);
        path = Parameter().Replace(path, p => company.Value(path, p.Groups[1].Value, row.Case));
        using var request = new HttpRequestMessage(new HttpMethod(method), path + (path is "/language" or "/theme" ? "?to=en-US" : ""));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        var location = response.Headers.Location?.ToString() ?? "";
        return response.StatusCode switch
        {
            HttpStatusCode.OK => "ok",
            HttpStatusCode.NotFound => "no",
            HttpStatusCode.BadRequest => "bad",
            HttpStatusCode.Redirect when location.Contains("/account/sign-in", StringComparison.Ordinal) => "in",
            // without a browser to print with, the printable page stands in for the PDF
            HttpStatusCode.Redirect when path.EndsWith(".pdf", StringComparison.Ordinal) && location.EndsWith("/print", StringComparison.Ordinal) => "ok",
            HttpStatusCode.Redirect => "away",
            var other => ((int)other).ToString(CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\}")]
    private static partial Regex Parameter();

    private sealed record Row(string Route, string Case, IReadOnlyList<string> Outcomes)
    {
        public static Row Of(string line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(3 + Roles.Length, words.Length);
            return new Row($"{words[0]} {words[1]}", words[2], words[3..]);
        }
    }

    /// <summary>The people of the walk and what belongs to them.</summary>
    private sealed class Company
    {
        private readonly Dictionary<string, int> ids = [];

        public Dictionary<string, string> Emails { get; } = [];

        public static async Task<Company> ReadAsync(RunningPortal portal)
        {
            await using var db = portal.Open();
            var released = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Released || c.State == CycleState.Closed).Select(c => c.Id).SingleAsync(Stop);
            var running = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running).Select(c => c.Id).SingleAsync(Stop);
            var people = await db.Employees.AsNoTracking().OrderBy(e => e.Id).Select(e => new { e.Id, e.Email, e.ManagerId, e.JobFamily }).ToListAsync(Stop);
            var rows = await db.Participants.AsNoTracking().Select(p => new { p.Id, p.CycleId, p.EmployeeId, p.ManagerId }).ToListAsync(Stop);
            var reviews = await db.Reviews.AsNoTracking().Where(r => r.CycleId == running).Select(r => new { r.Id, r.SubjectId, r.ReviewerId, r.Relationship }).ToListAsync(Stop);
            var leads = people.Select(p => p.ManagerId).OfType<int>().ToHashSet();
            int? FinishedOf(int employee) => rows.FirstOrDefault(p => p.CycleId == released && p.EmployeeId == employee)?.Id;
            int ReviewOf(int reviewer, int subject) => reviews.Single(r => r.ReviewerId == reviewer && r.SubjectId == subject).Id;
            Task<int> InStateAsync(int review, ReviewState state) => db.Reviews.Where(r => r.Id == review).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, state), Stop);

            var plain = people.Where(p => !leads.Contains(p.Id) && p.JobFamily != "HR" && p.ManagerId is not null && FinishedOf(p.Id) is not null).ToList();
            var employee = plain[0];
            var manager = people.Single(p => p.Id == employee.ManagerId);
            var other = plain.First(p => p.ManagerId != manager.Id && p.ManagerId != employee.Id);
            var committee = plain.First(p => p.Id != employee.Id && p.Id != other.Id && p.ManagerId != manager.Id
                && !reviews.Any(r => r.ReviewerId == p.Id && (r.SubjectId == employee.Id || r.SubjectId == other.Id)));
            var hr = people.First(p => p.JobFamily == "HR" && p.Id != manager.Id && p.Id != other.ManagerId
                && !reviews.Any(r => r.ReviewerId == p.Id && (r.SubjectId == employee.Id || r.SubjectId == other.Id)));
            var peer = reviews.First(r => r.SubjectId == other.Id && r.Relationship == Relationship.Peer
                && r.ReviewerId != employee.Id && r.ReviewerId != manager.Id && r.ReviewerId != committee.Id);
            var aboutHr = reviews.First(r => r.SubjectId == hr.Id && r.ReviewerId != hr.Id
                && r.ReviewerId != employee.Id && r.ReviewerId != manager.Id && r.ReviewerId != committee.Id);
            var template = await db.TemplateVersions.AsNoTracking().Where(v => v.State == TemplateState.Published).OrderBy(v => v.Id).Select(v => new { v.TemplateId, v.Number }).FirstAsync(Stop);
            var drafted = reviews.First(r => r.ReviewerId == employee.Id && r.SubjectId != employee.Id && r.SubjectId != other.Id);
            await InStateAsync(drafted.Id, ReviewState.Draft);
            var colleague = rows.First(p => p.CycleId == running && p.ManagerId == manager.Id && p.EmployeeId != employee.Id && p.EmployeeId != hr.Id).EmployeeId;
            await InStateAsync(ReviewOf(manager.Id, colleague), ReviewState.Draft);
            await InStateAsync(ReviewOf(colleague, colleague), ReviewState.Submitted);
            foreach (var submitted in (int[])[ReviewOf(employee.Id, employee.Id), ReviewOf(other.Id, other.Id), ReviewOf(manager.Id, employee.Id), ReviewOf(hr.Id, hr.Id), peer.Id, aboutHr.Id])
            {
                await InStateAsync(submitted, ReviewState.Submitted);
            }

            var certificateId = await CertifyAsync(db, employee.Id, running);

            var weighed = await db.TemplateVersions.AsNoTracking().Where(v => v.State == TemplateState.Published).OrderBy(v => v.Id).FirstAsync(Stop);
            var third = plain.First(p => p.Id != employee.Id && p.Id != other.Id && p.Id != committee.Id && p.Id != manager.Id).Id;
            var panel = DelphiPanel.Open(DelphiSubject.Of(weighed.Id, weighed.Definition, null)!, "", [employee.Id, other.Id, third], null, Domain.Actor.System("walk"), DateTime.UtcNow).Value;
            db.DelphiPanels.Add(panel);
            await db.SaveChangesAsync(Stop);
            await db.Users.Where(a => a.EmployeeId == committee.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Roles, Domain.Roles.Employee | Domain.Roles.Committee), Stop);

            var home = await db.Employees.Where(e => e.Id == employee.Id).Select(e => e.DepartmentId).SingleAsync(Stop);
            var objective = await db.Objectives.Where(o => o.DepartmentId == home).Select(o => o.Id).FirstAsync(Stop);

            return new Company
            {
                Emails =
                {
                    ["employee"] = employee.Email, ["manager"] = manager.Email, ["committee"] = committee.Email, ["hr"] = hr.Email, ["administrator"] = "admin@demo.example",
                },
                ids =
                {
                    ["account own"] = await db.Users.Where(a => a.EmployeeId == employee.Id).Select(a => a.Id).SingleAsync(Stop),
                    ["person own"] = employee.Id, ["person other"] = other.Id, ["person hr"] = hr.Id,
                    ["cycle own"] = running, ["cycle hr"] = running,
                    ["goal hr"] = rows.Single(p => p.CycleId == running && p.EmployeeId == hr.Id).Id,
                    ["delphi own"] = panel.Id,
                    ["cycle csv"] = released, ["number csv"] = 1,
                    ["programme own"] = await db.StarProgrammes.Select(p => p.Id).FirstAsync(Stop),
                    ["certificate own"] = certificateId,
                    ["campaign own"] = await db.FeedbackCampaigns.Select(g => g.Id).SingleAsync(Stop),
                    ["programme own"] = await db.StarProgrammes.Select(p => p.Id).FirstAsync(Stop),
                    ["template own"] = template.TemplateId, ["number own"] = template.Number, ["number none"] = template.Number,
                    ["review own"] = ReviewOf(employee.Id, employee.Id), ["review other"] = ReviewOf(other.Id, other.Id),
                    ["review manager"] = ReviewOf(manager.Id, employee.Id), ["review peer"] = peer.Id,
                    ["review draft"] = drafted.Id, ["review blind"] = ReviewOf(colleague, colleague),
                    ["review hr"] = ReviewOf(hr.Id, hr.Id), ["review abouthr"] = aboutHr.Id,
                    ["goal own"] = rows.Single(p => p.CycleId == running && p.EmployeeId == employee.Id).Id,
                    ["goal other"] = rows.Single(p => p.CycleId == running && p.EmployeeId == other.Id).Id,
                    ["objective own"] = objective, ["key-result own"] = await db.KeyResults.Where(k => k.ObjectiveId == objective).Select(k => k.Id).FirstAsync(Stop),
                    ["result own"] = FinishedOf(employee.Id)!.Value, ["result other"] = FinishedOf(other.Id)!.Value,
                    ["result open"] = rows.Single(p => p.CycleId == running && p.EmployeeId == employee.Id).Id,
                },
            };
        }

        // of a year that has no others
        private static async Task<int> CertifyAsync(PortalDbContext db, int employeeId, int cycleId)
        {
            var design = new CertificateDesign("walk", CompanyBrand.Default);
            db.Add(design);
            await db.SaveChangesAsync(Stop);
            var facts = new CertificateFacts("Walk", LocalText.Same("Star"), 1, 3, LocalText.Same("One"), LocalText.Same("2001"));
            var certificate = new Certificate(
                new CertificateNumber(2001, 1), CertificateCode.Create(), new CertificateSubject(employeeId, cycleId, 0, facts), design.Id, new DateOnly(2001, 1, 1), Actors.Hr, DateTime.UnixEpoch);
            db.Add(certificate);
            await db.SaveChangesAsync(Stop);
            return certificate.Id;
        }

        public string Value(string path, string parameter, string which)
        {
            var kind = path.Split('/')[1] switch
            {
                _ when parameter == "kind" => "kind",
                _ when parameter == "code" => "code",
                _ when parameter == "number" => "number",
                _ when path.StartsWith("/stars/programmes", StringComparison.Ordinal) => "programme",
                _ when parameter == "ProgrammeId" => "programme",
                _ when parameter == "EmployeeId" => "person",
                _ when parameter == "CycleId" => "cycle",
                _ when parameter == "ParticipantId" && path.StartsWith("/cycles", StringComparison.Ordinal) => "goal",
                _ when parameter == "ParticipantId" && path.StartsWith("/reviews/team", StringComparison.Ordinal) => "goal",
                _ when parameter == "list" => "list",
                "accounts" => "account",
                "people" => "person",
                "cycles" => "cycle",
                "templates" => "template",
                "delphi" => "delphi",
                "reviews" => "review",
                "certificates" => "certificate",
                "feedback" => "campaign",
                "goals" => "goal",
                "objectives" => "objective",
                "key-results" => "key-result",
                _ => "result",
            };
            return kind == "list" ? "reviews" : kind is "kind" or "code" ? which : ids.GetValueOrDefault($"{kind} {which}", 987_654).ToString(CultureInfo.InvariantCulture);
        }
    }
}
