using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <summary>Makes a key and shows its text once.</summary>
public sealed partial class NewApiKeyPanel : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<int> cycles = [];
    private readonly HashSet<string> indicators = new(StringComparer.Ordinal);
    private IReadOnlyList<Error> errors = [];
    private ApiScopes scopes = ApiScopes.WriteActuals;
    private int days = ApiKey.DefaultDays;
    private string name = "";
    private string made = "";
    private string? token;

    [Parameter, EditorRequired]
    public ApiKeyChoices Choices { get; set; } = null!;

    /// <summary>Whether the person may make a key that reads.</summary>
    [Parameter]
    public bool MayRead { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Created { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private CreateApiKey Create { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private static void Toggle<T>(HashSet<T> set, T value)
    {
        if (!set.Remove(value))
        {
            set.Add(value);
        }
    }

    private async Task CreateAsync()
    {
        var plan = new ApiKeyPlan(name, scopes, days, [.. cycles], [.. indicators]);
        var result = await Create.RunAsync(plan, await Actors.CurrentAsync(leaving.Token), leaving.Token);
        errors = result.Errors;
        token = result.Succeeded ? result.Value : null;
        if (result.Succeeded)
        {
            made = name.Trim();
            name = "";
            cycles.Clear();
            indicators.Clear();
            await Created.InvokeAsync();
        }
    }
}
