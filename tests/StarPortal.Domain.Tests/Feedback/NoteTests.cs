using StarPortal.Domain.Cycles;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Feedback;

namespace StarPortal.Domain.Tests.Feedback;

public sealed class NoteTests
{
    private static readonly DateTime now = new(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly today = new(2026, 11, 20);
    private static readonly NoteContent plain = new("In the meeting", "You listened", "We decided", NoteKind.Praise, NoteVisibility.Recipient, "", null);

    [Fact]
    public void Send_WithoutItsParts_NamesEachOfThem()
    {
        var sent = FeedbackNote.Send(1, null, plain with { Situation = " ", Behaviour = "", Impact = "\n", FollowUpOn = today.AddDays(-1) }, null, null, today, now);

        Assert.Equal(["RecipientMissing", "SituationMissing", "BehaviourMissing", "ImpactMissing", "FollowUpPast"], sent.Errors.Select(e => e.Code));
    }

    [Theory]
    [InlineData(1, 9, true, "ToOneself")]
    [InlineData(2, 9, false, "RecipientLeft")]
    public void Send_ToSomebodyWhoCannotHaveIt_IsRefused(int to, int manager, bool employed, string code) =>
        Assert.Equal(code, FeedbackNote.Send(1, new(to, manager, employed), plain, null, null, today, now).Error.Code);

    [Theory]
    [InlineData(9, 9, null)]
    [InlineData(null, null, "NoManagerToShareWith")]
    [InlineData(1, 1, "NoManagerToShareWith")]
    [InlineData(9, 8, "ManagerHasChanged")]
    public void Send_SharedWithTheManager_ReachesOnlyWhomTheGiverSaw(int? manager, int? seen, string? code)
    {
        var sent = FeedbackNote.Send(1, new(2, manager, true), plain with { Visibility = NoteVisibility.RecipientAndManager }, null, seen, today, now);

        Assert.Equal(code, sent.Failed ? sent.Error.Code : null);
        Assert.Equal(code is null ? 9 : null, sent.Succeeded ? sent.Value.SharedWithId : null);
    }

    [Fact]
    public void Send_AsAnswerToTheManager_IsReadByTheManager()
    {
        var request = FeedbackRequest.Ask(9, 2, [1], "How was it?", today.AddDays(3), today, now).Value.Single();

        Assert.Equal(NoteErrors.ManagerAsked, FeedbackNote.Send(1, new(2, 9, true), plain, request, 9, today, now).Error);
        Assert.True(FeedbackNote.Send(1, new(2, 9, true), plain with { Visibility = NoteVisibility.RecipientAndManager }, request, 9, today, now).Succeeded);
    }

    [Theory]
    [InlineData(24, null)]
    [InlineData(25, "WithdrawTooLate")]
    public void Withdraw_IsForTheFirstDayOnly(int hours, string? code)
    {
        var note = FeedbackNote.Send(1, new(2, 9, true), plain, null, null, today, now).Value;

        var withdrawn = note.Withdraw("Wrong person", now.AddHours(hours));

        Assert.Equal(code, withdrawn.Failed ? withdrawn.Error.Code : null);
        // what was written is kept either way
        Assert.Equal("You listened", note.Behaviour);
    }

    [Theory]
    [InlineData(1, NoteState.Sent, true)]
    [InlineData(2, NoteState.Sent, true)]
    [InlineData(9, NoteState.Sent, true)]
    [InlineData(8, NoteState.Sent, false)]
    [InlineData(1, NoteState.Withdrawn, true)]
    [InlineData(2, NoteState.Withdrawn, false)]
    [InlineData(9, NoteState.Withdrawn, false)]
    public void CanRead_IsForThoseNamedBeforeSending(int reader, NoteState state, bool expected)
    {
        foreach (var roles in new[] { Roles.Employee, Roles.HR | Roles.Employee, Roles.Administrator })
        {
            Assert.Equal(expected, NoteAccess.CanRead(new Actor(5, reader, "x", roles), 1, 2, 9, state));
        }

        Assert.False(NoteAccess.CanRead(new Actor(5, null, "x", Roles.HR), 1, 2, null, state));
    }

    [Theory]
    // 16 November 2026 is a Monday
    [InlineData("2026-11-16T08:00", "2026-11-19T07:59", false)]
    [InlineData("2026-11-16T08:00", "2026-11-19T08:00", true)]
    [InlineData("2026-11-19T08:00", "2026-11-23T08:00", false)]
    [InlineData("2026-11-19T08:00", "2026-11-24T08:00", true)]
    [InlineData("2026-11-20T08:00", "2026-11-25T08:00", true)]
    [InlineData("2026-11-21T08:00", "2026-11-24T23:00", false)]
    [InlineData("2026-11-21T08:00", "2026-11-25T08:00", true)]
    [InlineData("2026-11-16T08:00", "2026-11-21T12:00", false)]
    public void Nudge_ComesAfterThreeWorkingDays(string asked, string at, bool expected)
    {
        var request = FeedbackRequest.Ask(1, 1, [2], "How was it?", new(2027, 1, 1), new(2026, 11, 16), Utc(asked)).Value.Single();

        Assert.Equal(expected, request.IsToNudge(TimeZoneInfo.Utc, WorkCalendar.Weekdays, Utc(at)));
    }

    [Fact]
    public void Nudge_CountsInTheAskedPersonsZone()
    {
        // Friday 23:00 in UTC is Saturday in Shanghai: counting begins on Monday there
        var request = FeedbackRequest.Ask(1, 1, [2], "How was it?", new(2027, 1, 1), new(2026, 11, 16), Utc("2026-11-20T23:00")).Value.Single();

        Assert.False(request.IsToNudge(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), WorkCalendar.Weekdays, Utc("2026-11-24T20:00")));
        Assert.True(request.IsToNudge(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), WorkCalendar.Weekdays, Utc("2026-11-24T23:00")));
        request.Nudge(now);
        Assert.False(request.IsToNudge(TimeZoneInfo.Utc, WorkCalendar.Weekdays, Utc("2026-12-01T12:00")));
    }

    [Fact]
    public void Ask_NamesWhatIsWrong()
    {
        var asked = FeedbackRequest.Ask(1, 2, [1], " ", today.AddDays(-1), today, now);

        Assert.Equal(["AskedIsRequester", "MessageMissing", "DueRange"], asked.Errors.Select(e => e.Code));
        Assert.Equal(NoteErrors.AskedIsSubject, FeedbackRequest.Ask(9, 2, [2], "?", today, today, now).Error);
        Assert.Equal(NoteErrors.NobodyAsked, FeedbackRequest.Ask(9, 2, [], "?", today, today, now).Error);
    }

    [Fact]
    public void Answer_OfAnExpiredRequest_StillCounts()
    {
        var request = FeedbackRequest.Ask(1, 1, [2], "How was it?", today, today, now).Value.Single();

        Assert.True(request.Expire(today.AddDays(1)));
        Assert.True(request.Answer(now.AddDays(2)).Succeeded);
        Assert.Equal(FeedbackRequestState.Answered, request.State);
        Assert.Equal(NoteErrors.RequestNotOpen, request.Decline("Too late", now).Error);
    }

    [Fact]
    public void Notebook_HandedOver_IsACopyThatNobodyChanges()
    {
        var entry = NotebookEntry.Write(9, 2, new(today, "Found the fault", ""), today, now).Value;

        var copy = entry.HandOver(8, now);

        Assert.Equal((8, 9, "Found the fault"), (copy.AuthorId, copy.WrittenById, copy.Text));
        Assert.Equal(NoteErrors.EntryHandedOver, copy.Change(new(today, "Something else", ""), today, now).Error);
        Assert.Equal(9, entry.AuthorId);
    }

    [Theory]
    [InlineData(9, Roles.Employee, true)]
    [InlineData(8, Roles.Employee, false)]
    [InlineData(8, Roles.Employee | Roles.HR, false)]
    [InlineData(8, Roles.Administrator, false)]
    public void Notebook_IsReadByItsAuthorOnly(int reader, Roles roles, bool expected) =>
        Assert.Equal(expected, NotebookAccess.CanRead(new Actor(5, reader, "x", roles), 9));

    [Theory]
    [InlineData(CycleState.Running, null, true)]
    [InlineData(CycleState.Running, PhaseState.Open, true)]
    [InlineData(CycleState.Running, PhaseState.Pending, false)]
    [InlineData(CycleState.Running, PhaseState.Closed, false)]
    [InlineData(CycleState.Calibrating, null, false)]
    [InlineData(CycleState.Released, PhaseState.Open, false)]
    public void CheckIn_IsWrittenInItsPhaseOrWhileTheCycleRuns(CycleState cycle, PhaseState? phase, bool expected) =>
        Assert.Equal(expected, CheckInAccess.IsOpen(cycle, phase));

    [Fact]
    public void CheckIn_ReadIsNotHrs()
    {
        Assert.False(CheckInAccess.CanRead(new Actor(5, 7, "x", Roles.HR | Roles.Employee), 2, 9, 9));
        Assert.True(CheckInAccess.CanRead(new Actor(5, 2, "x", Roles.Employee), 2, 9, 9));
        Assert.False(CheckInAccess.CanWrite(new Actor(5, 9, "x", Roles.Employee), 9, 2, ParticipantState.Withdrawn));
    }

    [Fact]
    public void Draft_FieldThatAnotherWindowChanged_IsNeverOverwritten()
    {
        var draft = new WritingDraft(1, "note:new");
        Assert.Empty(draft.Save([new("impact", "one", null), new("situation", "s", null)], now));

        var conflicts = draft.Save([new("impact", "two", null), new("situation", "s2", "s")], now);

        Assert.Equal(["impact"], conflicts);
        Assert.Equal(["one", "s2"], draft.Fields.Select(f => f.Text));
        Assert.Empty(draft.Save([new("impact", "one", "other")], now));
    }

    [Fact]
    public void Phrases_AreEnoughInBothLanguagesAndForKnownIndicators()
    {
        var phrases = GeneralPhrases.All;
        var codes = StarPortal.Domain.Templates.GeneralIndicators.All.Select(i => i.Code).ToHashSet();

        Assert.True(phrases.Count >= 60, $"{phrases.Count}");
        Assert.Equal(phrases.Count, phrases.Select(p => p.Code).Distinct().Count());
        Assert.Equal(phrases.Count, phrases.Select(p => p.Content.Text.En).Distinct().Count());
        Assert.Equal(phrases.Count, phrases.Select(p => p.Content.Text.Zh).Distinct().Count());
        Assert.All(phrases, p => Assert.Contains(p.Content.IndicatorCode, codes));
        Assert.All(phrases, p => Assert.InRange(Math.Max(p.Content.Text.En.Length, p.Content.Text.Zh.Length), 10, Phrase.LongestText));
        Assert.All(phrases, p => Assert.Contains('[', p.Content.Text.En));
        Assert.All(phrases, p => Assert.Contains('[', p.Content.Text.Zh));
        Assert.All(phrases, p => Assert.Matches("\\p{IsCJKUnifiedIdeographs}", p.Content.Text.Zh));
        Assert.Equal(2, phrases.Select(p => p.Content.Kind).Distinct().Count());
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
