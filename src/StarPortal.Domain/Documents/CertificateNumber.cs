using System.Globalization;

namespace StarPortal.Domain.Documents;

/// <summary>The running number of a certificate within its year, without gaps: SP-2026-000123.</summary>
/// <param name="Year">Year of the issue date.</param>
/// <param name="Sequence">1 upwards.</param>
public readonly record struct CertificateNumber(int Year, int Sequence)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SP-{Year:0000}-{Sequence:000000}");
}

/// <summary>How many numbers of a year are given out.</summary>
public sealed class CertificateCounter
{
    private CertificateCounter()
    {
    }

    public CertificateCounter(int year) => Year = year;

    public int Year { get; private set; }

    public int Last { get; private set; }
}
