using System.Globalization;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Cycles.CheckIns;

/// <summary>Words of check-ins in the reader's language.</summary>
internal static class CheckInWords
{
    public static string Of(CheckInStatus status) => status switch
    {
        CheckInStatus.OnTrack => CheckInsText.CheckInStatus_OnTrack,
        CheckInStatus.AtRisk => CheckInsText.CheckInStatus_AtRisk,
        _ => CheckInsText.CheckInStatus_OffTrack,
    };

    public static string TagOf(CheckInStatus status) => status switch
    {
        CheckInStatus.OnTrack => "tag good",
        CheckInStatus.AtRisk => "tag warn",
        _ => "tag bad",
    };

    public static string Fill(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    public static string Href(int participantId) => FormattableString.Invariant($"/reviews/team/{participantId}/check-in");
}
