using Microsoft.AspNetCore.Components;
using Radzen;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Templates.Designer;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Templates;

public sealed partial class DraftVersion : IAsyncDisposable
{
    private TemplateDraft draft = new();
    private TemplateDefinition definition = Presets.Empty(LocalText.Empty);
    private IReadOnlyList<IndicatorPair> pairs = [];
    private string? correlated;
    private IReadOnlyList<TemplateFault> faults = [];
    private IReadOnlyList<Error> errors = [];
    private TemplateVersionView? taken;
    private TemplateDesigner? designer;
    private bool preview;

    [Parameter, EditorRequired]
    public TemplateVersionView View { get; set; } = null!;

    /// <summary>Loads the version anew, after publishing or when somebody else changed it.</summary>
    [Parameter]
    public EventCallback Reload { get; set; }

    [Inject]
    private TemplateEditing Editing { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private bool outdated => errors.Any(e => e.Is(SharedErrors.ChangedElsewhere));

    /// <summary>A window that is closed or loaded anew takes nothing along that was typed in its last two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await turn;
        if (dirty && !outdated)
        {
            try
            {
                await Editing.Edit.RunAsync(new(View.Reference, definition, version), await Actors.CurrentAsync(), CancellationToken.None);
            }
            catch (UnauthorizedAccessException)
            {
                // the session ended with the page: nobody may save any more
            }
        }
    }

    protected override void OnParametersSet()
    {
        // a new instance means that the page loaded the version (again); a mere re-rendering must not drop what was typed
        if (!ReferenceEquals(View, taken))
        {
            Take(View);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // what past results say is a hint: the page does not wait for it
        if (firstRender)
        {
            await CorrelateAsync();
            StateHasChanged();
        }
    }

    private async Task CorrelateAsync()
    {
        var keys = string.Join('\n', definition.Indicators.Select(i => i.Key).Order(StringComparer.Ordinal));
        if (keys != correlated)
        {
            correlated = keys;
            pairs = await Editing.Correlations.ForAsync(definition, gone.Token);
            Check();
        }
    }

    private void Take(TemplateVersionView view)
    {
        taken = view;
        draft = TemplateDraft.From(view.Definition);
        version = view.Version;
        Check();
        dirty = false;
        errors = [];
    }

    private void Check()
    {
        definition = draft.ToDefinition();
        faults = TemplateCheck.All(definition, pairs);
    }

    private void Touch()
    {
        Check();
        dirty = true;
        touches++;
        _ = SaveSoonAsync();
    }

    /// <summary>Puts the library's newest version of an indicator in the place of the one with its key.</summary>
    private async Task RenewAsync(Indicator renewed)
    {
        await FlushAsync();
        draft = TemplateDraft.From(definition with
        {
            Sections = [.. definition.Sections.Select(s => s with { Indicators = [.. s.Indicators.Select(i => i.Key == renewed.Key ? renewed : i)] })],
        });
        Touch();
    }

    private async Task ShowAsync(bool asPreview)
    {
        await FlushAsync();
        preview = asPreview;
    }

    private async Task FlushAsync()
    {
        if (designer is not null && !preview)
        {
            await designer.FlushAsync();
        }
    }

    private async Task PublishAsync()
    {
        await FlushAsync();
        if (faults.Any(f => !f.IsWarning))
        {
            errors = [];
            preview = false;
            if (designer is not null)
            {
                await designer.ShowFaultsAsync();
            }

            return;
        }

        var parameters = new Dictionary<string, object?> { [nameof(PublishDialog.Warnings)] = faults.Where(f => f.IsWarning).ToList() };
        if (await Dialogs.OpenAsync<PublishDialog>(TemplatesText.Publish, parameters, new DialogOptions { CloseDialogOnOverlayClick = false }) is true)
        {
            await RunAsync(SaveAndPublishAsync);
        }
    }

    private async Task<Result> SaveAndPublishAsync()
    {
        var saved = dirty ? await SaveDraftAsync() : Result.Ok;
        if (saved.Failed)
        {
            return saved;
        }

        var published = await Editing.Publish.RunAsync(new(View.Reference, version, DespiteWarnings: true), await Actors.CurrentAsync(), CancellationToken.None);
        if (published.Succeeded)
        {
            await Reload.InvokeAsync();
        }

        return published;
    }

    private async Task DeleteAsync()
    {
        if (!await ConfirmAsync(TemplatesText.DeleteAsk, TemplatesText.DeleteDraft))
        {
            return;
        }

        await RunAsync(async () =>
        {
            var deleted = await Editing.Delete.RunAsync(new(View.Reference, version), await Actors.CurrentAsync(), CancellationToken.None);
            if (deleted.Succeeded)
            {
                dirty = false;
                Navigation.NavigateTo("/templates");
            }

            return deleted;
        });
    }

    private async Task<bool> ConfirmAsync(string question, string yes)
        => await Dialogs.Confirm(question, yes, new ConfirmOptions { OkButtonText = yes, CancelButtonText = SharedText.Cancel }) == true;
}
