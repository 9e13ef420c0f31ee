namespace StarPortal.Domain.Documents;

public static class CertificateErrors
{
    public static readonly Error NotFound = new("Documents", "CertificateNotFound");
    public static readonly Error NotValid = new("Documents", "CertificateNotValid");
    public static readonly Error ReasonTooLong = new("Documents", "ReasonTooLong");
    public static readonly Error CycleNotClosed = new("Documents", "CycleNotClosed");
    public static readonly Error NoLevel = new("Documents", "NoLevel");
    public static readonly Error AlreadyIssued = new("Documents", "AlreadyIssued");
    public static readonly Error NoLevelChosen = new("Documents", "NoLevelChosen");
    public static readonly Error OwnCertificate = new("Documents", "OwnCertificate");
    public static readonly Error NothingToPrint = new("Documents", "NothingToPrint");
    public static readonly Error FileGone = new("Documents", "FileGone");
}
