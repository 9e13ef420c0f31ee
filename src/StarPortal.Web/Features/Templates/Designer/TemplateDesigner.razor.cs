using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Radzen;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Templates.Designer;

public sealed partial class TemplateDesigner : IAsyncDisposable
{
    private IJSObjectReference? module;
    private string? goTo;

    [Parameter, EditorRequired]
    public TemplateDraft Draft { get; set; } = new();

    [Parameter, EditorRequired]
    public IReadOnlyList<TemplateFault> Faults { get; set; } = [];

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    /// <summary>Element id of a place; ids follow positions.</summary>
    internal static string IdOf(TemplatePlace place) => place.Part switch
    {
        TemplatePart.Scale => "scale",
        TemplatePart.Sections => "sections",
        TemplatePart.Section => $"s{place.Index}",
        TemplatePart.Indicator => $"s{place.Index}-i{place.Indicator}",
        TemplatePart.Question => $"q{place.Index}",
        _ => "heading",
    };

    /// <summary>Brings the list of faults into view.</summary>
    public Task ShowFaultsAsync() => GoAsync("faults");

    public async ValueTask DisposeAsync()
    {
        if (module is not null)
        {
            try
            {
                await module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // the browser is gone, and the module with it
            }
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (goTo is { } id)
        {
            goTo = null;
            await GoAsync(id);
        }
    }

    private async Task GoAsync(string id)
    {
        module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Templates/Designer/TemplateDesigner.razor.js");
        await module.InvokeVoidAsync("show", id);
    }

    private Task TellAsync()
    {
        DraftKeys.Follow(Draft);
        return Changed.InvokeAsync();
    }

    /// <summary>After the next rendering the keyboard is where the eye is: on what was just added or moved.</summary>
    private Task TellAsync(string then)
    {
        goTo = then;
        return TellAsync();
    }

    private Task AddSectionAsync()
    {
        Draft.AddSection();
        return TellAsync($"s{Draft.Sections.Count - 1}");
    }

    private Task AddIndicatorAsync(SectionDraft section)
    {
        Draft.AddIndicator(section);
        return TellAsync($"s{Draft.Sections.IndexOf(section)}-i{section.Indicators.Count - 1}");
    }

    private Task AddQuestionAsync()
    {
        Draft.AddQuestion();
        return TellAsync($"q{Draft.Questions.Count - 1}");
    }

    private Task MoveSectionAsync(int index, int by) => MoveAsync(Draft.Sections, index, by, to => $"s{to}");

    private Task MoveQuestionAsync(int index, int by) => MoveAsync(Draft.Questions, index, by, to => $"q{to}");

    private Task MoveIndicatorAsync(SectionDraft section, IndicatorDraft indicator, int by)
        => MoveAsync(section.Indicators, section.Indicators.IndexOf(indicator), by, to => $"s{Draft.Sections.IndexOf(section)}-i{to}");

    private Task MoveAsync<T>(List<T> items, int index, int by, Func<int, string> id)
    {
        (items[index], items[index + by]) = (items[index + by], items[index]);
        return TellAsync($"{id(index + by)}-{(by < 0 ? "up" : "down")}");
    }

    private async Task RemoveSectionAsync(SectionDraft section)
    {
        if (section.Indicators.Count == 0 || await ConfirmAsync(TemplateLabels.Format(TemplatesText.RemoveSectionAsk, section.Indicators.Count)))
        {
            Draft.Sections.Remove(section);
            await TellAsync("sections");
        }
    }

    private async Task RemoveIndicatorAsync(SectionDraft section, IndicatorDraft indicator)
    {
        if (indicator.Name.ToText().IsEmpty || await ConfirmAsync(TemplateLabels.Format(TemplatesText.RemoveIndicatorAsk, TemplateLabels.Of(indicator.Name.ToText()))))
        {
            section.Indicators.Remove(indicator);
            await TellAsync($"s{Draft.Sections.IndexOf(section)}");
        }
    }

    private Task RemoveQuestionAsync(QuestionDraft question)
    {
        Draft.Questions.Remove(question);
        return TellAsync("questions");
    }

    private Task SpreadSectionsAsync()
    {
        foreach (var (section, weight) in Draft.Sections.Zip(Weights.Evenly(Draft.Sections.Count)))
        {
            section.Weight = weight;
        }

        return TellAsync();
    }

    private async Task<bool> ConfirmAsync(string question)
        => await Dialogs.Confirm(question, SharedText.Remove, new ConfirmOptions { OkButtonText = SharedText.Remove, CancelButtonText = SharedText.Cancel }) == true;
}
