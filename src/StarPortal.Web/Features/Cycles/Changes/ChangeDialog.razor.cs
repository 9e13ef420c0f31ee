using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Changes;

public sealed partial class ChangeDialog
{
    private const int MostNamed = 8;
    private readonly ChangeForm form = new();
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<NewManagerPreview> managers = [];
    private IReadOnlyList<string> refused = [];
    private ChangePreview? preview;
    private ElementReference heading;
    private bool busy;

    [Parameter, EditorRequired]
    public int CycleId { get; set; }

    [Parameter, EditorRequired]
    public ChangeAction Action { get; set; }

    /// <summary>Whom it concerns; for adding people nobody at first.</summary>
    [Parameter]
    public IReadOnlyList<int> EmployeeIds { get; set; } = [];

    /// <summary>The difference that is left as it is.</summary>
    [Parameter]
    public DifferenceKind? Difference { get; set; }

    /// <summary>It is done; with another question when that follows from it.</summary>
    [Parameter]
    public EventCallback<ChangeAction?> Done { get; set; }

    /// <summary>The person gave it up.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private PreviewQueries Queries { get; set; } = null!;

    [Inject]
    private ChangeDecisions Decisions { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private IReadOnlyList<Choice> Others { get; set; } = [];

    private PersonFacts? Single => preview is { People: [var only] } ? only.Person : null;

    private string DepartmentLabel => Single is { } p ? CycleWords.Format(ChangesText.TakeDepartment, p.Department, p.DepartmentNow) : ChangesText.TakeDepartmentAll;

    private string PositionLabel
    {
        get
        {
            var words = Single?.Words(DifferenceKind.Position);
            return words is { } w ? CycleWords.Format(ChangesText.TakePosition, w.Before, w.After) : ChangesText.TakePositionAll;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        form.EmployeeIds = [.. EmployeeIds];
        form.Difference = Difference;
        await ReadAsync();
        form.Begin(Action, preview);
        await ReadManagersAsync();
        if (Action == ChangeAction.Left && EmployeeIds is [var only])
        {
            Others = await Queries.ToWriteAsync(CycleId, only, await Actors.CurrentAsync(), CancellationToken.None);
        }
    }

    // it opens in the middle of a page: take the reader there
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await heading.FocusAsync();
        }
    }

    private async Task ReadAsync()
    {
        preview = await Queries.ForAsync(CycleId, form.EmployeeIds, await Actors.CurrentAsync(), CancellationToken.None);
        refused = preview is null ? [] : [.. preview.People.Where(p => p.Refused).Select(p => p.Person.Name)];
    }

    private async Task ReadManagersAsync()
    {
        if (Action == ChangeAction.Manager && preview is not null)
        {
            var to = form.Managers(preview).Where(m => m.To is > 0).ToDictionary(m => m.Person.EmployeeId, m => m.To!.Value);
            managers = await Queries.ManagersAsync(CycleId, to, await Actors.CurrentAsync(), CancellationToken.None);
        }
    }

    private async Task ConfirmAsync()
    {
        busy = true;
        try
        {
            var done = await Decisions.RunAsync(new ChangeDecision(CycleId, Action, form, preview!), await Actors.CurrentAsync(), CancellationToken.None);
            errors = done.Errors;
            if (done.Succeeded)
            {
                var managerToo = Action == ChangeAction.Transfer && preview!.People.Any(p => p.Person.ManagerId != p.Person.ManagerNowId && !p.Planned);
                await Done.InvokeAsync(managerToo ? ChangeAction.Manager : null);
            }
            else if (done.Error.Is(SharedErrors.ChangedElsewhere))
            {
                // what follows is said anew from what is there now; confirming once more is a decision
                await ReadAsync();
                await ReadManagersAsync();
            }
        }
        finally
        {
            busy = false;
        }
    }
}
