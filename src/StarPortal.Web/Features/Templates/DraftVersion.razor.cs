using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Radzen;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Templates.Designer;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Templates;

public sealed partial class DraftVersion
{
    private TemplateDraft draft = new();
    private TemplateDefinition definition = Presets.Empty(LocalText.Empty);
    private IReadOnlyList<TemplateFault> faults = [];
    private IReadOnlyList<Error> errors = [];
    private TemplateVersionView? taken;
    private TemplateDesigner? designer;
    private DateTime? savedAt;
    private int version;
    private bool dirty;
    private bool busy;
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

    protected override void OnParametersSet()
    {
        // a new instance means that the page loaded the version (again); a mere re-rendering must not drop what was typed
        if (!ReferenceEquals(View, taken))
        {
            Take(View);
        }
    }

    private void Take(TemplateVersionView view)
    {
        taken = view;
        draft = TemplateDraft.From(view.Definition);
        version = view.Version;
        Touch();
        dirty = false;
        errors = [];
    }

    private void Touch()
    {
        definition = draft.ToDefinition();
        faults = TemplateCheck.Faults(definition);
        dirty = true;
    }

    private Task SaveAsync() => RunAsync(SaveDraftAsync);

    private async Task<Result> SaveDraftAsync()
    {
        var saved = await Editing.Edit.RunAsync(new(View.Reference, definition, version), await Actors.CurrentAsync(), CancellationToken.None);
        if (saved.Succeeded)
        {
            version = saved.Value;
            dirty = false;
            savedAt = Formats.Now;
        }

        return saved;
    }

    private async Task PublishAsync()
    {
        if (faults.Count > 0)
        {
            errors = [];
            preview = false;
            if (designer is not null)
            {
                await designer.ShowFaultsAsync();
            }

            return;
        }

        if (await ConfirmAsync(TemplatesText.PublishAsk, TemplatesText.Publish))
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

    private Task LoadAgainAsync() => Reload.InvokeAsync();

    private async Task RunAsync(Func<Task<Result>> work)
    {
        busy = true;
        try
        {
            errors = (await work()).Errors;
        }
        finally
        {
            busy = false;
        }
    }

    private async Task AskBeforeLeavingAsync(LocationChangingContext context)
    {
        if (dirty && !await ConfirmAsync(TemplatesText.LeaveAsk, TemplatesText.Leave))
        {
            context.PreventNavigation();
        }
    }

    private async Task<bool> ConfirmAsync(string question, string yes)
        => await Dialogs.Confirm(question, yes, new ConfirmOptions { OkButtonText = yes, CancelButtonText = SharedText.Cancel }) == true;
}
