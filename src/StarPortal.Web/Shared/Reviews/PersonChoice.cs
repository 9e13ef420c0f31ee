namespace StarPortal.Web.Shared.Reviews;

/// <summary>Somebody to choose.</summary>
public sealed record PersonChoice(int Id, string Label);
