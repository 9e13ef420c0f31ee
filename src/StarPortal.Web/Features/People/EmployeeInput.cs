using StarPortal.Domain.People;

namespace StarPortal.Web.Features.People;

/// <summary>An employee's record as HR writes it.</summary>
/// <param name="Version">The version the form was filled from.</param>
/// <param name="ReportsSeen">HR has been told that the leaver still has reports.</param>
public sealed record EmployeeInput(string Number, EmployeeDetails Details, int Version = 0, bool ReportsSeen = false)
{
    /// <summary>Without stray spaces; the e-mail in lower case.</summary>
    public EmployeeInput Tidy() => this with
    {
        Number = Number.Trim(),
        Details = Details with
        {
            Name = Details.Name.Trim(),
            Email = Details.Email.Trim().ToLowerInvariant(),
            JobTitle = Details.JobTitle.Trim(),
            JobFamily = Details.JobFamily.Trim(),
            Level = Details.Level.Trim(),
        },
    };
}
