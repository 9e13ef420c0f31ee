using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews;

namespace StarPortal.Web.Tests.Reviews;

public sealed class ReviewEditorTests
{
    private readonly Dictionary<string, AnswerContent> server = [];
    private readonly List<IReadOnlyList<AnswerChange>> sent = [];
    private TaskCompletionSource? hold;
    private Error? refuse;
    private bool lose;

    [Fact]
    public async Task Flush_SendsOnlyWhatChanged()
    {
        var editor = Editor();
        editor.Rate("quality", 4);
        editor.Write("proud", "much");
        Assert.True(await editor.FlushAsync());
        editor.Write("proud", "very much");

        Assert.True(await editor.FlushAsync());

        Assert.Equal([2, 1], sent.Select(s => s.Count));
        Assert.False(editor.IsToSave);
        Assert.True(await editor.FlushAsync());
        Assert.Equal(2, sent.Count);
    }

    [Fact]
    public async Task Flush_WhileSaving_WaitsAndThenSavesTheRest()
    {
        var editor = Editor();
        hold = new TaskCompletionSource();
        editor.Write("proud", "one");
        var first = editor.FlushAsync();
        editor.Write("proud", "one and two");
        var second = editor.FlushAsync();
        Assert.Single(sent);

        hold.SetResult();

        Assert.True(await first);
        Assert.True(await second);
        Assert.Equal("one and two", server["proud"].Text);
        Assert.Equal("one and two", editor["proud"].Current.Text);
        Assert.Equal("one", sent[1].Single().Base.Text);
    }

    [Fact]
    public async Task Flush_Refused_KeepsTheTextAndSaysWhy()
    {
        var editor = Editor();
        refuse = ReviewErrors.PhaseClosed;
        editor.Write("proud", "text");

        Assert.False(await editor.FlushAsync());

        Assert.True(Assert.Single(editor.Errors).Is(ReviewErrors.PhaseClosed));
        Assert.Equal("text", editor["proud"].Current.Text);
        refuse = null;
        Assert.True(await editor.FlushAsync());
        Assert.Empty(editor.Errors);
    }

    [Fact]
    public async Task Flush_ChangedElsewhere_ShowsBothAndOverwritesNeither()
    {
        var editor = Editor();
        server["proud"] = new("proud", null, false, "theirs");
        server["quality"] = new("quality", 2, false, "");
        editor.Write("proud", "mine");

        await editor.FlushAsync();

        Assert.Equal(["proud"], editor.ConflictKeys);
        Assert.Equal(("mine", "theirs"), (editor["proud"].Current.Text, editor["proud"].Theirs!.Text));
        Assert.Equal("theirs", server["proud"].Text);
        // an answer that was not touched here follows the server
        Assert.Equal(2, editor["quality"].Current.Rating);
        Assert.Equal(1, editor.Refreshed);
    }

    [Fact]
    public async Task Refresh_ShowsWhatAnotherWindowSaved()
    {
        var editor = Editor();
        server["proud"] = new("proud", null, false, "from elsewhere");

        await editor.RefreshAsync();

        Assert.Equal("from elsewhere", editor["proud"].Current.Text);
        Assert.Equal(4, editor.Version);
    }

    [Theory]
    [InlineData(ConflictChoice.Mine, "mine")]
    [InlineData(ConflictChoice.Theirs, "theirs")]
    [InlineData(ConflictChoice.Both, "mine\n\ntheirs")]
    public async Task Choose_SettlesTheConflict(ConflictChoice choice, string text)
    {
        var editor = Editor();
        server["proud"] = new("proud", null, false, "theirs");
        editor.Write("proud", "mine");
        await editor.FlushAsync();

        editor.Choose("proud", choice);
        await editor.FlushAsync();

        Assert.Empty(editor.ConflictKeys);
        Assert.Equal(text, server["proud"].Text);
        Assert.Equal(text, editor["proud"].Current.Text);
    }

    [Fact]
    public void Restore_TextThatNeverArrived_ComesBackAndIsToSave()
    {
        var editor = Editor();

        Assert.Equal(1, editor.Restore([new KeptAnswer("proud", null, false, "half a sent", new KeptBase(null, false, "")), new KeptAnswer("gone", 3, false, "", null)]));

        Assert.Equal("half a sent", editor["proud"].Current.Text);
        Assert.True(editor["proud"].IsToSave);
    }

    [Fact]
    public void Restore_TextThatTheServerHasMeanwhile_IsAConflict()
    {
        server["proud"] = new("proud", null, false, "from the phone");
        var editor = Editor();

        editor.Restore([new KeptAnswer("proud", null, false, "from the train", new KeptBase(null, false, ""))]);

        Assert.Equal(["proud"], editor.ConflictKeys);
        Assert.Equal("from the phone", editor["proud"].Theirs!.Text);
        Assert.False(editor.IsToSave);
    }

