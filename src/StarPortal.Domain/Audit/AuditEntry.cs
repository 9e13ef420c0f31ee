using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StarPortal.Domain.Audit;

/// <summary>What is written into the trail, before it has its place in the chain.</summary>
/// <param name="Action">Named as <c>Feature.Verb</c>, for example <c>Cycles.Launched</c>.</param>
/// <param name="Entity">Kind of thing acted on, for example <c>Cycle</c>.</param>
/// <param name="EntityId">Its identifier; null when there is none.</param>
/// <param name="SubjectEmployeeId">The person concerned; null when it concerns nobody in particular.</param>
/// <param name="Reason">Why, in the words of the one who acted.</param>
/// <param name="Details">Figures and old → new values. Never a secret, never a review's text.</param>
public sealed record AuditNote(
    string Action,
    string Entity,
    int? EntityId = null,
    int? SubjectEmployeeId = null,
    string Reason = "",
    string Details = "");

/// <summary>One entry of the append-only trail. Each entry's hash covers its content and the hash before it.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    public AuditEntry(long sequence, DateTime at, Actor actor, AuditNote note, string previousHash)
    {
        Sequence = sequence;
        // the coarsest precision of the databases in use: what is hashed is what is read back
        At = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        ActorAccountId = actor.AccountId;
        ActorEmployeeId = actor.EmployeeId;
        ActorName = actor.Name;
        Address = actor.Address ?? "";
        Action = note.Action;
        Entity = note.Entity;
        EntityId = note.EntityId;
        SubjectEmployeeId = note.SubjectEmployeeId;
        Reason = note.Reason;
        Details = note.Details;
        PreviousHash = previousHash;
        Hash = ComputeHash();
    }

    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Sequence { get; private set; }

    public DateTime At { get; private set; }

    public int ActorAccountId { get; private set; }

    public int? ActorEmployeeId { get; private set; }

    public string ActorName { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string Entity { get; private set; } = "";

    public int? EntityId { get; private set; }

    public int? SubjectEmployeeId { get; private set; }

    public string Reason { get; private set; } = "";

    public string Details { get; private set; } = "";

    public string PreviousHash { get; private set; } = "";

    public string Hash { get; private set; } = "";

    /// <summary>SHA-256 over every field, each preceded by its length so that no two contents read alike.</summary>
    public string ComputeHash()
    {
        var text = new StringBuilder();
        foreach (var field in (string[])
        [
            Sequence.ToString(CultureInfo.InvariantCulture),
            At.ToString("O", CultureInfo.InvariantCulture),
            ActorAccountId.ToString(CultureInfo.InvariantCulture),
            ActorEmployeeId?.ToString(CultureInfo.InvariantCulture) ?? "",
            ActorName,
            Address,
            Action,
            Entity,
            EntityId?.ToString(CultureInfo.InvariantCulture) ?? "",
            SubjectEmployeeId?.ToString(CultureInfo.InvariantCulture) ?? "",
            Reason,
            Details,
            PreviousHash,
        ])
        {
            text.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field};");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>The end of the chain: how many entries there are and the last one's hash, so that a cut-off tail is found.</summary>
public sealed class AuditHead
{
    private AuditHead()
    {
    }

    public int Id { get; private set; } = 1;

    public long Count { get; private set; }

    public string Hash { get; private set; } = "";

    /// <summary>Makes the next entry and moves the head to it.</summary>
    public AuditEntry Append(DateTime at, Actor actor, AuditNote note)
    {
        var entry = new AuditEntry(Count + 1, at, actor, note, Hash);
        Count = entry.Sequence;
        Hash = entry.Hash;
        return entry;
    }
}
