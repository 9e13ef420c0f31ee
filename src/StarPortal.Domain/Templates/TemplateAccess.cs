namespace StarPortal.Domain.Templates;

/// <summary>Who works with form templates: HR designs and publishes them; nobody else reads a draft.</summary>
public static class TemplateAccess
{
    public static bool CanView(Actor actor) => actor.IsHr;

    public static bool CanEdit(Actor actor) => actor.IsHr;

    public static bool CanPublish(Actor actor) => actor.IsHr || actor.IsSystem;
}

/// <summary>Who works with Delphi panels: HR facilitates, members propose. Nobody sees who proposed what.</summary>
public static class DelphiAccess
{
    public static bool CanFacilitate(Actor actor) => actor.IsHr;

    public static bool CanPropose(Actor actor, IEnumerable<int> members) => actor.EmployeeId is { } employee && members.Contains(employee);
}
