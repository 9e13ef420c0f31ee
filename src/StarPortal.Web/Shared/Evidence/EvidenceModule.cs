using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Shared.Evidence;

/// <summary>Registers the store and hands files out.</summary>
internal static class EvidenceModule
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services.AddTransient<EvidenceStore>();

    public static void MapEvidence(this IEndpointRouteBuilder app) => app.MapGet("/evidence/{token}", SendAsync).RequireAuthorization();

    private static async Task<Results<FileContentHttpResult, NotFound>> SendAsync(
        string token, HttpContext http, EvidenceStore store, ActorProvider actors, CancellationToken cancellation)
    {
        if (await store.OpenAsync(token, await actors.OfAsync(http.User, cancellation), cancellation) is not { } file)
        {
            return TypedResults.NotFound();
        }

        // always a download: nothing that somebody uploaded is ever shown inside this site
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        return TypedResults.File(file.Content, ContentType(file.Type), file.Name);
    }

    private static string ContentType(EvidenceType type) => type switch
    {
        EvidenceType.Pdf => "application/pdf",
        EvidenceType.Png => "image/png",
        EvidenceType.Jpeg => "image/jpeg",
        EvidenceType.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        EvidenceType.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "text/plain",
    };
}
