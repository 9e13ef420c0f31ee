using System.Net;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Tests.Operations;

public sealed partial class ErrorReferenceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FailedRequest_ShowsAReferenceThatIsInTheLog()
    {
        using var log = new CapturedLog();
        await using var portal = await RunningPortal.StartAsync(
            replace: services => services.AddSingleton<ILoggerProvider>(log),
            extend: app => app.MapGet("/test/fail", (HttpContext _) => { throw new InvalidOperationException("the secret inside"); }).AllowAnonymous());

        using var response = await portal.Browser().GetAsync(new Uri("/test/fail", UriKind.Relative), Stop);
        var html = await response.Content.ReadAsStringAsync(Stop);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("the secret inside", html, StringComparison.Ordinal);
        var reference = Reference().Match(html).Groups[1].Value;
        Assert.Matches("^[0-9a-f]{32}$", reference);
        var line = Assert.Single(log.Lines, l => l.Contains("the secret inside", StringComparison.Ordinal));
        Assert.Contains($"GET /test/fail, reference {reference}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedCircuit_ShowsAReferenceThatIsInTheLog()
    {
        await using var context = new BunitContext();
        using var log = new CapturedLog();
        context.Services.AddLogging(l => l.AddProvider(log));

        var page = context.Render<PageFault>(p => p.AddChildContent<Failing>());
        await page.Find("button.fail").ClickAsync(new());

        var reference = page.Find("code.reference").TextContent;
        Assert.Matches("^[0-9a-f]{32}$", reference);
        Assert.DoesNotContain("went wrong inside", page.Markup, StringComparison.Ordinal);
        var line = Assert.Single(log.Lines, l => l.Contains("went wrong inside", StringComparison.Ordinal));
        Assert.Contains(reference, line, StringComparison.Ordinal);

        await page.Find("button.primary").ClickAsync(new());
        Assert.NotNull(page.Find("button.fail"));
    }

    [GeneratedRegex("<code class=\"reference\">([^<]*)</code>")]
    private static partial Regex Reference();

    private sealed class Failing : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "class", "fail");
            builder.AddAttribute(2, "onclick", EventCallback.Factory.Create(this, () => throw new InvalidOperationException("went wrong inside")));
            builder.CloseElement();
        }
    }
}
