using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Identity;

/// <summary>All accounts, for HR and administrators.</summary>
public sealed partial class AccountsPage : IDisposable
{
    private const int PageSize = 25;
    private readonly CancellationTokenSource leaving = new();
    private string search = "";
    private Roles role;
    private AccountStatus? status;
    private SortBy sort = new("name", false);
    private int page = 1;

    [PersistentState]
    public Page<AccountRow>? View { get; set; }

    [PersistentState]
    public int? Waiting { get; set; }

    [PersistentState]
    public bool CanCreate { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private AccountQueries Queries { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
            CanCreate = (await Actors.CurrentAsync(leaving.Token)).IsAdministrator;
            Waiting = await Queries.CountWithoutPasswordAsync(await Actors.CurrentAsync(leaving.Token), leaving.Token);
        }
    }

    private Task SearchAsync() => TurnAsync(1);

    private Task SortAsync(SortBy by)
    {
        sort = by;
        return TurnAsync(1);
    }

    private Task TurnAsync(int to)
    {
        page = to;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var filter = new AccountFilter(search, role == Roles.None ? null : role, status);
        View = await Queries.ListAsync(filter, sort, page, PageSize, await Actors.CurrentAsync(leaving.Token), leaving.Token);
    }
}
