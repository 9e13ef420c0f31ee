using System.Globalization;

namespace StarPortal.Domain.People;

/// <summary>Old → new values as they stand in the audit trail, in no reader's language.</summary>
public static class EmployeeChanges
{
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary><c>Level: P2 → P3; Manager: 12 → 15</c>; people and departments by identifier.</summary>
    public static string Describe(EmployeeDetails old, EmployeeDetails now, string oldNumber = "", string newNumber = "")
    {
        var all = new (string Name, string Old, string New)[]
        {
            (nameof(PeopleField.Number), oldNumber, newNumber),
            (nameof(PeopleField.Name), old.Name, now.Name),
            (nameof(PeopleField.Email), old.Email, now.Email),
            (nameof(PeopleField.Department), Id(old.DepartmentId), Id(now.DepartmentId)),
            (nameof(PeopleField.JobTitle), old.JobTitle, now.JobTitle),
            (nameof(PeopleField.JobFamily), old.JobFamily, now.JobFamily),
            (nameof(PeopleField.Level), old.Level, now.Level),
            (nameof(PeopleField.Manager), Id(old.ManagerId), Id(now.ManagerId)),
            (nameof(PeopleField.HireDate), Day(old.HireDate), Day(now.HireDate)),
            (nameof(PeopleField.LeaveDate), Day(old.LeaveDate), Day(now.LeaveDate)),
            (nameof(PeopleField.Language), old.Language, now.Language),
            (nameof(PeopleField.TimeZone), old.TimeZone, now.TimeZone),
        };
        return string.Join("; ", all.Where(c => c.Old != c.New).Select(c => $"{c.Name}: {c.Old} → {c.New}"));
    }

    private static string Id(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
