namespace StarPortal.Domain.Documents;

/// <summary>The sheet a document is printed on.</summary>
public enum PaperSize
{
    A4,
    Letter,
}
