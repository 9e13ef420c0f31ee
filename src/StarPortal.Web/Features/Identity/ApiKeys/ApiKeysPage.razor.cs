using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <summary>Keys with which other systems write and read values.</summary>
public sealed partial class ApiKeysPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<Error> errors = [];
    private ApiKeyRow? revoking;
    private ElementReference reasonField;
    private bool focusReason;
    private string reason = "";
    private string? done;

    [PersistentState]
    public IReadOnlyList<ApiKeyRow>? Rows { get; set; }

    [PersistentState]
    public ApiKeyChoices? Choices { get; set; }

    [PersistentState]
    public bool MayRead { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private ApiKeyQueries Queries { get; set; } = null!;

    [Inject]
    private RevokeApiKey Revoke { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (Rows is null)
        {
            var actor = await Actors.CurrentAsync(leaving.Token);
            MayRead = ApiKeyAccess.CanGive(actor, ApiScopes.ReadActuals);
            Choices = await Queries.ChoicesAsync(actor, leaving.Token);
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusReason)
        {
            focusReason = false;
            await reasonField.FocusAsync();
        }
    }

    private async Task LoadAsync() => Rows = await Queries.ListAsync(await Actors.CurrentAsync(leaving.Token), leaving.Token);

    private void AskAsync(ApiKeyRow row) => (revoking, reason, errors, done, focusReason) = (row, "", [], null, true);

    private async Task RevokeAsync()
    {
        if (revoking is not { } row)
        {
            return;
        }

        var result = await Revoke.RunAsync(row.Id, reason, await Actors.CurrentAsync(leaving.Token), leaving.Token);
        errors = result.Errors;
        if (result.Succeeded)
        {
            done = string.Format(CultureInfo.CurrentCulture, IdentityText.ApiKeyRevoked, row.Name);
            revoking = null;
        }

        await LoadAsync();
    }
}
