using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StarPortal.Domain.Identity;

/// <summary>Time-based one-time codes (RFC 6238 with SHA-1, 30 seconds and 6 digits: what every authenticator app understands).</summary>
public static class Totp
{
    public const int SecretBytes = 20;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static long StepAt(DateTime now) => (long)Math.Floor((now - DateTime.UnixEpoch).TotalSeconds / StepSeconds);

#pragma warning disable CA5350 // RFC 6238 as authenticator apps implement it; HMAC-SHA1 is not weakened by SHA-1's collisions
    /// <summary>The six digits of a step.</summary>
    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(secret, counter);
        var offset = hash[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
#pragma warning restore CA5350

    /// <summary>The step a typed code belongs to, one step of clock difference either way; null when it is wrong or was used before.</summary>
    /// <param name="lastStep">The step of the last accepted code: none up to it is accepted again.</param>
    public static long? Verify(byte[] secret, string typed, DateTime now, long lastStep)
    {
        var code = Encoding.UTF8.GetBytes(Digits(typed));
        var present = StepAt(now);
        foreach (var step in (long[])[present, present - 1, present + 1])
        {
            if (step > lastStep && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), code))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>RFC 4648 base 32 without padding, as authenticator apps take it.</summary>
    public static string ToBase32(byte[] bytes)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = ((buffer << 8) | b) & 0xFFFF;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }

        return bits > 0 ? text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString() : text.ToString();
    }

    private static string Digits(string typed) => string.Concat(typed.Where(char.IsAsciiDigit));
}

/// <summary>Codes for when the authenticator is lost; each works once and only its hash is kept.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>80 random bits each, in four groups of four.</summary>
    public static IReadOnlyList<string> Create() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Totp.ToBase32(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant().Chunk(4).Select(c => new string(c))))];

    /// <summary>Spaces, dashes and case do not matter.</summary>
    public static string HashOf(string code) =>
        OneTimeLink.HashOf(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant());
}
