using System.Globalization;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Audit;
using StarPortal.Web.Features.Reviews.ControlRoom.People;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>Words of the control room.</summary>
internal static class RoomLabels
{
    public static string Format(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    public static string OrDash(string? text) => string.IsNullOrWhiteSpace(text) ? "–" : text;

    public static string Of(ParticipantState state) => state switch
    {
        ParticipantState.Active => ControlRoomText.Participant_Active,
        ParticipantState.Leaver => ControlRoomText.Participant_Leaver,
        _ => ControlRoomText.Participant_Withdrawn,
    };

    /// <summary>"Review submitted: peer review by Ann Lee".</summary>
    public static string Of(HistoryLine line)
    {
        var what = line.Action switch
        {
            HistoryQueries.Launched => ControlRoomText.Event_Launched,
            HistoryQueries.Saved => ControlRoomText.Event_Saved,
            HistoryQueries.Missed => ControlRoomText.Event_Missed,
            _ => AuditLabels.Action(line.Action),
        };
        return line.Relationship is { } relationship ? Format(ControlRoomText.EventOfReview, what, ReviewLabels.Of(relationship), line.Reviewer) : what;
    }
}
