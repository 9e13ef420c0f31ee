using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace StarPortal.Web.Shared.Components;

public sealed partial class NumberField
{
    // sums of anything larger would leave the range of decimal
    private const decimal Largest = 1_000_000_000_000_000m;

    private string text = "";
    private decimal? shown;
    private bool invalid;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>For tables, where the heading already says it to those who see it.</summary>
    [Parameter]
    public bool HideLabel { get; set; }

    [Parameter]
    public string? Class { get; set; }

    /// <summary>Null while the box is empty or holds no number.</summary>
    [Parameter, EditorRequired]
    public decimal? Value { get; set; }

    [Parameter]
    public EventCallback<decimal?> ValueChanged { get; set; }

    protected override void OnParametersSet()
    {
        // what is being typed stays as typed; only a value from outside replaces it
        if (Value != shown || (text.Length == 0 && Value is not null))
        {
            Show(Value);
        }
    }

    private async Task ReadAsync(string typed)
    {
        text = typed;
        shown = Parse(typed);
        invalid = shown is null && typed.Trim().Length > 0;
        await ValueChanged.InvokeAsync(shown);
    }

    private void Settle()
    {
        if (!invalid && shown is not null)
        {
            Show(shown);
        }
    }

    private void Show(decimal? value)
    {
        shown = value;
        invalid = false;
        text = value?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";
    }

    // "33,3" is how half of the world writes it; a thousands separator is nothing that anybody types here
    private static decimal? Parse(string typed)
        => decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= Largest
            ? value
            : null;
}
