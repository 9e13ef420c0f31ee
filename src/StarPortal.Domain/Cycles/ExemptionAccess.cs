namespace StarPortal.Domain.Cycles;

/// <summary>Where the actor stands towards a participant, or towards everybody.</summary>
/// <param name="EmployeeId">The participant's employee; null for everybody.</param>
/// <param name="InLine">The actor is the participant's manager, or a manager's manager, however far up.</param>
/// <param name="NobodyAbove">The participant reports to nobody.</param>
/// <param name="LeadsTheLine">People report to the actor, who reports to nobody.</param>
public sealed record LinePlace(int? EmployeeId, bool InLine, bool NobodyAbove, bool LeadsTheLine);

/// <summary>
/// Who asks for exemptions and who approves them. For one participant management is that person's line; who has nobody
/// above, and everybody together, is for the top of a reporting line or a member of the committee to approve. Nobody decides
/// about themselves alone; an exemption for everybody is nobody's own case.
/// </summary>
public static class ExemptionAccess
{
    public static bool CanRequest(Actor actor, LinePlace place) => place.EmployeeId is { } employee
        ? actor.IsHr || actor.EmployeeId == employee || place.InLine
        : actor.IsHr || SpeaksForAll(actor, place);

    public static bool CanApprove(ExemptionSide side, Actor actor, LinePlace place) => (side, place.EmployeeId) switch
    {
        (ExemptionSide.Hr, { } employee) => actor.IsHrFor(employee),
        (ExemptionSide.Hr, null) => actor.IsHr,
        (_, null) => SpeaksForAll(actor, place),
        (_, { } employee) => actor.EmployeeId != employee && (place.InLine || (place.NobodyAbove && actor.IsCommittee)),
    };

    /// <summary>Either side may say no.</summary>
    public static bool CanReject(Actor actor, LinePlace place) =>
        CanApprove(ExemptionSide.Hr, actor, place) || CanApprove(ExemptionSide.Management, actor, place);

    /// <summary>HR, never for oneself.</summary>
    public static bool CanRevoke(Actor actor, LinePlace place) => CanApprove(ExemptionSide.Hr, actor, place);

    private static bool SpeaksForAll(Actor actor, LinePlace place) => actor.IsCommittee || place.LeadsTheLine;
}
