using System.Globalization;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What HR can do about people in a cycle.</summary>
public enum ChangeAction
{
    Manager,
    Left,
    Returned,
    Transfer,
    Join,
    Withdraw,
    Restore,
    LeaveAsIs,
}

/// <summary>The words of changes.</summary>
internal static class ChangeWords
{
    public static string Of(Enum value) =>
        ChangesText.Resources.GetString($"{value.GetType().Name}_{value}", CultureInfo.CurrentUICulture) ?? value.ToString();

    public static string Of(ChangeAction action) => ChangesText.Resources.GetString($"Do_{action}", CultureInfo.CurrentUICulture) ?? action.ToString();

    /// <summary>What HR does about a difference.</summary>
    public static ChangeAction ActionFor(Domain.Cycles.DifferenceKind kind) => kind switch
    {
        Domain.Cycles.DifferenceKind.Manager => ChangeAction.Manager,
        Domain.Cycles.DifferenceKind.Left => ChangeAction.Left,
        Domain.Cycles.DifferenceKind.Returned => ChangeAction.Returned,
        Domain.Cycles.DifferenceKind.Joined => ChangeAction.Join,
        _ => ChangeAction.Transfer,
    };

    /// <summary>"A → B", or the one that is there; a kind of difference reads as its word.</summary>
    public static string FromTo(string before, string after)
    {
        before = ChangesText.Resources.GetString($"DifferenceKind_{before}", CultureInfo.CurrentUICulture) ?? before;
        return string.Join(" → ", new[] { before, after }.Where(t => t.Length > 0));
    }
}
