using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates.Designer;

public sealed partial class SectionEditor
{
    private bool picking;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public TemplateDraft Draft { get; set; } = new();

    [Parameter, EditorRequired]
    public SectionDraft Section { get; set; } = new();

    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>Names of all sections.</summary>
    [Parameter]
    public IReadOnlyList<string> Titles { get; set; } = [];

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter]
    public EventCallback<int> Moved { get; set; }

    [Parameter]
    public EventCallback Removed { get; set; }

    [Parameter]
    public EventCallback<SectionDraft> IndicatorAdded { get; set; }

    /// <summary>Codes of the library that the template already holds.</summary>
    [Parameter]
    public IReadOnlySet<string> Taken { get; set; } = new HashSet<string>();

    /// <summary>One of the library's is to be added.</summary>
    [Parameter]
    public EventCallback<Indicator> IndicatorPicked { get; set; }

    [Parameter]
    public EventCallback<(IndicatorDraft Indicator, int By)> IndicatorMoved { get; set; }

    [Parameter]
    public EventCallback<(IndicatorDraft Indicator, int Section)> IndicatorSent { get; set; }

    [Parameter]
    public EventCallback<IndicatorDraft> IndicatorRemoved { get; set; }

    private string Title => TemplateLabels.NameOr(Section.Name, TemplatesText.SectionNumber, Number);

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }

    private Task SpreadAsync(IReadOnlyList<decimal> weights) => SetAsync(() =>
    {
        foreach (var (indicator, weight) in Section.Indicators.Zip(weights))
        {
            indicator.Weight = weight;
        }
    });
}
