namespace StarPortal.Domain.Identity;

/// <summary>
/// What a password must be: long enough and not guessable. No demands on kinds of characters (NIST SP 800-63B 5.1.1.2):
/// they make passwords that are hard to remember and easy to guess.
/// </summary>
public static class PasswordRules
{
    public const int MinimumLength = 10;

    public const int MaximumLength = 128;

    /// <summary>Fewer different characters than this is "aaaaaaaaaa" or "1212121212".</summary>
    public const int MinimumDistinct = 5;

    private const int ShortestOwnWord = 4;

    private static readonly char[] Tail = [.. "0123456789!?.,;:-_#$%&*+@ "];

    /// <param name="password">What somebody wants as a password.</param>
    /// <param name="own">E-mail, name, employee number: their words of four letters or more must not be in it.</param>
    /// <param name="isCommon">Whether a password, in lower case, is on the list of common ones.</param>
    public static Result Check(string password, IEnumerable<string> own, Func<string, bool> isCommon)
    {
        if (password.Length < MinimumLength)
        {
            return IdentityErrors.PasswordTooShort.With(MinimumLength);
        }

        if (password.Length > MaximumLength)
        {
            return IdentityErrors.PasswordTooLong.With(MaximumLength);
        }

        if (password.Distinct().Count() < MinimumDistinct || IsRun(password))
        {
            return IdentityErrors.PasswordTooFewCharacters;
        }

        var lower = password.ToLowerInvariant();
        var stem = lower.TrimEnd(Tail);
        if (new[] { lower, Plain(lower), stem, Plain(stem) }.Any(isCommon))
        {
            return IdentityErrors.PasswordCommon;
        }

        return OwnWords(own).Any(word => lower.Contains(word, StringComparison.Ordinal)) ? IdentityErrors.PasswordPersonal : Result.Ok;
    }

    private static IEnumerable<string> OwnWords(IEnumerable<string> own) => own
        .SelectMany(text => text.Split(['@', '.', '-', '_', '+', ' ', '\'', ','], StringSplitOptions.RemoveEmptyEntries))
        .Where(word => word.Length >= ShortestOwnWord || (word.Length >= 2 && word.All(c => c >= 0x2E80)))
        .Select(word => word.ToLowerInvariant());

    /// <summary>"abcdefghij" or "9876543210": each character follows from the one before.</summary>
    private static bool IsRun(string text)
    {
        var step = text[1] - text[0];
        return Math.Abs(step) <= 1 && Enumerable.Range(1, text.Length - 1).All(i => text[i] - text[i - 1] == step);
    }

    /// <summary>The word behind look-alikes: p@ssw0rd is password.</summary>
    private static string Plain(string lower) => string.Create(lower.Length, lower, static (span, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            span[i] = text[i] switch
            {
                '@' or '4' => 'a',
                '0' => 'o',
                '3' => 'e',
                '$' or '5' => 's',
                '7' => 't',
                '1' or '!' => 'i',
                var other => other,
            };
        }
    });
}
