using System.Text.RegularExpressions;

namespace StarPortal.Domain.People;

/// <summary>What every employee's record must fulfil, whoever writes it.</summary>
public static partial class EmployeeRules
{
    public const int NumberLength = 50;
    public const int NameLength = 300;
    public const int EmailLength = 320;
    public const int TitleLength = 200;
    public const int FamilyLength = 100;
    public const int LevelLength = 50;

    /// <summary>Languages an employee may have, as culture names.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en-US", "zh-CN"];

    /// <summary>Every fault of the record by itself, with the field it is in.</summary>
    public static IEnumerable<(PeopleField Field, Error Error)> Check(string number, EmployeeDetails details)
    {
        foreach (var fault in CheckIdentity(number, details))
        {
            yield return fault;
        }

        foreach (var (field, text, limit) in ((PeopleField, string, int)[])
        [
            (PeopleField.Number, number, NumberLength),
            (PeopleField.Name, details.Name, NameLength),
            (PeopleField.Email, details.Email, EmailLength),
            (PeopleField.JobTitle, details.JobTitle, TitleLength),
            (PeopleField.JobFamily, details.JobFamily, FamilyLength),
            (PeopleField.Level, details.Level, LevelLength),
        ])
        {
            if (text.Length > limit)
            {
                yield return (field, PeopleErrors.TooLong.With(limit));
            }
        }

        if (details.HireDate is { } hired && details.LeaveDate < hired)
        {
            yield return (PeopleField.LeaveDate, PeopleErrors.LeaveBeforeHire);
        }

        if (!Languages.Contains(details.Language))
        {
            yield return (PeopleField.Language, PeopleErrors.LanguageUnknown.With(details.Language));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(details.TimeZone, out _))
        {
            yield return (PeopleField.TimeZone, PeopleErrors.TimeZoneUnknown.With(details.TimeZone));
        }
    }

    private static IEnumerable<(PeopleField Field, Error Error)> CheckIdentity(string number, EmployeeDetails details)
    {
        if (string.IsNullOrWhiteSpace(number))
        {
            yield return (PeopleField.Number, PeopleErrors.NumberRequired);
        }

        if (string.IsNullOrWhiteSpace(details.Name))
        {
            yield return (PeopleField.Name, PeopleErrors.NameRequired);
        }

        if (string.IsNullOrWhiteSpace(details.Email))
        {
            yield return (PeopleField.Email, PeopleErrors.EmailRequired);
        }
        else if (!Address().IsMatch(details.Email))
        {
            yield return (PeopleField.Email, PeopleErrors.EmailInvalid.With(details.Email));
        }
    }

    // what mail servers take in practice; only a message that arrives proves an address
    [GeneratedRegex(@"^[^@\s<>,;""()]+@[^@\s<>,;""()]+\.[^@\s.<>,;""()]+$")]
    private static partial Regex Address();
}

/// <summary>A fact about an employee that can be read from a file, shown as a column or named in a change.</summary>
public enum PeopleField
{
    Number,
    Name,
    FamilyName,
    GivenName,
    Email,
    Department,
    JobTitle,
    JobFamily,
    Level,
    Manager,
    HireDate,
    LeaveDate,
    Language,
    TimeZone,
}
