using System.Buffers.Binary;
using System.Text;
using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Shared.Evidence;

/// <summary>Says what a file is by looking into it. Its name and what the browser says about it count for nothing.</summary>
internal static class EvidenceContent
{
    private const int EndOfArchive = 22;

    public static Result<EvidenceType> Identify(byte[] content, string name)
    {
        var bytes = content.AsSpan();
        if (bytes.IsEmpty)
        {
            return EvidenceErrors.Empty.With(name);
        }

        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return EvidencePackage.Identify(content, name);
        }

        var (type, whole) = bytes switch
        {
            _ when bytes.StartsWith("%PDF-"u8) => (EvidenceType.Pdf, IsPdf(bytes)),
            _ when bytes.StartsWith(PngMark) => (EvidenceType.Png, IsPng(bytes)),
            _ when bytes.StartsWith(JpegMark) => (EvidenceType.Jpeg, IsJpeg(bytes)),
            _ => (EvidenceType.Txt, true),
        };
        if (type == EvidenceType.Txt)
        {
            return IsText(content) ? type : EvidenceErrors.UnknownType.With(name);
        }

        return !whole ? EvidenceErrors.Damaged.With(name) : IsAlsoArchive(bytes) ? EvidenceErrors.TwoInOne.With(name) : type;
    }

    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegMark => [0xFF, 0xD8, 0xFF];

    /// <summary>The marker that ends a JPEG.</summary>
    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <summary>With its end mark where readers look for it.</summary>
    private static bool IsPdf(ReadOnlySpan<byte> bytes) => bytes[^Math.Min(bytes.Length, 1024)..].LastIndexOf("%%EOF"u8) >= 0;

    /// <summary>Every chunk up to the last, and nothing behind it.</summary>
    private static bool IsPng(ReadOnlySpan<byte> bytes)
    {
        var at = PngMark.Length;
        var first = true;
        while (at + 12 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            var kind = bytes.Slice(at + 4, 4);
            if (length > bytes.Length - at - 12 || (first && !kind.SequenceEqual("IHDR"u8)))
            {
                return false;
            }

            at += 12 + (int)length;
            first = false;
            if (kind.SequenceEqual("IEND"u8))
            {
                return at == bytes.Length;
            }
        }

        return false;
    }

    /// <summary>Segments up to the picture itself, and its end. Cameras write words of their own behind the end: those may stay.</summary>
    private static bool IsJpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
            {
                return false;
            }

            at += 2 + length;
            if (marker == 0xDA)
            {
                return bytes[at..].IndexOf(EndOfImage) >= 0;
            }
        }

        return false;
    }

    /// <summary>
    /// A picture or PDF that an unpacking program would open as well: an archive's end mark whose comment ends exactly where
    /// the file does. An archive attached inside a PDF ends earlier.
    /// </summary>
    private static bool IsAlsoArchive(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[^Math.Min(bytes.Length, EndOfArchive + ushort.MaxValue)..];
        for (int at; (at = tail.IndexOf("PK\u0005\u0006"u8)) >= 0; tail = tail[(at + 4)..])
        {
            if (tail.Length - at >= EndOfArchive && at + EndOfArchive + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + EndOfArchive - 2)..]) == tail.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>UTF-16 with its mark, UTF-8 or GB18030, without characters that no text holds.</summary>
    private static bool IsText(byte[] content)
    {
        Encoding[] tries = content switch
        {
            [0xFF, 0xFE, ..] => [new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)],
            [0xFE, 0xFF, ..] => [new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)],
            _ => [new UTF8Encoding(false, throwOnInvalidBytes: true), Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)],
        };
        foreach (var encoding in tries)
        {
            try
            {
                return encoding.GetString(content).All(c => !char.IsControl(c) || c is '\t' or '\r' or '\n' or '\f' or '\u0085');
            }
            catch (DecoderFallbackException)
            {
                // the next one
            }
        }

        return false;
    }
}
