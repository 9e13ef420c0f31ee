using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>The list of common passwords and stems (CommonPasswords.txt), and the password rules with it.</summary>
public static class CommonPasswords
{
    private static readonly Lazy<HashSet<string>> List = new(Load);

    public static int Count => List.Value.Count;

    /// <param name="password">In lower case.</param>
    public static bool Contains(string password) => List.Value.Contains(password);

    /// <summary>All rules for a new password of this person.</summary>
    public static Result Check(string password, params IEnumerable<string?> own) =>
        PasswordRules.Check(password, own.OfType<string>(), Contains);

    private static HashSet<string> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("StarPortal.Web.Features.Identity.CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
