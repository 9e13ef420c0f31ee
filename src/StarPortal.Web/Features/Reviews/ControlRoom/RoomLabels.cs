using System.Globalization;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Audit;
using StarPortal.Web.Features.Reviews.ControlRoom.Counts;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Features.Reviews.ControlRoom.People;
using StarPortal.Web.Shared;

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

    /// <summary>2026-11-22 14:03 for a file, in UTC.</summary>
    public static string? Moment(DateTime? utc) => utc?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    public static string Separator => Formats.IsChinese ? "；" : "; ";

    /// <summary>+0.35: a difference with its sign.</summary>
    public static string Signed(decimal? value) =>
        value is { } difference ? Domain.Rounding.Score(difference).ToString("+0.00;-0.00;0.00", CultureInfo.CurrentCulture) : "–";

    public static string Percent(int? percent) => percent is { } value ? Formats.Percent(value) : "–";

    public static string Of(RoomState state) => state switch
    {
        RoomState.All => ControlRoomText.Filter_All,
        RoomState.Open => ControlRoomText.Filter_Open,
        RoomState.Late => ControlRoomText.Filter_Late,
        RoomState.DueSoon => ControlRoomText.Filter_DueSoon,
        RoomState.Missed => ControlRoomText.Filter_Missed,
        RoomState.Declined => ControlRoomText.Filter_Declined,
        RoomState.Submitted => ControlRoomText.Filter_Submitted,
        RoomState.Withdrawn => ControlRoomText.Filter_Withdrawn,
        _ => ControlRoomText.Filter_Over,
    };

    public static string Of(PhaseState state) => state switch
    {
        PhaseState.Pending => ControlRoomText.PhaseState_Pending,
        PhaseState.Open => ControlRoomText.PhaseState_Open,
        _ => ControlRoomText.PhaseState_Closed,
    };

    public static string Of(HeatColumn column) => column.Kind is { } kind ? ReviewLabels.Of(kind) : Of(column.Phase!.Value);

    public static string Of(PhaseKind phase) => phase switch
    {
        PhaseKind.SelfReview => ControlRoomText.Phase_SelfReview,
        PhaseKind.ManagerReview => ControlRoomText.Phase_ManagerReview,
        _ => ControlRoomText.Phase_PeerReview,
    };

    /// <summary>"Review submitted: peer review by Ann Lee".</summary>
    public static string Of(HistoryLine line)
    {
        var what = line.Action switch
        {
            HistoryQueries.Launched => ControlRoomText.Event_Launched,
            HistoryQueries.Saved => ControlRoomText.Event_Saved,
            HistoryQueries.Missed => ControlRoomText.Event_Missed,
            HistoryQueries.Computed => ControlRoomText.Event_Computed,
            HistoryQueries.Calibrated => ControlRoomText.Event_Calibrated,
            HistoryQueries.Appealed => ControlRoomText.Event_Appealed,
            _ => AuditLabels.Action(line.Action),
        };
        return line.Relationship is { } relationship ? Format(ControlRoomText.EventOfReview, what, ReviewLabels.Of(relationship), line.Reviewer) : what;
    }
}
