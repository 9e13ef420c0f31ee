using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Documents;

/// <summary>Who gets a certificate when a cycle is closed: pure.</summary>
public static class CertificateDue
{
    /// <summary>
    /// What the programme promised: everybody at a level that brings a certificate. Where no level does, whoever was
    /// promoted. Nobody without enough data.
    /// </summary>
    /// <param name="definition">As it was frozen for the cycle.</param>
    /// <param name="level">After the cycle.</param>
    /// <param name="change">What the cycle did to it.</param>
    public static bool IsDue(StarDefinition definition, int level, StarChange change) =>
        change != StarChange.NotEvaluated && (Promises(definition) ? Brings(definition.Level(level)) : change == StarChange.Promoted);

    private static bool Promises(StarDefinition definition) => definition.Levels.Any(Brings);

    private static bool Brings(StarLevel? level) => level?.Benefits.Any(b => b.Kind == BenefitKind.Certificate) == true;
}
