using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.People;

namespace StarPortal.Web.Features.Goals.Objectives;

public sealed partial class ObjectiveEditPage
{
    private IReadOnlyList<Error> errors = [];
    private string title = "";
    private string description = "";
    private string weight = "1";
    private int departmentId;
    private int? ownerId;
    private int? parentId;
    private DateOnly start;
    private DateOnly end;

    [Parameter]
    public int? Id { get; set; }

    [PersistentState]
    public ObjectiveChoices? Choices { get; set; }

    [Inject]
    private ObjectiveQueries Queries { get; set; } = null!;

    [Inject]
    private PeopleQueries People { get; set; } = null!;

    [Inject]
    private SaveObjective Save { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Shared.Formats Formats { get; set; } = null!;

    private string Title => Id is null ? GoalsText.NewObjective : GoalsText.EditObjective;

    protected override async Task OnInitializedAsync()
    {
        Choices ??= await Queries.ChoicesAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (Choices is null)
        {
            Navigation.NotFound();
            return;
        }

        (start, end) = CalendarPreset.Period(PeriodKind.Quarter, DateOnly.FromDateTime(Formats.ToLocal(Formats.Now)));
        (departmentId, ownerId) = (Choices.Departments[0].Id, Choices.Me);
        if (Choices.Edit is { Details: var details })
        {
            (title, description, departmentId, ownerId, parentId) = (details.Title, details.Description, details.DepartmentId, details.OwnerId, details.ParentId);
            (start, end, weight) = (details.PeriodStart, details.PeriodEnd, details.Weight.ToString("0.##", CultureInfo.CurrentCulture));
        }
    }

    private async Task<IReadOnlyList<PersonRow>> FindAsync(string text) => await People.FindAsync(text, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task SaveAsync()
    {
        if (GoalWords.Number(weight) is not { } figure)
        {
            errors = [GoalErrors.NotANumber.With(weight)];
            return;
        }

        var details = new ObjectiveDetails(departmentId, parentId, ownerId ?? 0, title, description, start, end, figure);
        var saved = await Save.RunAsync(new ObjectiveEdit(Id, Choices!.Edit?.Version ?? 0, details), await Actors.CurrentAsync(), CancellationToken.None);
        errors = saved.Errors;
        if (saved.Succeeded)
        {
            Navigation.NavigateTo($"/objectives/{saved.Value}");
        }
    }
}
