namespace StarPortal.Domain.Templates;

/// <summary>What stands between a draft and its publication.</summary>
public static class TemplateCheck
{
    public static IReadOnlyList<Error> Errors(TemplateDefinition definition)
    {
        var errors = new List<Error>();
        if (definition.Sections.Count == 0)
        {
            errors.Add(TemplateErrors.NoSection);
        }

        return errors;
    }
}
