namespace StarPortal.Domain;

/// <summary>
/// A named fault of input or state. <paramref name="Feature"/> is the folder word (for example <c>Cycles</c>) and
/// <paramref name="Code"/> the key of its sentence: resource <c>Error_{Code}</c> in <c>{Feature}Text</c>.
/// </summary>
public sealed record Error(string Feature, string Code)
{
    /// <summary>Values for the placeholders {0}, {1} … of the sentence.</summary>
    public IReadOnlyList<object> Args { get; init; } = [];

    public Error With(params object[] args) => this with { Args = args };

    public bool Is(Error other) => other.Feature == Feature && other.Code == Code;

    public override string ToString() => $"{Feature}.{Code}({string.Join(", ", Args)})";
}
