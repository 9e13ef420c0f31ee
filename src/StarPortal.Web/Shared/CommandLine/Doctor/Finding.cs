namespace StarPortal.Web.Shared.CommandLine.Doctor;

internal enum FindingState
{
    Ok,

    /// <summary>The portal runs, but something will be missing or go wrong later.</summary>
    Warning,

    /// <summary>The portal will not run properly.</summary>
    Fault,
}

/// <param name="Check">What was looked at.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do about it; empty when all is well.</param>
internal sealed record Finding(string Check, FindingState State, string Text, string Remedy = "")
{
    public static Finding Ok(string check, string text) => new(check, FindingState.Ok, text);

    public static Finding Warning(string check, string text, string remedy) => new(check, FindingState.Warning, text, remedy);

    public static Finding Fault(string check, string text, string remedy) => new(check, FindingState.Fault, text, remedy);
}
