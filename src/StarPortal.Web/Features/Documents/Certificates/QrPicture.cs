using System.Globalization;
using System.Text;
using QRCoder;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>A QR code as one path, sharp at any size and small in a document of hundreds of pages.</summary>
/// <param name="Side">Modules on each side, the quiet zone included.</param>
/// <param name="Path">Data of an SVG path in units of a module.</param>
public sealed record QrPicture(int Side, string Path)
{
    public static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                var start = x;
                while (x < rows[y].Length && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }

        return new QrPicture(rows.Count, path.ToString());
    }
}
