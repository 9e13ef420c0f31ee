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
            // every fault of every section, before anything is touched
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            PortalHost.Configure(app);
            await PortalStart.PrepareAsync(app, cancellation);
            await app.RunAsync(cancellation);
            return ExitCodes.Ok;
        }
        catch (OptionsValidationException e)
        {
            return await RefuseAsync([e]);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is OptionsValidationException))
        {
            return await RefuseAsync(e.InnerExceptions.Cast<OptionsValidationException>());
        }
    }

    private static async Task<int> RefuseAsync(IEnumerable<OptionsValidationException> faults)
    {
        await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults.SelectMany(f => f.Failures).Distinct()));
        return ExitCodes.Refused;
    }
}
