using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents;

/// <summary>Renders a document template (a component with one parameter <c>Model</c> and nothing injected) to a whole HTML document.</summary>
public sealed class DocumentRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <param name="language">The reader's culture: texts, dates and numbers of the document follow it.</param>
    /// <param name="model">What the template shows.</param>
    /// <param name="paper">The sheet it is printed on.</param>
    public async Task<string> HtmlAsync<TTemplate>(object model, CultureInfo language, PaperSize paper = PaperSize.A4)
        where TTemplate : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(CascadingValue<PaperSize>.Value)] = paper,
            [nameof(CascadingValue<PaperSize>.IsFixed)] = true,
            [nameof(CascadingValue<PaperSize>.ChildContent)] = (RenderFragment)(content =>
            {
                content.OpenComponent<TTemplate>(0);
                content.AddAttribute(1, "Model", model);
                content.CloseComponent();
            }),
        });
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            // flows with this call only; the dispatcher's other work keeps its own
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
            return (await renderer.RenderComponentAsync<CascadingValue<PaperSize>>(parameters)).ToHtmlString();
        });
    }
}
