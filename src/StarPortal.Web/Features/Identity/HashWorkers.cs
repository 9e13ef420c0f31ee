using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using StarPortal.Data.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// Makes and checks password hashes on a few threads of its own. One hash takes about 85 ms of a processor on purpose;
/// a deadline's storm of sign-ins then waits in line here instead of slowing everybody who is already at work.
/// </summary>
public sealed class HashWorkers : IDisposable
{
    private const int MaximumWaiting = 2_000;
    private static readonly Account Nobody = new();
    private readonly Channel<Action> line = Channel.CreateBounded<Action>(MaximumWaiting);
    private readonly IPasswordHasher<Account> hasher;
    private readonly Lazy<string> decoy;

    public HashWorkers(IPasswordHasher<Account> hasher)
    {
        this.hasher = hasher;
        // a hash of something nobody can type: checking against it takes as long as a real one
        decoy = new Lazy<string>(() => hasher.HashPassword(Nobody, Guid.NewGuid().ToString("N")));
        for (var i = 0; i < Math.Max(1, Environment.ProcessorCount / 2); i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"Password hashing {i + 1}", Priority = ThreadPriority.BelowNormal }.Start();
        }
    }

    public Task<string> HashAsync(string password, CancellationToken cancellation) =>
        QueueAsync(() => hasher.HashPassword(Nobody, password), cancellation);

    /// <summary>Checks a password; without a hash (unknown account, no password yet) it takes as long and fails.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken cancellation) =>
        QueueAsync(
            () =>
            {
                var answer = hasher.VerifyHashedPassword(Nobody, hash ?? decoy.Value, password);
                return hash is null ? PasswordVerificationResult.Failed : answer;
            },
            cancellation);

    public void Dispose() => line.Writer.TryComplete();

    private async Task<T> QueueAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await line.Writer.WriteAsync(
            () =>
            {
                try
                {
                    done.SetResult(work());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            },
            cancellation);
        return await done.Task.WaitAsync(cancellation);
    }

    private void Work()
    {
        var reader = line.Reader;
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var work))
            {
                work();
            }
        }
    }
}
