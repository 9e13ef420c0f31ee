using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Setup;

public sealed partial class PopulationStep
{
    private readonly List<Choice> departments = [];
    private readonly List<Choice> included = [];
    private readonly List<Choice> excluded = [];
    private readonly List<string> families = [];
    private readonly List<string> levels = [];
    private DateOnly? hiredUntil;
    private Scope scope;
    private Page<PersonRow> people = new([], 0);
    private int page = 1;

    private enum Scope
    {
        Company,
        Departments,
        Named,
    }

    [Inject]
    private SetupQueries Queries { get; set; } = null!;

    private Population Population => new(
        scope switch
        {
            Scope.Company => [],
            // no department chosen yet is not the whole company
            Scope.Departments when departments.Count > 0 => [.. departments.Select(d => d.Id)],
            _ => [Population.NoDepartment],
        },
        scope == Scope.Named ? [] : [.. families],
        scope == Scope.Named ? [] : [.. levels],
        scope == Scope.Named ? null : hiredUntil,
        [.. included.Select(c => c.Id)],
        [.. excluded.Select(c => c.Id)]);

    protected override async Task OnInitializedAsync()
    {
        var p = View.Population;
        scope = p.DepartmentIds.Count == 0 ? Scope.Company : p.DepartmentIds.Contains(Population.NoDepartment) ? Scope.Named : Scope.Departments;
        departments.AddRange(View.Departments);
        included.AddRange(View.Included);
        excluded.AddRange(View.Excluded);
        families.AddRange(p.JobFamilies);
        levels.AddRange(p.Levels);
        hiredUntil = p.HiredUntil;
        await CountAsync(1);
    }

    private async Task<IReadOnlyList<Choice>> FindDepartmentsAsync(string search) =>
        await Queries.DepartmentsAsync(search, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task<IReadOnlyList<Choice>> FindPeopleAsync(string search) =>
        await Queries.EmployeesAsync(search, await Actors.CurrentAsync(), CancellationToken.None);

    private Task SetScopeAsync(Scope to) => ChangeAsync(() => scope = to);

    private Task ToggleAsync(List<string> list, string value) => ChangeAsync(() =>
    {
        if (!list.Remove(value))
        {
            list.Add(value);
        }
    });

    private Task ChangeAsync(Action change)
    {
        change();
        return CountAsync(1);
    }

    private async Task CountAsync(int to)
    {
        page = to;
        people = await Queries.PopulationAsync(Population, View.Basics.TimeZone, "", page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private Task SaveAsync() => KeepAsync(new CycleEdit(View.Id, View.Version) { Population = Population });
}
