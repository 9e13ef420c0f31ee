using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Ends of a task that are no handler's own.</summary>
public static class JobErrors
{
    /// <summary>The handler threw: a bug, described in the log.</summary>
    public static readonly Error TaskFailed = new("Jobs", "TaskFailed");

    /// <summary>Nothing carries out tasks of this kind, for example after an update.</summary>
    public static readonly Error UnknownKind = new("Jobs", "UnknownKind");
}
