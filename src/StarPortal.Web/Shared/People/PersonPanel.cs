namespace StarPortal.Web.Shared.People;

/// <summary>A feature's part of a person's page, for example that mail does not reach them.</summary>
/// <param name="Component">A component with the one parameter <c>EmployeeId</c>; it asks itself who may see what.</param>
public sealed record PersonPanel(int Order, Type Component);
