namespace StarPortal.Domain.People;

/// <summary>A person in the organisation.</summary>
public sealed class Employee : IVersioned
{
    private Employee()
    {
    }

    public Employee(string number, EmployeeDetails details)
    {
        Number = number;
        Apply(details);
    }

    public int Id { get; private set; }

    /// <summary>The company's own number, unique.</summary>
    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Work e-mail, unique, kept in lower case.</summary>
    public string Email { get; private set; } = "";

    public int DepartmentId { get; private set; }

    public Department? Department { get; private set; }

    public string JobTitle { get; private set; } = "";

    public string JobFamily { get; private set; } = "";

    public string Level { get; private set; } = "";

    public int? ManagerId { get; private set; }

    public Employee? Manager { get; private set; }

    public DateOnly? HireDate { get; private set; }

    /// <summary>The last day of work; null while employed without an end.</summary>
    public DateOnly? LeaveDate { get; private set; }

    /// <summary>A culture name: <c>en-US</c> or <c>zh-CN</c>.</summary>
    public string Language { get; private set; } = "en-US";

    /// <summary>An IANA time zone name.</summary>
    public string TimeZone { get; private set; } = "UTC";

    public int Version { get; private set; }

    public bool IsEmployedOn(DateOnly day) => LeaveDate is null || LeaveDate >= day;

    public void Apply(EmployeeDetails details)
    {
        Name = details.Name;
        Email = details.Email.ToLowerInvariant();
        DepartmentId = details.DepartmentId;
        JobTitle = details.JobTitle;
        JobFamily = details.JobFamily;
        Level = details.Level;
        ManagerId = details.ManagerId;
        HireDate = details.HireDate;
        LeaveDate = details.LeaveDate;
        Language = details.Language;
        TimeZone = details.TimeZone;
    }

    public void ReportTo(int? managerId) => ManagerId = managerId;
}

/// <summary>Everything about an employee but the number.</summary>
public sealed record EmployeeDetails(
    string Name,
    string Email,
    int DepartmentId,
    string JobTitle = "",
    string JobFamily = "",
    string Level = "",
    int? ManagerId = null,
    DateOnly? HireDate = null,
    DateOnly? LeaveDate = null,
    string Language = "en-US",
    string TimeZone = "UTC");
