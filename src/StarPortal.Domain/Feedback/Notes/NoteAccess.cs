namespace StarPortal.Domain.Feedback;

/// <summary>Who may do what with feedback notes and requests. HR and administrators read none as such: a note is between people.</summary>
public static class NoteAccess
{
    /// <summary>The giver always; the recipient and the manager whom the giver let read it, as long as it is not withdrawn.</summary>
    public static bool CanRead(Actor actor, int fromId, int toId, int? sharedWithId, NoteState state) =>
        actor.EmployeeId is { } me && (me == fromId || (state == NoteState.Sent && (me == toId || me == sharedWithId)));

    public static bool CanWithdraw(Actor actor, int fromId) => actor.EmployeeId == fromId;

    /// <summary>Giver and recipient.</summary>
    public static bool CanFollowUp(Actor actor, int fromId, int toId) => actor.EmployeeId is { } me && (me == fromId || me == toId);

    /// <summary>About oneself, or about somebody one manages.</summary>
    /// <param name="managerId">Who manages the subject today.</param>
    public static bool CanAskAbout(Actor actor, int subjectId, int? managerId) =>
        actor.EmployeeId is { } me && (me == subjectId || me == managerId);

    /// <summary>Answer or decline.</summary>
    public static bool CanAnswer(Actor actor, int askedId) => actor.EmployeeId == askedId;

    public static bool CanTakeBackRequest(Actor actor, int requesterId) => actor.EmployeeId == requesterId;

    /// <summary>Add, change and retire phrases.</summary>
    public static bool CanManagePhrases(Actor actor) => actor.IsHr;
}
