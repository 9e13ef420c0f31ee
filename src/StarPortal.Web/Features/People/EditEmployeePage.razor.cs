using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Features.People;

public sealed partial class EditEmployeePage : IDisposable
{
    private static readonly IReadOnlyList<string> Zones =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(i => i.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private const int MostKept = 400;
    private readonly CancellationTokenSource gone = new();
    private readonly Form form = new();
    private IReadOnlyList<Error> errors = [];
    private bool saving;

    /// <summary>Null for a new employee.</summary>
    [Parameter]
    public int? Id { get; set; }

    /// <summary>Handed over from prerendering unless a very large company's choices are in it.</summary>
    [PersistentState]
    public EditView? Kept { get; set; }

    // the record as loaded, and what can be chosen
    private EditView? View { get; set; }

    [Inject]
    private EmployeeQueries Employees { get; set; } = null!;

    [Inject]
    private PeopleQueries People { get; set; } = null!;

    [Inject]
    private IOrganisationEffects Cycles { get; set; } = null!;

    [Inject]
    private AddEmployee Add { get; set; } = null!;

    [Inject]
    private EditEmployee Edit { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Portal { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Title => View?.Person is { } person ? person.Details.Name : PeopleText.NewEmployee;

    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        View = Kept ?? await LoadAsync();
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        Kept = View.Departments.Count <= MostKept ? View : null;

        form.TimeZone = Portal.Value.TimeZone;
        form.Fill(View.Person);
    }

    private async Task<EditView?> LoadAsync()
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        var person = Id is { } id ? await Employees.GetAsync(id, actor, gone.Token) : null;
        if (Id is null ? !PeopleAccess.CanManage(actor) : person is not { CanEdit: true })
        {
            return null;
        }

        var manager = person?.Details.ManagerId is { } managerId && await Employees.GetAsync(managerId, actor, gone.Token) is { } found
            ? PeopleLabels.Person(found.Details.Name, found.Number)
            : "";
        var concerns = Id is { } known ? await Cycles.ConcernsAsync(known, actor, gone.Token) : [];
        return new EditView(person, manager, await Employees.DepartmentsAsync(gone.Token), await People.ChoicesAsync(actor, gone.Token), concerns);
    }

    private async Task<IReadOnlyList<PersonRow>> FindAsync(string text) => await People.FindAsync(text, await Actors.CurrentAsync(gone.Token), gone.Token);

    private async Task SaveAsync()
    {
        saving = true;
        try
        {
            var actor = await Actors.CurrentAsync(gone.Token);
            var input = form.ToInput(View!.Person?.Version ?? 0);
            Result result;
            var target = Id;
            if (Id is { } id)
            {
                result = await Edit.RunAsync(id, input, actor, gone.Token);
            }
            else
            {
                var added = await Add.RunAsync(input, actor, gone.Token);
                target = added.Succeeded ? added.Value : null;
                result = added;
            }

            errors = result.Errors;
            if (result.Succeeded)
            {
                Navigation.NavigateTo($"/people/{target}");
            }
        }
        finally
        {
            saving = false;
        }
    }

    private sealed class Form
    {
        public string Number { get; set; } = "";

        public string Name { get; set; } = "";

        public string Email { get; set; } = "";

        public int DepartmentId { get; set; }

        public string JobTitle { get; set; } = "";

        public string JobFamily { get; set; } = "";

        public string Level { get; set; } = "";

        public int? ManagerId { get; set; }

        public DateOnly? HireDate { get; set; }

        public DateOnly? LeaveDate { get; set; }

        public string Language { get; set; } = Languages.English;

        public string TimeZone { get; set; } = "";

        public bool ReportsSeen { get; set; }

        public void Fill(PersonView? person)
        {
            if (person is null)
            {
                return;
            }

            var d = person.Details;
            (Number, Name, Email, DepartmentId, ManagerId) = (person.Number, d.Name, d.Email, d.DepartmentId, d.ManagerId);
            (JobTitle, JobFamily, Level, HireDate, LeaveDate, Language, TimeZone) = (d.JobTitle, d.JobFamily, d.Level, d.HireDate, d.LeaveDate, d.Language, d.TimeZone);
        }

        public EmployeeInput ToInput(int version) => new(
            Number,
            new EmployeeDetails(Name, Email, DepartmentId, JobTitle, JobFamily, Level, ManagerId, HireDate, LeaveDate, Language, TimeZone.Trim()),
            version,
            ReportsSeen);
    }
}

/// <param name="Person">Null for a new employee.</param>
/// <param name="Manager">Label of the present manager.</param>
/// <param name="Concerns">Running cycles that go by an earlier state of the record.</param>
public sealed record EditView(PersonView? Person, string Manager, IReadOnlyList<DepartmentChoice> Departments, PeopleChoices Choices, IReadOnlyList<CycleConcern> Concerns);
