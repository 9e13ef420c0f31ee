namespace StarPortal.Domain.People;

/// <summary>Who may see and change people.</summary>
public static class PeopleAccess
{
    /// <summary>Who has left is HR's business only.</summary>
    public static bool CanSeeLeavers(Actor actor) => actor.IsHr;

    /// <summary>E-mail, title and place in the organisation are for everybody; dates, number and zone for HR and oneself.</summary>
    public static bool CanSeePersonnelFacts(Actor actor, int employeeId) => actor.IsHr || actor.EmployeeId == employeeId;

    /// <summary>Departments and new people.</summary>
    public static bool CanManage(Actor actor) => actor.IsHr;

    /// <summary>HR, but never on the own record.</summary>
    public static bool CanEdit(Actor actor, int employeeId) => actor.IsHrFor(employeeId);

    /// <summary>HR, or whoever runs the program's command line on its machine.</summary>
    public static bool CanImport(Actor actor) => actor.IsHr || actor.IsSystem;
}
