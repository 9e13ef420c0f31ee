using System.Collections.Concurrent;

namespace StarPortal.Web.Features.Jobs;

/// <summary>
/// How far the tasks of this node have come inside a write transaction of their own, where they cannot write it down for
/// others to see. On another node the last step that was written down is shown.
/// </summary>
public sealed class TaskBoard
{
    private readonly ConcurrentDictionary<int, (int Done, int Total)> tasks = new();

    internal void Tell(int taskId, int done, int total) => tasks[taskId] = (done, total);

    internal void Forget(int taskId) => tasks.TryRemove(taskId, out _);

    internal (int Done, int Total)? Find(int taskId) => tasks.TryGetValue(taskId, out var at) ? at : null;
}
