namespace StarPortal.Domain.Cycles;

/// <summary>
/// How many indicators may be exempted for everybody in a year: five in a hundred of the indicators of that year's cycles,
/// rounded up, so that a small scheme can answer one incident.
/// </summary>
/// <param name="Year">The calendar year that the cycles' periods end in.</param>
/// <param name="Indicators">Of all its cycles that were launched; an indicator used in four cycles counts four times.</param>
/// <param name="Used">Indicators exempted for everybody in these cycles.</param>
public sealed record SchemeChangeQuota(int Year, int Indicators, int Used)
{
    public const decimal Percent = 5m;

    public int Allowed => (int)Math.Ceiling(Indicators * Percent / 100m);

    public bool HasRoom => Used < Allowed;
}
