namespace StarPortal.Domain.Documents;

/// <summary>Kinds of files that are taken as evidence, decided by content, never by name.</summary>
public enum EvidenceType
{
    Pdf,
    Png,
    Jpeg,
    Xlsx,
    Docx,
    Txt,
}

/// <summary>What evidence belongs to, for example an exemption.</summary>
/// <param name="Kind">Word of the feature that owns it, for example <c>Exemption</c>.</param>
/// <param name="Id">Identifier within that kind.</param>
public sealed record EvidenceOwner(string Kind, int Id);

/// <summary>The row of a file that is kept under the data directory. Taken away, it stays as a mark with who, when and why.</summary>
public sealed class EvidenceFile : IVersioned
{
    /// <summary>Bytes.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    /// <summary>Files that one owner may hold.</summary>
    public const int MostPerOwner = 5;

    public const int LongestName = 150;

    private EvidenceFile()
    {
    }

    public EvidenceFile(EvidenceOwner owner, string token, string name, EvidenceType type, int size, string sha256, Actor actor, DateTime now)
    {
        OwnerKind = owner.Kind;
        OwnerId = owner.Id;
        Token = token;
        Name = name;
        Type = type;
        Size = size;
        Sha256 = sha256;
        AddedBy = actor.Name;
        AddedAt = now;
    }

    public int Id { get; private set; }

    public string OwnerKind { get; private set; } = "";

    public int OwnerId { get; private set; }

    /// <summary>Random: the file's name on disk and in its address.</summary>
    public string Token { get; private set; } = "";

    /// <summary>As the person's file was called, without any path, with the ending of its true type.</summary>
    public string Name { get; private set; } = "";

    public EvidenceType Type { get; private set; }

    public int Size { get; private set; }

    /// <summary>Of the content, in hexadecimal digits: a file that was changed on disk is not handed out.</summary>
    public string Sha256 { get; private set; } = "";

    public string AddedBy { get; private set; } = "";

    public DateTime AddedAt { get; private set; }

    public DateTime? RemovedAt { get; private set; }

    public string RemovedBy { get; private set; } = "";

    public string RemovalReason { get; private set; } = "";

    public int Version { get; private set; }

    public Result Remove(string reason, Actor actor, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (RemovedAt is not null)
        {
            return SharedErrors.ChangedElsewhere;
        }

        (RemovedAt, RemovedBy, RemovalReason) = (now, actor.Name, reason.Trim());
        return Result.Ok;
    }
}
