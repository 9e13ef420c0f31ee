using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates.Designer;

public sealed partial class TemplateDesigner : IAsyncDisposable
{
    private DotNetObjectReference<TemplateDesigner>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? listening;
    private ElementReference root;
    private string? goTo;

    [Parameter, EditorRequired]
    public TemplateDraft Draft { get; set; } = new();

    [Parameter, EditorRequired]
    public IReadOnlyList<TemplateFault> Faults { get; set; } = [];

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private IReadOnlyList<string> Titles => [.. Draft.Sections.Select((s, n) => TemplateLabels.NameOr(s.Name, TemplatesText.SectionNumber, n + 1))];

    /// <summary>Codes of the library that the draft already holds.</summary>
    private HashSet<string> Taken => [.. Draft.Sections.SelectMany(s => s.Indicators).Select(i => i.Origin?.Code).OfType<string>()];

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

    /// <summary>Takes in what is in a field but was not told yet. Called before saving and leaving, so that no text is lost.</summary>
    public async Task FlushAsync()
    {
        if (listening is not null)
        {
            try
            {
                await listening.InvokeVoidAsync("flush");
            }
            catch (JSDisconnectedException)
            {
                // nobody types there any more
            }
        }
    }

    /// <summary>Something was dragged to another place. Positions come from the browser and may be anything.</summary>
    [JSInvokable]
    public Task DropAsync(string kind, int fromSection, int from, int toSection, int to)
    {
        static bool Within<T>(List<T> items, int index) => index >= 0 && index < items.Count;
        return kind switch
        {
            "section" when Within(Draft.Sections, from) && from != to => MoveSectionAsync(from, to, 0),
            "question" when Within(Draft.Questions, from) && from != to => MoveQuestionAsync(from, to, 0),
            "indicator" when Within(Draft.Sections, fromSection) && Within(Draft.Sections, toSection) && Within(Draft.Sections[fromSection].Indicators, from)
                && (fromSection, from) != (toSection, to) => MoveIndicatorAsync(Draft.Sections[fromSection].Indicators[from], toSection, to, 0),
            _ => Task.CompletedTask,
        };
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (listening is not null)
            {
                await listening.InvokeVoidAsync("detach");
                await listening.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and the module with it
        }

        self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Templates/Designer/TemplateDesigner.razor.js");
            self = DotNetObjectReference.Create(this);
            listening = await module.InvokeAsync<IJSObjectReference>("attach", root, self);
        }

        if (goTo is { } id)
        {
            goTo = null;
            await GoAsync(id);
        }
    }

    private async Task GoAsync(string id)
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("show", id);
        }
    }

    /// <summary>Leads to a fault; a closed card is opened first.</summary>
    private async Task OpenAsync(TemplatePlace place)
    {
        if (place.Part == TemplatePart.Indicator && Draft.Sections.ElementAtOrDefault(place.Index)?.Indicators.ElementAtOrDefault(place.Indicator) is { } indicator)
        {
            indicator.IsOpen = true;
            indicator.Touch();
            goTo = IdOf(place);
            StateHasChanged();
            return;
        }

        await GoAsync(IdOf(place));
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

    private Task PickAsync(SectionDraft section, Indicator indicator)
    {
        Draft.AddIndicator(section, indicator);
        announcement = TemplateLabels.Format(DesignerText.AddedName, TemplateLabels.Of(indicator.Name));

        // several may be picked one after another: the keyboard stays in the list
        return TellAsync();
    }

    private Task AddQuestionAsync()
    {
        Draft.AddQuestion();
        return TellAsync($"q{Draft.Questions.Count - 1}");
    }

    private Task SpreadSectionsAsync(IReadOnlyList<decimal> weights)
    {
        foreach (var (section, weight) in Draft.Sections.Zip(weights))
        {
            section.Weight = weight;
        }

        return TellAsync();
    }
}
