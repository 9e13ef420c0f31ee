namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>The use cases on one draft, as the designer's page needs them together.</summary>
public sealed record ProgrammeEditing(EditProgrammeDraft Edit, PublishProgramme Publish, DeleteProgrammeDraft Delete);
