using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using QRCoder;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Spreadsheets;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Feedback;

/// <summary>One card to be given to a customer.</summary>
/// <param name="Picture">The QR code as SVG.</param>
public sealed record FeedbackCard(int Number, string Name, string Address, string Picture);

/// <summary>Cards for paper.</summary>
public sealed record FeedbackCardSheet(string Title, string Company, DateTime ExpiresAt, IReadOnlyList<FeedbackCard> Cards);

/// <summary>Makes links and hands them out once, as cards to print, as a list or as pictures: only their hashes are kept.</summary>
internal static class FeedbackCards
{
    private const int PixelsPerModule = 8;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/feedback/links/{id:int}/cards", RunAsync).RequireAuthorization(Policies.Hr);

    private static async Task<Results<FileContentHttpResult, ContentHttpResult, BadRequest<string>, NotFound>> RunAsync(
        int id,
        [FromForm] string? format,
        [FromForm] int? participantId,
        [FromForm] string? who,
        [FromForm] int? each,
        HttpContext http,
        ActorProvider actors,
        IssueLinks issue,
        DocumentRenderer renderer,
        IOptions<PortalOptions> options,
        CompanyName company,
        CompanyPaper papers,
        CancellationToken cancellation)
    {
        var made = await issue.RunAsync(new IssueCommand(id, participantId, who == "without", each ?? 1), await actors.OfAsync(http.User, cancellation), cancellation);
        if (made.Failed)
        {
            return made.Error.Is(Domain.SharedErrors.NotAllowed) ? TypedResults.NotFound() : TypedResults.BadRequest(ErrorText.For(made.Error));
        }

        var start = options.Value.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : $"{http.Request.Scheme}://{http.Request.Host}";
        string Address(IssuedFeedbackLink link) => $"{start}/f/{link.Token}";
        http.Response.Headers.CacheControl = "no-store";
        switch (format)
        {
            case "xlsx":
                return TypedResults.File(SpreadsheetWriter.Xlsx(List(made.Value, Address)), SpreadsheetWriter.XlsxType, $"feedback-links-{id}.xlsx");
            case "zip":
                return TypedResults.File(Zip(made.Value, Address), "application/zip", $"feedback-links-{id}.zip");
            default:
                var cards = made.Value.Links.Select(l => new FeedbackCard(l.Number, l.Name, Address(l), Svg(Address(l)))).ToList();
                var sheet = new FeedbackCardSheet(made.Value.Campaign, await company.ReadAsync(cancellation), made.Value.ExpiresAt, cards);
                return TypedResults.Content(await renderer.HtmlAsync<FeedbackCardDocument>(sheet, CultureInfo.CurrentUICulture, await papers.ReadAsync(null, cancellation)), "text/html; charset=utf-8");
        }
    }

    private static SheetContent List(IssuedLinks made, Func<IssuedFeedbackLink, string> address) => new(
        made.Campaign,
        [FeedbackText.CardNumber, FeedbackText.EmployeeNumber, FeedbackText.Name, FeedbackText.Department, FeedbackText.Link, FeedbackText.ExpiresUtc],
        made.Links.Select(l => (IReadOnlyList<object?>)[l.Number, l.EmployeeNumber, l.Name, l.Department, address(l), made.ExpiresAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)]));

    private static byte[] Zip(IssuedLinks made, Func<IssuedFeedbackLink, string> address)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "links.xlsx", SpreadsheetWriter.Xlsx(List(made, address)));
            foreach (var link in made.Links)
            {
                Add(archive, FormattableString.Invariant($"{link.Number}.svg"), Encoding.UTF8.GetBytes(Svg(address(link))));
                Add(archive, FormattableString.Invariant($"{link.Number}.png"), Png(address(link)));
            }
        }

        return file.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] bytes)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(bytes);
    }

    private static string Svg(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(PixelsPerModule / 2);
    }

    private static byte[] Png(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }
}
