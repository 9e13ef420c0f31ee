using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Ends of a task that are no handler's own.</summary>
public static class JobErrors
{
    /// <summary>The handler threw: described in the log.</summary>
    public static readonly Error TaskFailed = new("Jobs", "TaskFailed");

    /// <summary>Nothing carries out tasks of this kind, for example after an update.</summary>
    public static readonly Error UnknownKind = new("Jobs", "UnknownKind");

    /// <summary>Begun again and again, and each time the program ended before it did.</summary>
    public static readonly Error GivenUp = new("Jobs", "GivenUp");

    /// <summary>The job is switched off in the settings.</summary>
    public static readonly Error SwitchedOff = new("Jobs", "SwitchedOff");

    /// <summary>The work must not be left half done.</summary>
    public static readonly Error NotCancellable = new("Jobs", "NotCancellable");
}
