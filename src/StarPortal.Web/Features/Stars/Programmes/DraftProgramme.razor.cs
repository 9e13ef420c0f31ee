using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Radzen;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Stars;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Stars.Programmes;

public sealed partial class DraftProgramme
{
    private readonly StarWords words = StarWords.For(StarNames.None);
    private ProgrammeDraft draft = new();
    private StarDefinition definition = StarPresets.Empty(LocalText.Empty);
    private TemplateOption? template;
    private IReadOnlyList<StarFault> faults = [];
    private IReadOnlyList<Error> errors = [];
    private ProgrammeView? taken;
    private ProgrammeDesigner? designer;
    private DateTime? savedAt;
    private int version;
    private bool dirty;
    private bool busy;

    [Parameter, EditorRequired]
    public ProgrammeView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public DesignerOffers Offers { get; set; } = null!;

    /// <summary>Loads the version anew, after publishing or when somebody else changed it.</summary>
    [Parameter]
    public EventCallback Reload { get; set; }

    [Inject]
    private ProgrammeEditing Editing { get; set; } = null!;

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
            taken = View;
            draft = ProgrammeDraft.From(View.Definition, View.EffectiveFrom, View.EffectiveTo);
            template = Offers.TemplateFor(View.Definition);
            version = View.Version;
            Touch();
            dirty = false;
            errors = [];
        }
    }

    private void Touch()
    {
        definition = draft.ToDefinition();
        Check();
        dirty = true;
    }

    private void ChooseTemplate(TemplateOption? option)
    {
        template = option;
        Check();
    }

    private void Check() =>
        faults = StarCheck.Faults(definition, draft.EffectiveFrom, draft.EffectiveTo, new StarCheckContext(template?.Definition, Offers.Trainings.Keys.ToHashSet(StringComparer.Ordinal)));

    private Task SaveAsync() => RunAsync(SaveDraftAsync);

    private async Task<Result> SaveDraftAsync()
    {
        var command = new EditProgrammeDraft.Command(View.Reference, definition, draft.EffectiveFrom, draft.EffectiveTo, version);
        var saved = await Editing.Edit.RunAsync(command, await Actors.CurrentAsync(), CancellationToken.None);
        if (saved.Succeeded)
        {
            (version, dirty, savedAt) = (saved.Value, false, Formats.Now);
        }

        return saved;
    }

    private async Task PublishAsync()
    {
        if (StarCheck.Errors(definition, draft.EffectiveFrom, draft.EffectiveTo).Count > 0)
        {
            errors = [];
            await designer!.ShowFaultsAsync();
            return;
        }

        var question = faults.Count > 0 ? ProgrammesText.PublishAskOverWarnings : ProgrammesText.PublishAsk;
        if (await ConfirmAsync(question, ProgrammesText.Publish))
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

        var published = await Editing.Publish.RunAsync(new(View.Reference, version), await Actors.CurrentAsync(), CancellationToken.None);
        if (published.Succeeded)
        {
            await Reload.InvokeAsync();
        }

        return published;
    }

    private async Task DeleteAsync()
    {
        if (!await ConfirmAsync(ProgrammesText.DeleteAsk, ProgrammesText.DeleteDraft))
        {
            return;
        }

        await RunAsync(async () =>
        {
            var deleted = await Editing.Delete.RunAsync(new(View.Reference, version), await Actors.CurrentAsync(), CancellationToken.None);
            if (deleted.Succeeded)
            {
                dirty = false;
                Navigation.NavigateTo("/stars/programmes");
            }

            return deleted;
        });
    }

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
        if (dirty && !await ConfirmAsync(ProgrammesText.LeaveAsk, ProgrammesText.Leave))
        {
            context.PreventNavigation();
        }
    }

    private async Task<bool> ConfirmAsync(string question, string yes) =>
        await Dialogs.Confirm(question, yes, new ConfirmOptions { OkButtonText = yes, CancelButtonText = SharedText.Cancel }) == true;
}
