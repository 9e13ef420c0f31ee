using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>Stops the start with every fault listed by key.</summary>
internal sealed class PortalOptionsCheck(IHostEnvironment environment) : IValidateOptions<PortalOptions>
{
    private const int ShortestToken = 16;

    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var faults = new List<string>();
        Check(options, PortalOptions.Section, faults);
        Check(options.SignIn, $"{PortalOptions.Section}:{nameof(PortalOptions.SignIn)}", faults);
        Check(options.Backup, $"{PortalOptions.Section}:{nameof(PortalOptions.Backup)}", faults);
        Check(options.Verify, $"{PortalOptions.Section}:{nameof(PortalOptions.Verify)}", faults);
        Check(options.Mail, $"{PortalOptions.Section}:{nameof(PortalOptions.Mail)}", faults);
        Check(options.Webhooks, $"{PortalOptions.Section}:{nameof(PortalOptions.Webhooks)}", faults);
        faults.AddRange(options.Mail.Faults(options.PublicUrl, environment.IsDevelopment()).Select(f => $"{PortalOptions.Section}:{f}"));
        faults.AddRange(options.TrustedProxies
            .Where(p => !IPAddress.TryParse(p, out _) && !IPNetwork.TryParse(p, out _))
            .Select(p => $"{PortalOptions.Section}:TrustedProxies: neither an address nor a network such as 10.0.0.0/8: {p}"));
        if (options.IsPostgres && options.Connection.Length == 0)
        {
            faults.Add($"{PortalOptions.Section}:Connection: PostgreSQL needs a connection string, for example Host=127.0.0.1;Database=starportal;Username=…;Password=…");
        }

        if (options.Metrics.Token.Length is > 0 and < ShortestToken)
        {
            faults.Add($"{PortalOptions.Section}:Metrics:Token: at least {ShortestToken} characters");
        }

        if (options.Clock.Settable && !environment.IsDevelopment())
        {
            faults.Add($"{PortalOptions.Section}:Clock:Settable: the clock can be set in Development only");
        }

        if (options.PublicUrl.Length > 0 && !Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out _))
        {
            faults.Add($"{PortalOptions.Section}:PublicUrl: not an absolute address: {options.PublicUrl}");
        }

        if (options.TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            faults.Add($"{PortalOptions.Section}:TimeZone: unknown time zone, write it like Asia/Shanghai: {options.TimeZone}");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(object options, string section, List<string> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        faults.AddRange(results.Select(r => $"{section}:{r.MemberNames.FirstOrDefault()}: {r.ErrorMessage}"));
    }
}
