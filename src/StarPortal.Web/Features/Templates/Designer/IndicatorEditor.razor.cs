using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace StarPortal.Web.Features.Templates.Designer;

public sealed partial class IndicatorEditor
{
    private Look? drawn;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public IndicatorDraft Indicator { get; set; } = new();

    [Parameter, EditorRequired]
    public IReadOnlyList<PointDraft> Points { get; set; } = [];

    /// <summary>Goes up when <see cref="Points"/> change.</summary>
    [Parameter]
    public int ScaleRevision { get; set; }

    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>Position of its section, from 0.</summary>
    [Parameter]
    public int Section { get; set; }

    /// <summary>Names of all sections, to move it to another one.</summary>
    [Parameter]
    public IReadOnlyList<string> Sections { get; set; } = [];

    [Parameter]
    public bool First { get; set; }

    [Parameter]
    public bool Last { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter]
    public EventCallback<int> Moved { get; set; }

    /// <summary>It goes to the end of another section.</summary>
    [Parameter]
    public EventCallback<int> SentTo { get; set; }

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

    protected override void OnInitialized() => drawn = Now();

    /// <summary>A template may have twenty of these: typing in one must not draw the others anew.</summary>
    protected override bool ShouldRender()
    {
        var now = Now();
        var changed = now != drawn;
        drawn = now;
        return changed;
    }

    private Look Now() => new(Id, Indicator, Indicator.Revision, ScaleRevision, Number, First, Last, string.Join('\n', Sections), CultureInfo.CurrentUICulture.Name);

    private void Toggle()
    {
        Indicator.IsOpen = !Indicator.IsOpen;
        Indicator.Touch();
    }

    private Task TellAsync()
    {
        Indicator.Touch();
        return Changed.InvokeAsync();
    }

    private Task SetAsync(Action set)
    {
        set();
        return TellAsync();
    }

    private Task FollowAsync() => SetAsync(Indicator.FollowMeasure);

    private sealed record Look(string Id, IndicatorDraft Indicator, int Revision, int Scale, int Number, bool First, bool Last, string Sections, string Language);
}
