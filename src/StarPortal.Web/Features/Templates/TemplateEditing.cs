namespace StarPortal.Web.Features.Templates;

/// <summary>What the designer's page needs together to work on one draft.</summary>
public sealed record TemplateEditing(
    EditTemplateDraft Edit,
    PublishTemplate Publish,
    DeleteTemplateDraft Delete,
    TemplateQueries Queries,
    PastCorrelations Correlations);
