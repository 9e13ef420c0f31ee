namespace StarPortal.Domain.Documents;

/// <summary>Who may do what with certificates and with what they look like.</summary>
public static class CertificateAccess
{
    /// <summary>See all certificates and issue them.</summary>
    public static bool CanManage(Actor actor) => actor.IsHr;

    /// <summary>Issue, revoke or replace a person's certificate: HR, never for oneself; the program itself, as part of other decisions.</summary>
    public static bool CanDecide(Actor actor, int employeeId) => actor.IsSystem || actor.IsHrFor(employeeId);

    /// <summary>Read and print a certificate: its owner and HR; a manager has no part in it.</summary>
    public static bool CanView(Actor actor, int employeeId) => actor.IsHr || actor.EmployeeId == employeeId;

    /// <summary>Change the company's name, logo, seal and wording.</summary>
    public static bool CanEditCompany(Actor actor) => actor.IsHr || actor.IsAdministrator;
}
