using StarPortal.Domain;

namespace StarPortal.Web.Shared.Evidence;

/// <summary>Why a file is not taken as evidence.</summary>
public static class EvidenceErrors
{
    /// <summary>{0} the file, {1} megabytes.</summary>
    public static readonly Error TooLarge = new("Shared", "EvidenceTooLarge");

    /// <summary>{0} the file.</summary>
    public static readonly Error Empty = new("Shared", "EvidenceEmpty");

    /// <summary>{0} the file: of none of the types that are taken.</summary>
    public static readonly Error UnknownType = new("Shared", "EvidenceUnknownType");

    /// <summary>{0} the file: begins as one of the types, but is not whole.</summary>
    public static readonly Error Damaged = new("Shared", "EvidenceDamaged");

    /// <summary>{0} the file: with macros or other programs inside.</summary>
    public static readonly Error WithPrograms = new("Shared", "EvidenceWithPrograms");

    /// <summary>{0} the file: two files in one.</summary>
    public static readonly Error TwoInOne = new("Shared", "EvidenceTwoInOne");

    /// <summary>{0} how many there may be.</summary>
    public static readonly Error TooMany = new("Shared", "EvidenceTooMany");
}
