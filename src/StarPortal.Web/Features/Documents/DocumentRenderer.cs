using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace StarPortal.Web.Features.Documents;

/// <summary>Renders a document template (a component with one parameter <c>Model</c> and nothing injected) to a whole HTML document.</summary>
public sealed class DocumentRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <param name="language">The reader's culture: texts, dates and numbers of the document follow it.</param>
    public async Task<string> HtmlAsync<TTemplate>(object model, CultureInfo language)
        where TTemplate : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = model });
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            // flows with this call only; the dispatcher's other work keeps its own
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
            return (await renderer.RenderComponentAsync<TTemplate>(parameters)).ToHtmlString();
        });
    }
}
