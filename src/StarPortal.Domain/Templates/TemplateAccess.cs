namespace StarPortal.Domain.Templates;

/// <summary>Who works with form templates: HR designs and publishes them; nobody else reads a draft.</summary>
public static class TemplateAccess
{
    public static bool CanView(Actor actor) => actor.IsHr;

    public static bool CanEdit(Actor actor) => actor.IsHr;

    public static bool CanPublish(Actor actor) => actor.IsHr || actor.IsSystem;
}
