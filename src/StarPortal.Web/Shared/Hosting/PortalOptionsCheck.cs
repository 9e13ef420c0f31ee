using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>Stops the start with every fault listed by key.</summary>
internal sealed class PortalOptionsCheck : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var faults = results.ConvertAll(r => $"{PortalOptions.Section}:{r.MemberNames.FirstOrDefault()}: {r.ErrorMessage}");
        if (options.IsPostgres && options.Connection.Length == 0)
        {
            faults.Add($"{PortalOptions.Section}:Connection: PostgreSQL needs a connection string, for example Host=127.0.0.1;Database=starportal;Username=…;Password=…");
        }

        if (options.PublicUrl.Length > 0 && !Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out _))
        {
            faults.Add($"{PortalOptions.Section}:PublicUrl: not an absolute address: {options.PublicUrl}");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
