using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Stars.Programmes;

public sealed partial class ProgrammeDesigner : IAsyncDisposable
{
    private IJSObjectReference? module;
    private StarNames names = StarNames.None;
    private string? goTo;

    [Parameter, EditorRequired]
    public ProgrammeDraft Draft { get; set; } = new();

    /// <summary>The draft as a definition.</summary>
    [Parameter, EditorRequired]
    public StarDefinition Definition { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<StarFault> Faults { get; set; } = [];

    [Parameter, EditorRequired]
    public DesignerOffers Offers { get; set; } = null!;

    /// <summary>The template whose sections and indicators can be chosen and are checked; null for none.</summary>
    [Parameter]
    public TemplateOption? Template { get; set; }

    [Parameter]
    public EventCallback<TemplateOption?> TemplateChanged { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private StarWords Words => StarWords.For(names);

    private decimal Guidance => Draft.Levels.Sum(l => l.Guidance ?? 0m);

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

    /// <summary>Element id of a path; ids follow positions.</summary>
    internal static string IdOf(string path) => path switch
    {
        _ when LevelPath().Match(path) is { Success: true } level => $"l{level.Groups[1].Value}",
        _ when path.StartsWith("policy", StringComparison.Ordinal) => "policy",
        "levels" => "levels",
        _ => "about",
    };

    protected override void OnParametersSet() => names = StarNames.Of(Template?.Definition, Offers.Trainings);

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
        module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Stars/Programmes/ProgrammeDesigner.razor.js");
        await module.InvokeVoidAsync("show", id);
    }

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }

    private Task AddLevelAsync()
    {
        Draft.AddLevel();
        goTo = $"l{Draft.Levels.Count - 1}";
        return Changed.InvokeAsync();
    }

    private Task RemoveLevelAsync()
    {
        Draft.Levels.RemoveAt(Draft.Levels.Count - 1);
        goTo = "levels";
        return Changed.InvokeAsync();
    }

    private Task ChooseTemplateAsync(ChangeEventArgs change)
    {
        var id = int.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var chosen) ? chosen : 0;
        return TemplateChanged.InvokeAsync(Offers.Templates.FirstOrDefault(t => t.VersionId == id));
    }

    [GeneratedRegex(@"^levels\[(\d+)\]")]
    private static partial Regex LevelPath();
}
