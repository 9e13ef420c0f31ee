namespace StarPortal.Domain.Audit;

public static class AuditErrors
{
    public static readonly Error NotAllowed = new("Audit", "NotAllowed");
}
