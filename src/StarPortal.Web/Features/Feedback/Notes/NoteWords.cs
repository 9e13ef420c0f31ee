using System.Globalization;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Words of notes and requests in the reader's language.</summary>
internal static class NoteWords
{
    public static string Of(NoteKind kind) => kind == NoteKind.Praise ? NotesText.NoteKind_Praise : NotesText.NoteKind_Improve;

    public static string Of(FeedbackRequestState state) => NotesText.Resources.GetString($"FeedbackRequestState_{state}", CultureInfo.CurrentUICulture) ?? state.ToString();

    public static string Of(NoteList list) => NotesText.Resources.GetString($"NoteList_{list}", CultureInfo.CurrentUICulture) ?? list.ToString();

    public static string TagOf(FeedbackRequestState state) => state switch
    {
        FeedbackRequestState.Open => "tag warn",
        FeedbackRequestState.Answered => "tag good",
        _ => "tag",
    };

    public static string Fill(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    public static string Title(NoteKind kind, string from) => Fill(NotesText.EvidenceTitle, Of(kind), from);

    public static string Text(string situation, string behaviour, string impact) =>
        $"{NotesText.Situation}: {situation}\n{NotesText.Behaviour}: {behaviour}\n{NotesText.Impact}: {impact}";
}
