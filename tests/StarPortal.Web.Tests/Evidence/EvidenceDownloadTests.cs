using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Tests.Evidence;

public sealed class EvidenceDownloadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_IsAnAttachmentForWhoMayAndNothingForOthers()
    {
        await using var portal = await RunningPortal.StartAsync(replace: s => s.AddSingleton<IEvidenceAccess, HrOnly>());
        await portal.AddAccountAsync("hr@example.org", Roles.Employee | Roles.HR);
        await portal.AddAccountAsync("ann@example.org");
        await using var scope = portal.App.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<EvidenceStore>();
        var content = Encoding.UTF8.GetBytes("<script>alert('hi')</script>");
        Assert.True((await store.SaveAsync(new MemoryStream(content), "证明 \"1\".html", new EvidenceOwner("Thing", 1), Actors.Hr, Stop)).Succeeded);
        var file = (await store.ListAsync(new EvidenceOwner("Thing", 1), Actors.Hr, Stop)).Single();

        using var hr = await portal.SignInAsync("hr@example.org");
        using var answer = await hr.GetAsync(new Uri($"/evidence/{file.Token}", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("证明 _1_.txt", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync(Stop));

        using var ann = await portal.SignInAsync("ann@example.org");
        Assert.Equal(HttpStatusCode.NotFound, (await ann.GetAsync(new Uri($"/evidence/{file.Token}", UriKind.Relative), Stop)).StatusCode);
        using var nobody = portal.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.GetAsync(new Uri($"/evidence/{file.Token}", UriKind.Relative), Stop)).StatusCode);
    }

    private sealed class HrOnly : IEvidenceAccess
    {
        public string Kind => "Thing";

        public Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation) => Task.FromResult(actor.IsHr);

        public Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation) => Task.FromResult(actor.IsHr);
    }
}
