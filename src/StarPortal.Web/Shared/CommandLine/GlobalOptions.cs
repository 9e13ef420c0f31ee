using System.CommandLine;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.CommandLine;

/// <summary>Options that every verb understands.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Provider { get; } = new("--provider") { Description = "Database: sqlite (default) or postgres.", Recursive = true };

    public static Option<string?> Connection { get; } = new("--connection") { Description = "Connection string of the database.", Recursive = true };

    public static Option<string?> Data { get; } = new("--data") { Description = "Data directory (default: ./data).", Recursive = true };

    public static Option<bool> Json { get; } = new("--json") { Description = "Machine-readable output.", Recursive = true };

    public static IEnumerable<Option> All => [Provider, Connection, Data, Json];

    public static Dictionary<string, string?> Settings(ParseResult parse)
    {
        var settings = new Dictionary<string, string?>();
        Set(nameof(PortalOptions.Provider), parse.GetValue(Provider));
        Set(nameof(PortalOptions.Connection), parse.GetValue(Connection));
        Set(nameof(PortalOptions.Data), parse.GetValue(Data));
        return settings;

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                settings[$"{PortalOptions.Section}:{key}"] = value;
            }
        }
    }
}
