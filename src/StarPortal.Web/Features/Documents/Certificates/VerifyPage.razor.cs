using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Anybody can check a paper here, by its QR code or by typing its code. Codes that are none and codes that are nobody's look alike.</summary>
public sealed partial class VerifyPage
{
    // more is no code, and nobody's text is sent back at length
    private const int LongestShown = 60;

    [Parameter]
    public string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Typed { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private VerifyCertificate Verify { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private VerifiedCertificate? Found { get; set; }

    private string Asked => (Code ?? Typed ?? "").Trim() is var asked && asked.Length > LongestShown ? asked[..LongestShown] : (Code ?? Typed ?? "").Trim();

    private string Outcome => Found!.State switch
    {
        CertificateState.Valid => DocumentsText.VerifyValid,
        CertificateState.Revoked => CertificateLabels.Fill(DocumentsText.VerifyRevoked, Ended),
        _ => CertificateLabels.Fill(DocumentsText.VerifyReplaced, Ended),
    };

    private string Ended => Shared.Formats.Day(DateOnly.FromDateTime(Formats.ToLocal(Found!.EndedAt!.Value)));

    protected override async Task OnInitializedAsync()
    {
        var headers = Http.Response.Headers;
        // what stands on somebody's paper is in no search engine, no cache and no other site's log
        headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        headers["Referrer-Policy"] = "no-referrer";
        Http.Response.OnStarting(() =>
        {
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        if (Asked.Length > 0)
        {
            Found = await Verify.FindAsync(Code ?? Typed, Http.RequestAborted);
        }
    }
}