    [Fact]
    public void Restore_AfterTheServerGotAnEarlierPart_IsNoConflict()
    {
        server["proud"] = new("proud", null, false, "half");
        var editor = Editor();

        editor.Restore([new KeptAnswer("proud", null, false, "half a sentence", new KeptBase(null, false, ""), [new KeptBase(null, false, "half")])]);

        Assert.Empty(editor.ConflictKeys);
        Assert.True(editor["proud"].IsToSave);
    }

    [Fact]
    public void Restore_AfterTheServerGotTheRatingAndNotTheText_IsNoConflict()
    {
        server["quality"] = new("quality", 4, false, "");
        var editor = Editor();

        editor.Restore([new KeptAnswer("quality", 4, false, "because", new KeptBase(null, false, ""), [new KeptBase(4, false, "bec")])]);

        Assert.Empty(editor.ConflictKeys);
        Assert.Equal("because", editor["quality"].Current.Text);
    }

    [Fact]
    public void Restore_OfTwoWindowsLeftWithDifferentTexts_LosesNeither()
    {
        var editor = Editor();

        Assert.Equal(1, editor.Restore([new KeptAnswer("proud", null, false, "newer", new KeptBase(null, false, "")), new KeptAnswer("proud", null, false, "older", new KeptBase(null, false, ""))]));

        Assert.Equal(("newer", "older"), (editor["proud"].Current.Text, editor["proud"].Theirs!.Text));
        editor.Choose("proud", ConflictChoice.Both);
        Assert.Equal("newer\n\nolder", editor["proud"].Current.Text);
    }

    [Fact]
    public void Restore_OfTwoWindowsOneOfWhichWentOnWithTheSameText_IsOneText()
    {
        var editor = Editor();

        editor.Restore([new KeptAnswer("proud", null, false, "one and two", null), new KeptAnswer("proud", null, false, "one", null)]);

        Assert.Empty(editor.ConflictKeys);
        Assert.Equal("one and two", editor["proud"].Current.Text);
    }

    [Fact]
    public async Task Flush_WhoseAnswerWasLostOnTheWay_GoesOnWithoutAConflict()
    {
        var editor = Editor();
        lose = true;
        editor.Write("proud", "one");
        Assert.False(await editor.FlushAsync());
        lose = false;
        editor.Write("proud", "one and two");

        Assert.True(await editor.FlushAsync());

        Assert.Empty(editor.ConflictKeys);
        Assert.Equal("one and two", server["proud"].Text);
    }

    [Fact]
    public void Restore_WhatIsSavedAlready_CountsAsNothing()
    {
        server["proud"] = new("proud", null, false, "a\nb");

        Assert.Equal(0, Editor().Restore([new KeptAnswer("proud", null, false, "a\r\nb", null)]));
    }

    private ReviewEditor Editor()
    {
        var view = new ReviewView(
            1, new ReviewSubject(7, "Li", "", "Ops"), "Li", "Q4", Relationship.Self, ReviewState.Draft, 3, null, null, null, null, ReviewReader.Author, null, null, false,
            new ReviewAudience("Mona", 3, 1, false),
            [new ScalePoint(1, "low"), new ScalePoint(5, "high")],
            [new ReviewSectionView("s", "S", [new ReviewItemView("quality", "Quality", "", new Dictionary<int, string>())])],
            [new ReviewQuestionView("proud", "Proud?", true, Domain.Templates.AnswerVisibility.ParticipantAndManager)],
            [.. server.Values],
            null,
            []);
        return new ReviewEditor(view, SaveAsync);
    }

    private async Task<Result<SavedDraft>> SaveAsync(IReadOnlyList<AnswerChange> changes)
    {
        sent.Add(changes);
        if (hold is not null)
        {
            await hold.Task;
        }

        if (refuse is not null)
        {
            return refuse;
        }

        var conflicts = new List<string>();
        foreach (var change in changes)
        {
            var there = server.GetValueOrDefault(change.Mine.ItemKey) ?? AnswerContent.Empty(change.Mine.ItemKey);
            if (change.Base.SaysTheSameAs(there))
            {
                server[change.Mine.ItemKey] = change.Mine;
            }
            else
            {
                conflicts.Add(change.Mine.ItemKey);
            }
        }

        if (lose)
        {
            return new Error("Reviews", "SaveFailed");
        }

        return new SavedDraft(4, DateTime.UnixEpoch, [.. server.Values], conflicts);
    }
}
