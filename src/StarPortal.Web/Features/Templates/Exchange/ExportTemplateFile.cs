using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Templates.Exchange;

/// <summary>One version as an exchange file (docs/adr/0010).</summary>
internal static class ExportTemplateFile
{
    public static string Address(TemplateReference reference) => $"{reference.Href}/export.json";

    public static async Task<Results<FileContentHttpResult, NotFound>> RunAsync(int id, int number, HttpContext http, ActorProvider actors, TemplateQueries templates)
    {
        var actor = await actors.OfAsync(http.User, http.RequestAborted);
        return await templates.FindAsync(new TemplateReference(id, number), actor, http.RequestAborted) is { } view
            ? TypedResults.File(Encoding.UTF8.GetBytes(TemplateExport.Write(view.Definition)), "application/json", $"template-{id}-v{number}.json")
            : TypedResults.NotFound();
    }
}
