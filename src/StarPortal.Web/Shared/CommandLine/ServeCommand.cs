using System.CommandLine;
using Microsoft.Extensions.Options;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.CommandLine;

internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serves the portal (the default).") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parse, cancellation) => RunAsync(parse, cancellation));
        return command;
    }

    public static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        try
        {
            await using var app = PortalHost.Build([.. parse.UnmatchedTokens], GlobalOptions.Settings(parse));
            _ = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value;
            PortalHost.Configure(app);
            await PortalStart.PrepareAsync(app, cancellation);
            await app.RunAsync(cancellation);
            return ExitCodes.Ok;
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
            return ExitCodes.Refused;
        }
    }
}
