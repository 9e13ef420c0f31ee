using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace StarPortal.Web.Shared.Components;

/// <summary>
/// What every component of the portal derives from (by <c>_Imports.razor</c>): what the server prepared for the first look
/// is taken over once. The framework hands it over a second time with the next parameters that come from outside, and
/// would so put rows from before a search or an edit in the place of those on the screen.
/// </summary>
public abstract class PortalComponent : ComponentBase
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Kept = [];
    private bool supplied;

    public override Task SetParametersAsync(ParameterView parameters)
    {
        var kept = Kept.GetOrAdd(GetType(), type => [.. type.GetProperties().Where(p => p.IsDefined(typeof(PersistentStateAttribute)))]);
        if (!supplied || kept.Length == 0)
        {
            supplied = true;
            return base.SetParametersAsync(parameters);
        }

        var present = Array.ConvertAll(kept, p => p.GetValue(this));
        parameters.SetParameterProperties(this);
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i].SetValue(this, present[i]);
        }

        return base.SetParametersAsync(ParameterView.Empty);
    }
}
