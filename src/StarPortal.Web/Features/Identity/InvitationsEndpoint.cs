using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StarPortal.Web.Shared.Spreadsheets;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Identity;

/// <summary>Invitation links of everybody who has no password yet, as a CSV file that is made once and not kept.</summary>
internal static class InvitationsEndpoint
{
    public static async Task<Results<FileContentHttpResult, BadRequest<string>>> RunAsync(
        HttpContext http,
        ActorProvider actors,
        InviteEverybody invite,
        PortalLinks links,
        [FromForm] string? reason,
        CancellationToken cancellation)
    {
        var result = await invite.RunAsync(reason ?? "", await actors.OfAsync(http.User, cancellation), cancellation);
        if (result.Failed)
        {
            return TypedResults.BadRequest(ErrorText.For(result.Error));
        }

        var here = $"{http.Request.Scheme}://{http.Request.Host}";
        return TypedResults.File(Csv(result.Value, path => links.Absolute(path, here)), SpreadsheetWriter.CsvType, "invitations.csv");
    }

    private static byte[] Csv(IEnumerable<InvitationRow> rows, Func<string, string> address) => SpreadsheetWriter.Csv(new SheetContent(
        IdentityText.InviteTitle,
        [IdentityText.Name, IdentityText.Email, IdentityText.Number, IdentityText.InvitationLink, IdentityText.ValidUntil],
        rows.Select(r => (IReadOnlyList<object?>)[r.Name, r.Email, r.Number, address(r.Link.Path), r.Link.ExpiresAt?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)])));
}
