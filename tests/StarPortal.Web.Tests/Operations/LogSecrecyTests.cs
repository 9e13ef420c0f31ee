using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Tests.Reviews;

namespace StarPortal.Web.Tests.Operations;

/// <summary>What people write and what they sign in with never gets into the log, however much is logged.</summary>
public sealed class LogSecrecyTests
{
    private const string Words = "Quokka words that nobody else should read 沉默是金";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Review_WrittenCollidingAndSubmitted_LeavesNoWordInTheLog(Provider provider)
    {
        using var log = new CapturedLog();
        await using var portal = await TestPortal.CreateAsync(provider, services => LogEverything(services, log));
        var stage = await ReviewStage.SetAsync(portal);
        var writer = Actors.Of(stage.Subject);

        await stage.SaveAsync(stage.SelfId, writer, new AnswerContent("proud", null, false, Words));
        await stage.SaveAsync(stage.SelfId, writer, new AnswerContent("proud", null, false, Words + " again"));
        await portal.Get<SubmitReview>().RunAsync(new SubmitReviewCommand(stage.SelfId, 0), writer, Stop);
        await stage.SubmitAsync(stage.SelfId, stage.Subject, [.. ReviewStage.SelfAnswers.Select(a => a.Rating is null ? a : a with { Text = Words })]);
        Assert.NotNull(await stage.FindAsync(stage.SelfId, stage.Hr));

        Assert.Contains("UPDATE", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quokka", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("沉默", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_RightAndWrong_LeavesNoPasswordInTheLog()
    {
        using var log = new CapturedLog();
        await using var portal = await RunningPortal.StartAsync(replace: services => LogEverything(services, log));
        await portal.AddAccountAsync("ann@example.org", Roles.Employee);

        await portal.SignInAsync("ann@example.org");
        using var refused = await RunningPortal.SubmitAsync(portal.Browser(), "/account/sign-in", "sign-in", ("Input.User", "ann@example.org"), ("Input.Password", "Wrong-Quokka-77"));

        Assert.Contains("/account/sign-in", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningPortal.Password, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wrong-Quokka-77", log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/f/Quokka77")]
    [InlineData("/verify/QUOKKA-77")]
    public async Task SecretAddress_WhateverIsLoggedAroundIt_IsNotInTheLog(string address)
    {
        using var log = new CapturedLog();
        await using var portal = await RunningPortal.StartAsync(
            new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Information", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information" },
            replace: services => services.AddLogging(b => b.AddProvider(log)),
            extend: app => app.MapGet(address + "/probe", (ILogger<LogSecrecyTests> probe) =>
            {
                probe.LogWarning("Something happened");
                throw new InvalidOperationException("A fault of ours");
            }).AllowAnonymous());

        using var page = await portal.Browser().GetAsync(new Uri(address, UriKind.Relative), Stop);
        using var fault = await portal.Browser().GetAsync(new Uri(address + "/probe", UriKind.Relative), Stop);

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, fault.StatusCode);
        var line = log.Lines.Single(l => l.Contains("Something happened", StringComparison.Ordinal));
        Assert.Contains($"RequestPath:{address[..(address.LastIndexOf('/') + 1)]}…", line, StringComparison.Ordinal);
        Assert.Contains("TraceId:", line, StringComparison.Ordinal);
        Assert.Contains(log.Lines, l => l.Contains("A request failed", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => !l.Contains("EndpointMiddleware", StringComparison.Ordinal) && l.Contains("Quokka", StringComparison.OrdinalIgnoreCase));
    }

    // below Debug the server logs the bytes of each connection
    private static void LogEverything(IServiceCollection services, CapturedLog log) =>
        services.AddLogging(b => b.AddProvider(log).AddFilter<CapturedLog>(null, LogLevel.Debug));
}
