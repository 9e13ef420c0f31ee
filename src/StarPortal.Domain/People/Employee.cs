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

    /// <summary>HR corrects a record; every fault is answered at once.</summary>
    /// <param name="manager">What must be known of the manager in <paramref name="details"/>; null when there is none.</param>
    /// <param name="today">Decides who has left.</param>
    public Result Edit(Actor actor, string number, EmployeeDetails details, ManagerFacts? manager, DateOnly today)
    {
        if (!PeopleAccess.CanEdit(actor, Id))
        {
            return PeopleErrors.NotAllowed;
        }

        var errors = EmployeeRules.Check(number, details).Select(f => f.Error).ToList();
        if (details.ManagerId == Id)
        {
            errors.Add(PeopleErrors.ManagerIsSelf);
        }
        else if (manager is not null)
        {
            errors.AddRange(manager.Check(details, today));
        }

        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        Number = number;
        Apply(details);
        return Result.Ok;
    }

    public EmployeeDetails Details => new(Name, Email, DepartmentId, JobTitle, JobFamily, Level, ManagerId, HireDate, LeaveDate, Language, TimeZone);

    public void ReportTo(int? managerId) => ManagerId = managerId;
}

/// <summary>What decides whether somebody can be a person's manager.</summary>
/// <param name="Circles">The manager reports, however far up, to that person.</param>
public sealed record ManagerFacts(string Name, DateOnly? LeaveDate, bool Circles)
{
    public IEnumerable<Error> Check(EmployeeDetails report, DateOnly today)
    {
        if (Circles)
        {
            yield return PeopleErrors.ManagerCycle.With(Name);
        }

        // among people who have all left the line is history
        if (LeaveDate < today && !(report.LeaveDate < today))
        {
            yield return PeopleErrors.ManagerHasLeft.With(Name);
        }
    }
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
