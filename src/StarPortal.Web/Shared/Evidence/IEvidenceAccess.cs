using StarPortal.Domain;

namespace StarPortal.Web.Shared.Evidence;

/// <summary>A feature's rule on the evidence of one kind of owner. Registered by the feature; a kind without a rule is closed to all.</summary>
public interface IEvidenceAccess
{
    /// <summary>As in the owner, for example <c>Exemption</c>.</summary>
    string Kind { get; }

    /// <summary>May see that there are files, and read them.</summary>
    Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation);

    /// <summary>May add files or take them away now.</summary>
    Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation);
}
