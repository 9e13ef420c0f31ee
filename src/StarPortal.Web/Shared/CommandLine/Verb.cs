using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Shared.CommandLine;

/// <summary>What a verb has at hand: the program's services, and one way to answer in words or as JSON.</summary>
internal sealed class Verb : IAsyncDisposable
{
    private static readonly JsonSerializerOptions JsonFormat = new(JsonColumn.Options) { WriteIndented = true };
    private readonly WebApplication app;
    private readonly AsyncServiceScope scope;
    private readonly bool json;

    private Verb(WebApplication app, bool json)
    {
        this.app = app;
        this.json = json;
        scope = app.Services.CreateAsyncScope();
    }

    public IServiceProvider Services => scope.ServiceProvider;

    /// <summary>Runs a verb; faulty settings are listed and answered with <see cref="ExitCodes.Refused"/>.</summary>
    public static async Task<int> RunAsync(ParseResult parse, Func<Verb, Task<int>> work)
    {
        try
        {
            var settings = GlobalOptions.Settings(parse);
            // the verb's answer is its output: nothing else belongs there
            settings["Logging:LogLevel:Default"] = "Error";
            settings["Logging:Console:LogToStandardErrorThreshold"] = "Trace";
            await using var verb = new Verb(PortalHost.Build([], settings), parse.GetValue(GlobalOptions.Json));
            return await work(verb);
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
            return ExitCodes.Refused;
        }
    }

    /// <summary>Prints the words, or with <c>--json</c> the object.</summary>
    public int Answer(object machine, string words, int exitCode = ExitCodes.Ok)
    {
        Console.WriteLine(json ? JsonSerializer.Serialize(machine, JsonFormat) : words);
        return exitCode;
    }

    public int Refuse(IReadOnlyList<Error> errors)
    {
        var sentences = errors.Select(ErrorText.For).ToList();
        return Answer(new { ok = false, errors = errors.Select((e, i) => new { code = $"{e.Feature}.{e.Code}", text = sentences[i] }) }, string.Join(Environment.NewLine, sentences), ExitCodes.Refused);
    }

    /// <summary>The database must be there and up to date; <c>migrate</c> makes it so.</summary>
    public Task PrepareDatabaseAsync(CancellationToken cancellation) =>
        Database.MigrationGate.RunAsync(Services.GetRequiredService<IDbContextFactory<PortalDbContext>>(), () => Database.ShippedData.InstallAsync(Services, cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await app.DisposeAsync();
    }
}
