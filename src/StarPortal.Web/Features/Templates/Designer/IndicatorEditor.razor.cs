using Microsoft.AspNetCore.Components;

namespace StarPortal.Web.Features.Templates.Designer;

public sealed partial class IndicatorEditor
{
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public IndicatorDraft Indicator { get; set; } = new();

    [Parameter, EditorRequired]
    public IReadOnlyList<PointDraft> Points { get; set; } = [];

    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    [Parameter]
    public bool First { get; set; }

    [Parameter]
    public bool Last { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter]
    public EventCallback<int> Moved { get; set; }

    [Parameter]
    public EventCallback Removed { get; set; }

    private string Title => TemplateLabels.Of(Indicator.Name.ToText()) is { Length: > 0 } name ? name : TemplateLabels.Format(TemplatesText.IndicatorNumber, Number);

    /// <summary>What one must know of a closed card: how it is measured and by whom.</summary>
    private string Summary
    {
        get
        {
            var sources = Indicator.Shares.Where(s => s is { Used: true, Share: > 0m }).Select(s => TemplateLabels.Of(s.Source));
            return $"{TemplateLabels.Of(Indicator.Measure.Kind)} · {string.Join(", ", sources)}";
        }
    }

    private Task Tell() => Changed.InvokeAsync();

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }

    private Task FollowAsync() => SetAsync(Indicator.FollowMeasure);
}
