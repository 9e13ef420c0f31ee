using System.Collections;
using System.Diagnostics;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>Addresses that hold a secret: who reads one in a log could use it.</summary>
internal static class SecretPaths
{
    private static readonly string[] Roots = ["/f/", "/verify/", "/calendar/", "/unsubscribe/"];

    /// <summary>The path without what is nobody's business.</summary>
    public static string Hide(string path)
    {
        foreach (var root in Roots)
        {
            // anywhere, because a proxy may put a path of its own in front
            if (path.IndexOf(root, StringComparison.OrdinalIgnoreCase) is var at and >= 0 && path.Length > at + root.Length)
            {
                return path[..(at + root.Length)] + "…";
            }
        }

        return path;
    }
}

/// <summary>
/// Hands the scopes around a log line to whoever writes it, with the trace in front. The server puts every request's path in
/// one of them: of addresses that are secret it comes without the secret.
/// </summary>
internal sealed class QuietScopes : IExternalScopeProvider
{
    private readonly LoggerExternalScopeProvider scopes = new();

    public IDisposable Push(object? state) => scopes.Push(state);

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (Activity.Current is { } activity)
        {
            callback(new Pairs([new("SpanId", activity.SpanId.ToHexString()), new("TraceId", activity.TraceId.ToHexString())]), state);
        }

        scopes.ForEachScope((scope, given) => given.callback(Quiet(scope), given.state), (callback, state));
    }

    private static object? Quiet(object? scope) =>
        scope is IReadOnlyList<KeyValuePair<string, object?>> pairs && pairs.Any(IsSecret)
            ? new Pairs([.. pairs.Select(p => IsSecret(p) ? new KeyValuePair<string, object?>(p.Key, SecretPaths.Hide((string)p.Value!)) : p)])
            : scope;

    private static bool IsSecret(KeyValuePair<string, object?> pair) => pair.Value is string text && text.StartsWith('/') && SecretPaths.Hide(text) != text;

    private sealed class Pairs(IReadOnlyList<KeyValuePair<string, object?>> pairs) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => pairs.Count;

        public KeyValuePair<string, object?> this[int index] => pairs[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => pairs.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => string.Join(' ', pairs.Select(p => $"{p.Key}:{p.Value}"));
    }
}
