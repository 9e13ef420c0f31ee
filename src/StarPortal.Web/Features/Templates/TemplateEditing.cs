namespace StarPortal.Web.Features.Templates;

/// <summary>The use cases on one draft, as the designer's page needs them together.</summary>
public sealed record TemplateEditing(EditTemplateDraft Edit, PublishTemplate Publish, DeleteTemplateDraft Delete);
