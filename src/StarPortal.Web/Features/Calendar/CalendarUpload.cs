using System.Text;
using Microsoft.AspNetCore.Components.Forms;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Calendar;

/// <summary>Reads an uploaded file of days; what it is follows from its content.</summary>
internal static class CalendarUpload
{
    private const int Largest = 1024 * 1024;

    public static async Task<Result<CalendarFile>> ReadAsync(IBrowserFile file, CancellationToken cancellation)
    {
        if (file.Size > Largest)
        {
            return CalendarErrors.FileTooLarge;
        }

        await using var stream = file.OpenReadStream(Largest, cancellation);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return Read(bytes.ToArray(), file.Name);
    }

    public static Result<CalendarFile> Read(byte[] content, string fileName)
    {
        if (content.Length == 0)
        {
            return CalendarErrors.FileEmpty;
        }

        var start = Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 200))).TrimStart('\uFEFF', ' ', '\r', '\n');
        if (start.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
        {
            return CalendarFile.FromIcs(Encoding.UTF8.GetString(content));
        }

        var table = SpreadsheetReader.Read(content, fileName);
        return table.Failed
            ? Result<CalendarFile>.Fail(table.Errors)
            : CalendarFile.FromTable([(1, table.Value.Header), .. table.Value.Rows.Select(r => (r.Number, r.Cells))]);
    }
}
