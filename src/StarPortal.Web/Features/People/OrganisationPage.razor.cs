using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.People;

public sealed partial class OrganisationPage : IDisposable
{
    private const int MostKept = 400;
    private readonly CancellationTokenSource gone = new();
    private readonly HashSet<int> open = [];
    private ILookup<int?, DepartmentNode> children = Array.Empty<DepartmentNode>().ToLookup(d => d.ParentId);
    private IReadOnlyList<Error> errors = [];
    private int? editing;
    private int? adding;

    /// <summary>A tree that is small enough to be handed over from prerendering; a large one is read again.</summary>
    [PersistentState]
    public OrganisationView? Kept { get; set; }

    // branches are rendered when they are opened
    private OrganisationView? View { get; set; }

    [Inject]
    private OrganisationQueries Queries { get; set; } = null!;

    [Inject]
    private EditDepartments Departments { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private DepartmentNode? Edited => View?.Departments.FirstOrDefault(d => d.Id == editing);

    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        View = Kept ?? await LoadAsync();
        Kept = View.Departments.Count <= MostKept ? View : null;
        children = View.Departments.ToLookup(d => d.ParentId);
        open.UnionWith(children[null].Select(d => d.Id));
    }

    private async Task<OrganisationView> LoadAsync()
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        return new OrganisationView(await Queries.TreeAsync(actor, gone.Token), PeopleAccess.CanManage(actor));
    }

    private async Task AddAsync(DepartmentChange change)
    {
        errors = (await Departments.AddAsync(change.Name, change.ParentId, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await ReloadAsync();
    }

    private async Task SaveAsync(DepartmentChange change)
    {
        if (Edited is not { } department)
        {
            return;
        }

        var actor = await Actors.CurrentAsync(gone.Token);
        var result = await Departments.ChangeAsync(department.Id, department.Version, change.Name, change.ParentId, actor, gone.Token);
        errors = result.Errors;
        await ReloadAsync();
    }

    private async Task RemoveAsync()
    {
        if (Edited is { } department)
        {
            errors = (await Departments.RemoveAsync(department.Id, department.Version, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        if (errors.Count == 0)
        {
            (editing, adding) = (null, null);
            View = await LoadAsync();
            children = View.Departments.ToLookup(d => d.ParentId);
        }
    }
}

public sealed record OrganisationView(IReadOnlyList<DepartmentNode> Departments, bool CanManage);

public sealed record DepartmentChange(string Name, int? ParentId);
