using StarPortal.Domain.Jobs;

namespace StarPortal.Domain.Tests.Jobs;

public sealed class LongTaskTests
{
    private static readonly DateTime Now = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void TryLater_AfterEachAttempt_WaitsLongerAndThenFails()
    {
        var task = New();
        var pauses = new List<double>();
        var now = Now;
        while (true)
        {
            Assert.True(task.CanBeTaken(now));
            task.Take("n", now.AddSeconds(30));
            if (!task.TryLater(now, "ref"))
            {
                break;
            }

            Assert.False(task.CanBeTaken(now));
            pauses.Add((task.NextAttemptAt!.Value - now).TotalSeconds);
            now = task.NextAttemptAt.Value;
        }

        Assert.Equal([10, 40, 160, 640], pauses);
        Assert.Equal(LongTask.MostAttempts, task.Attempts);
    }

    [Fact]
    public void TryLater_AfterManyInterruptions_StillHasAllItsAttempts()
    {
        var task = New();
        task.Take("n", Now.AddSeconds(30));
        for (var i = 0; i < LongTask.MostInterruptions - 1; i++)
        {
            task.Take("n", Now.AddSeconds(30));
        }

        Assert.True(task.TryLater(Now, "ref"));

        Assert.Equal((1, LongTask.MostInterruptions - 1), (task.Attempts, task.Interruptions));
        Assert.Equal(Now.AddSeconds(10), task.NextAttemptAt);
    }

    [Fact]
    public void Take_OfWhatWasInterruptedTooOften_IsNotWanted()
    {
        var task = New();
        task.Take("n", Now.AddSeconds(30));
        var interruptions = 0;
        for (; !task.IsGivenUp; interruptions++)
        {
            task.Take("n", Now.AddSeconds(30));
        }

        Assert.Equal(LongTask.MostInterruptions, interruptions);
        task.Finish(new Error("Jobs", "GivenUp"), Now, "ref");
        Assert.False(task.IsGivenUp);
        Assert.Equal((LongTaskState.Failed, "Jobs.GivenUp"), (task.State, task.FailureCode));
    }

    [Fact]
    public void IsGivenUp_OfATaskThatWaits_IsFalse()
    {
        var task = New();
        task.Take("n", Now.AddSeconds(30));
        for (var i = 0; i < LongTask.MostInterruptions; i++)
        {
            task.Take("n", Now.AddSeconds(30));
        }

        task.TryLater(Now, "ref");

        // a fault that could still be told says that the program stood
        Assert.False(task.IsGivenUp);
    }

    [Fact]
    public void Cancel_WhileItWaits_EndsItAtOnce()
    {
        var task = New();

        Assert.True(task.Cancel(Now).Succeeded);

        Assert.Equal(LongTaskState.Cancelled, task.State);
        Assert.True(task.Cancel(Now).Error.Is(LongTaskErrors.AlreadyOver));
    }

    [Fact]
    public void Cancel_WhileItRuns_OnlyAsks()
    {
        var task = New();
        task.Take("n", Now.AddSeconds(30));

        Assert.True(task.Cancel(Now).Succeeded);

        Assert.Equal(LongTaskState.Running, task.State);
        Assert.Equal(Now, task.CancelRequestedAt);
    }

    [Fact]
    public void Repeat_OfWhatFailed_QueuesItAfresh()
    {
        var task = New();
        Assert.True(task.Repeat().Error.Is(LongTaskErrors.NotRepeatable));
        task.Take("n", Now.AddSeconds(30));
        task.Take("m", Now.AddSeconds(30));
        task.Finish(new Error("Jobs", "TaskFailed"), Now, "ref");

        Assert.True(task.Repeat().Succeeded);

        Assert.Equal((LongTaskState.Queued, 0, 0, "", ""), (task.State, task.Attempts, task.Interruptions, task.FailureCode, task.Reference));
        Assert.True(task.CanBeTaken(Now));
    }

    private static LongTask New() => new("Nothing", 1, "", Actor.System("test"), Now);
}
