namespace StarPortal.Domain;

/// <summary>Something two people can edit at once: a save on an older version is refused.</summary>
public interface IVersioned
{
    int Version { get; }
}
