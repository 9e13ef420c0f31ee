using System.Buffers.Binary;
using System.Security.Cryptography;

namespace StarPortal.Domain.Documents;

/// <summary>
/// A logo or seal. Never changed and never deleted: certificates already issued go on being printed with the one they had.
/// </summary>
public sealed class BrandImage
{
    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = 512 * 1024;

    /// <summary>Least and most pixels on each side: less is blurred on paper, more is a risk to whoever draws it.</summary>
    public const int LeastPixels = 32;

    public const int MostPixels = 2000;

    private BrandImage()
    {
    }

    private BrandImage(byte[] content, ImageFacts facts, DateTime now)
    {
        Content = content;
        Hash = HashOf(content);
        ContentType = facts.ContentType;
        Width = facts.Width;
        Height = facts.Height;
        AddedAt = now;
    }

    public int Id { get; private set; }

    /// <summary>SHA-256 of the content, unique: the same picture is kept once.</summary>
    public string Hash { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    public int Width { get; private set; }

    public int Height { get; private set; }

    public byte[] Content { get; private set; } = [];

    public DateTime AddedAt { get; private set; }

    /// <summary>Checks the picture by its content, whatever its name says.</summary>
    public static Result<BrandImage> Read(byte[] content, DateTime now)
    {
        if (content.Length > LargestFile)
        {
            return CompanyErrors.ImageTooLarge.With(LargestFile / 1024);
        }

        if (ImageFacts.Of(content) is not { } facts)
        {
            return CompanyErrors.ImageKind;
        }

        return facts.Width is < LeastPixels or > MostPixels || facts.Height is < LeastPixels or > MostPixels
            ? CompanyErrors.ImageSize.With(LeastPixels, MostPixels)
            : new BrandImage(content, facts, now);
    }

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>Kind and size of a picture, read from its own header.</summary>
public sealed record ImageFacts(string ContentType, int Width, int Height)
{
    private static ReadOnlySpan<byte> PngHead => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> PngEnd => [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82];

    /// <summary>Null when it is neither a whole PNG nor a whole JPEG.</summary>
    public static ImageFacts? Of(ReadOnlySpan<byte> content) => Png(content) ?? Jpeg(content);

    private static ImageFacts? Png(ReadOnlySpan<byte> content)
    {
        // signature, then the header chunk: length 13, its name, width and height
        if (content.Length < 45 || !content.StartsWith(PngHead) || !content.EndsWith(PngEnd) || !content.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            return null;
        }

        return Sized("image/png", BinaryPrimitives.ReadInt32BigEndian(content[16..]), BinaryPrimitives.ReadInt32BigEndian(content[20..]));
    }

    private static ImageFacts? Jpeg(ReadOnlySpan<byte> content)
    {
        if (content.Length < 20 || content[0] != 0xFF || content[1] != 0xD8 || content[^2] != 0xFF || content[^1] != 0xD9)
        {
            return null;
        }

        // segments follow one another; the first start-of-frame holds the size
        for (var at = 2; at + 9 < content.Length && content[at] == 0xFF;)
        {
            var marker = content[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Sized("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]));
            }

            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
        }

        return null;
    }

    private static ImageFacts? Sized(string type, int width, int height) => width > 0 && height > 0 ? new ImageFacts(type, width, height) : null;
}
