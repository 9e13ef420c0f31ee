namespace StarPortal.Domain.Cycles;

/// <summary>What a step of a closing has done, as numbers by name; added up over its chunks and shown to HR for good.</summary>
/// <param name="Numbers">By stable names such as <c>Promoted</c>.</param>
public sealed record ClosingCounts(IReadOnlyDictionary<string, long> Numbers)
{
    public static ClosingCounts None { get; } = new(new SortedDictionary<string, long>(StringComparer.Ordinal));

    /// <summary>Numbers that are zero are left out.</summary>
    public static ClosingCounts Of(params ReadOnlySpan<(string Name, long Number)> numbers)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, number) in numbers)
        {
            if (number != 0)
            {
                counts[name] = counts.GetValueOrDefault(name) + number;
            }
        }

        return new ClosingCounts(counts);
    }

    public long this[string name] => Numbers.TryGetValue(name, out var number) ? number : 0;

    public ClosingCounts Plus(ClosingCounts other)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, number) in Numbers.Concat(other.Numbers))
        {
            counts[name] = counts.GetValueOrDefault(name) + number;
        }

        return new ClosingCounts(counts);
    }

    /// <summary>For the audit trail.</summary>
    public override string ToString() => string.Join(", ", Numbers.Select(n => FormattableString.Invariant($"{n.Key}={n.Value}")));
}
