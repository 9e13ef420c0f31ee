using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Certificates;

namespace StarPortal.Web.Tests.Documents;

/// <summary>The public page as the world sees it.</summary>
public sealed class VerifyPageTests
{
    private const string Title = "Verify a certificate";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_WithoutSignIn_SaysValidThenRevoked()
    {
        await using var portal = await RunningPortal.StartAsync();
        var (id, code) = await IssueAsync(portal);
        using var visitor = portal.Browser();

        using var response = await visitor.GetAsync(Address($"/verify/{CertificateCode.Printed(code)}"), Stop);
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Stop));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("This certificate is valid", html, StringComparison.Ordinal);
        Assert.All((string[])["Emil & Söhne", "SP-", "Five-star service", "★ Grade 1", "Q3 2026"], t => Assert.Contains(t, html, StringComparison.Ordinal));
        Assert.Equal("noindex, nofollow, noarchive", response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        // what does not stand on the paper
        Assert.All((string[])["emil@example.org", "E0001", "Operations", "Helen HR"], t => Assert.DoesNotContain(t, html, StringComparison.Ordinal));

        await using var scope = portal.App.Services.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<RevokeCertificate>().RunAsync(id, 0, "quiet reason", Actors.Hr, Stop)).Succeeded);
        var after = WebUtility.HtmlDecode(await visitor.GetStringAsync(Address($"/verify?code={code.ToLowerInvariant()}"), Stop));
        Assert.Contains("This certificate was revoked on", after, StringComparison.Ordinal);
        Assert.Contains("Emil & Söhne", after, StringComparison.Ordinal);
        Assert.DoesNotContain("quiet reason", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_UnknownAndMalformed_LookAlike()
    {
        await using var portal = await RunningPortal.StartAsync();
        await IssueAsync(portal);
        using var visitor = portal.Browser();
        var pages = new List<string>();
        foreach (var code in (string[])[CertificateCode.Create(), "NOPE", "'; drop table--", "<script>alert(1)</script>", new string('9', 500)])
        {
            using var response = await visitor.GetAsync(Address($"/verify?code={Uri.EscapeDataString(code)}"), Stop);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var html = await response.Content.ReadAsStringAsync(Stop);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.Contains("There is no certificate with this code", html, StringComparison.Ordinal);
            // but for the field that still holds what was typed
            var field = html.IndexOf("id=\"verify-code\"", StringComparison.Ordinal);
            pages.Add(html[html.IndexOf("<main", StringComparison.Ordinal)..field]);
        }

        Assert.Single(pages.Distinct());
        Assert.Contains(Title, await visitor.GetStringAsync(Address("/verify"), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_InChinese_IsReadInChinese()
    {
        await using var portal = await RunningPortal.StartAsync();
        var (_, code) = await IssueAsync(portal);
        using var visitor = portal.Browser();
        visitor.DefaultRequestHeaders.Remove("Accept-Language");
        visitor.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");

        var html = WebUtility.HtmlDecode(await visitor.GetStringAsync(Address($"/verify/{code}"), Stop));

        Assert.All((string[])["该证书有效", "五星服务", "1等", "2026年第3季度"], t => Assert.Contains(t, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_TooOften_IsRefusedForAWhileAndSaysWhen()
    {
        await using var portal = await RunningPortal.StartAsync(new Dictionary<string, string?> { ["StarPortal:Verify:Burst"] = "5", ["StarPortal:Verify:LooksPerMinute"] = "6" });
        using var visitor = portal.Browser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var response = await visitor.GetAsync(Address($"/verify/{CertificateCode.Create()}"), Stop);
            answers.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(response.Headers.RetryAfter);
                Assert.Contains("Too many attempts", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            }
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.OK, 5), answers.Take(5));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers.Skip(5));
        // nobody is kept from anything else
        using var other = await visitor.GetAsync(Address("/account/sign-in"), Stop);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Files_AreForTheirOwnerAndHr()
    {
        await using var portal = await RunningPortal.StartAsync();
        var (id, _) = await IssueAsync(portal);
        await portal.AddAccountAsync("other@example.org");
        var owner = await portal.SignInAsync("emil@example.org");
        var other = await portal.SignInAsync("other@example.org");

        using var printed = await owner.GetAsync(Address($"/certificates/{id}/print"), Stop);
        using var pdf = await owner.GetAsync(Address($"/certificates/{id}/certificate.pdf"), Stop);
        using var refused = await other.GetAsync(Address($"/certificates/{id}/certificate.pdf"), Stop);

        Assert.Contains("Emil &amp; S", await printed.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("no-store", printed.Headers.CacheControl!.ToString());
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Emil & Söhne", await Printing.TextAsync(await pdf.Content.ReadAsByteArrayAsync(Stop)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static async Task<(int Id, string Code)> IssueAsync(RunningPortal portal)
    {
        var account = await portal.AddAccountAsync("emil@example.org", name: "Emil & Söhne");
        await using var db = portal.Open();
        var world = new CertificateWorld(null!);
        world.People.Add(await db.Employees.AsNoTracking().SingleAsync(e => e.Id == account.EmployeeId, Stop));
        await world.CloseAsync(portal.Open, new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc));
        await using var scope = portal.App.Services.CreateAsyncScope();
        var issued = await scope.ServiceProvider.GetRequiredService<IssueCertificate>().RunAsync(world.CycleId, world.People[0].Id, Actors.Hr, Stop);
        return (issued.Value, await db.Certificates.Select(c => c.Code).SingleAsync(Stop));
    }
}
