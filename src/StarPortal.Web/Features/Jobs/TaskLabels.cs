using System.Globalization;
using StarPortal.Domain;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Words for what is kept by its name only.</summary>
internal static class TaskLabels
{
    /// <summary>The bare name for a kind of a later version.</summary>
    public static string Of(string kind) => Text($"Task_{kind}") ?? kind;

    public static string Count(string what) => Text($"Count_{what}") ?? what;

    /// <summary>A named error kept as <c>Feature.Code</c>.</summary>
    public static string Failure(string code)
    {
        var parts = code.Split('.', 2);
        var text = parts.Length == 2 ? ErrorText.For(new Error(parts[0], parts[1])) : JobsText.Error_TaskFailed;
        // a sentence that needs values which the task does not keep
        return text.Contains("{0}", StringComparison.Ordinal) ? JobsText.Error_TaskFailed : text;
    }

    /// <summary>What a task is doing, kept as <c>Feature.Code</c>; empty when its feature has no words for it.</summary>
    public static string Step(string code)
    {
        var parts = code.Split('.', 2);
        return parts.Length == 2 ? ErrorText.Find(parts[0]).GetString($"Step_{parts[1]}", CultureInfo.CurrentUICulture) ?? "" : "";
    }

    private static string? Text(string key) => JobsText.Resources.GetString(key, CultureInfo.CurrentUICulture);
}
