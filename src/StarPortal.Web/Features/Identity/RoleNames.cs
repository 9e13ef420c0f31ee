using System.Globalization;
using StarPortal.Domain;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Identity;

/// <summary>Names of roles and account states in the reader's language.</summary>
internal static class RoleNames
{
    public static IReadOnlyList<Roles> Assignable { get; } = [Roles.HR, Roles.Committee, Roles.Administrator];

    public static string Of(Roles roles) =>
        string.Join(Formats.IsChinese ? "、" : ", ", Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r)).Select(One));

    public static string Of(AccountStatus status) => IdentityText.Resources.GetString($"Status_{status}", CultureInfo.CurrentUICulture)!;

    public static string Tone(AccountStatus status) => status switch
    {
        AccountStatus.Active => "good",
        AccountStatus.Locked or AccountStatus.NotSetUp => "warn",
        _ => "bad",
    };

    private static string One(Roles role) => IdentityText.Resources.GetString($"Role_{role}", CultureInfo.CurrentUICulture)!;
}
