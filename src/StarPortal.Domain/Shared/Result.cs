namespace StarPortal.Domain;

/// <summary>What a domain method or use case answers: success, or one or more named errors. Exceptions are for bugs only.</summary>
public class Result
{
    protected Result(IReadOnlyList<Error> errors) => Errors = errors;

    public static Result Ok { get; } = new([]);

    public IReadOnlyList<Error> Errors { get; }

    public bool Succeeded => Errors.Count == 0;

    public bool Failed => !Succeeded;

    /// <summary>The first error; only to be read after <see cref="Failed"/>.</summary>
    public Error Error => Errors[0];

    public static Result Fail(params IReadOnlyList<Error> errors) => errors.Count == 0 ? Ok : new(errors);

    public static implicit operator Result(Error error) => new([error]);
}

/// <inheritdoc cref="Result"/>
public sealed class Result<T> : Result
{
    private readonly T? value;

    private Result(T value)
        : base([]) => this.value = value;

    private Result(IReadOnlyList<Error> errors)
        : base(errors)
    {
    }

    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => Succeeded ? value! : throw new InvalidOperationException($"A failed result has no value: {Error}");

    public static new Result<T> Fail(params IReadOnlyList<Error> errors) => new(errors);

    /// <summary>For interfaces, which have no implicit conversion.</summary>
    public static Result<T> Of(T value) => new(value);

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Error error) => new([error]);
}
