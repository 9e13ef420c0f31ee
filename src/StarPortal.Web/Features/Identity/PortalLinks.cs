using Microsoft.Extensions.Options;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>A link told once: its secret is not stored.</summary>
/// <param name="Path">Path and query on this portal.</param>
public sealed record IssuedLink(string Path, DateTime? ExpiresAt);

/// <summary>Addresses of one-time links.</summary>
public sealed class PortalLinks(IOptions<PortalOptions> options, IConfiguration configuration)
{
    public static IssuedLink Of(OneTimeLink link, string secret) => new($"{Page(link.Kind)}?token={secret}", link.ExpiresAt);

    public static string Page(LinkKind kind) => kind switch
    {
        LinkKind.SetUp => "/account/setup",
        LinkKind.Invitation => "/account/invitation",
        _ => "/account/reset",
    };

    /// <summary>The whole address for somebody outside.</summary>
    /// <param name="here">The address that the portal is being used at, when that is known.</param>
    public string Absolute(string path, string? here = null)
    {
        var start = options.Value.PublicUrl is { Length: > 0 } url ? url : here ?? FirstListened();
        return start.TrimEnd('/') + path;
    }

    private string FirstListened()
    {
        var first = (configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? "http://localhost:5000").Split(';')[0];
        return first.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);
    }
}
