using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.People;

public sealed partial class PeoplePage : IDisposable
{
    private const int MostChoices = 400;
    private readonly CancellationTokenSource gone = new();
    private HashSet<string> chosen = [.. PeopleColumns.All.Where(c => c.Shown).Select(c => c.Key)];
    private string text = "";
    private int? department;
    private string family = "";
    private string level = "";
    private EmployeeStatus status = EmployeeStatus.Employed;
    private SortBy sort = new("name", false);
    private int page = 1;

    /// <summary>What the page shows, and the choices of its filters.</summary>
    [PersistentState]
    public PeopleView? View { get; set; }

    [SupplyParameterFromQuery]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private int? Department { get; set; }

    [Inject]
    private PeopleQueries Queries { get; set; } = null!;

    [Inject]
    private EmployeeQueries Employees { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private IReadOnlyList<PeopleColumn> Available => [.. PeopleColumns.All.Where(c => !c.HrOnly || View?.ForHr == true)];

    private IReadOnlyList<PeopleColumn> Shown => [.. Available.Where(c => chosen.Contains(c.Key))];

    private PeopleFilter Filter => new(text, department, family, level, status);

    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        (text, department) = (Text ?? "", Department);
        if (View is not null)
        {
            return;
        }

        var actor = await Actors.CurrentAsync(gone.Token);
        View = new PeopleView(
            await Queries.ListAsync(Filter, sort, page, actor, gone.Token),
            Choosable(await Employees.DepartmentsAsync(gone.Token)),
            await Queries.ChoicesAsync(actor, gone.Token),
            actor.IsHr);
    }

    /// <summary>A very large company's filter offers the upper departments; the organisation chart links to every one.</summary>
    private IReadOnlyList<DepartmentChoice> Choosable(IReadOnlyList<DepartmentChoice> all) =>
        all.Count <= MostChoices ? all : [.. all.Where(d => d.Depth <= 2 || d.Id == department)];

    private async Task ShowAsync(int to)
    {
        page = to;
        var actor = await Actors.CurrentAsync(gone.Token);
        View = View! with { Page = await Queries.ListAsync(Filter, sort, page, actor, gone.Token), ForHr = actor.IsHr };
    }

    private Task SortAsync(SortBy by)
    {
        sort = by;
        return ShowAsync(1);
    }

    private void Toggle(PeopleColumn column)
    {
        if (!chosen.Remove(column.Key))
        {
            chosen.Add(column.Key);
        }
    }

    private string ExportAddress(string kind) => PeopleExport.Address(kind, Filter, sort, Shown);
}

/// <param name="ForHr">Leavers and dates may be shown.</param>
public sealed record PeopleView(Page<PersonRow> Page, IReadOnlyList<DepartmentChoice> Departments, PeopleChoices Choices, bool ForHr);
