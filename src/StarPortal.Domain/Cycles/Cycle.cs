namespace StarPortal.Domain.Cycles;

public enum CycleState
{
    Draft,
    Published,
    Running,
    Calibrating,
    Released,
    Closed,
    Cancelled,
}

public enum PeriodKind
{
    Month,
    Quarter,
    HalfYear,
    Year,
    Custom,
}

/// <summary>Whether results are released by themselves on their date.</summary>
public enum ReleaseMode
{
    /// <summary>HR releases.</summary>
    ByHand,

    /// <summary>They are computed and released by themselves when nothing is missing; otherwise HR is told.</summary>
    WhenComplete,

    /// <summary>They are computed and released by themselves without what is missing: HR agreed to that beforehand.</summary>
    OnDate,
}

/// <summary>One run of a template version over a population and a period.</summary>
public sealed partial class Cycle : IVersioned
{
    private readonly List<CyclePhase> phases = [];

    private Cycle()
    {
    }

    public Cycle(string name) => Name = name;

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public PeriodKind PeriodKind { get; private set; }

    public DateOnly PeriodStart { get; private set; }

    public DateOnly PeriodEnd { get; private set; }

    /// <summary>IANA name; phases open and close by the clock of this zone.</summary>
    public string TimeZone { get; private set; } = "UTC";

    public CycleState State { get; private set; }

    public int? TemplateVersionId { get; private set; }

    /// <summary>The star programme whose levels the cycle decides; null when it decides none. Fixed at publication, like the template.</summary>
    public int? StarProgrammeVersionId { get; private set; }

    public Population Population { get; private set; } = Population.Everybody;

    /// <summary>Least number of submitted answers before a group is shown or counted; 3 or more, fixed at launch.</summary>
    public int AnonymityThreshold { get; private set; } = 3;

    /// <summary>Groups of reviewers with their limits, who proposes them, and what a form asks for.</summary>
    public ReviewRules ReviewRules { get; private set; } = ReviewRules.Default;

    public bool WithSelfReview { get; private set; } = true;

    public bool WithManagerReview { get; private set; } = true;

    /// <summary>What happens by itself on the date of release.</summary>
    public ReleaseMode ReleaseMode { get; private set; }

    public IReadOnlyList<CyclePhase> Phases => phases;

    public DateTime? PublishedAt { get; private set; }

    public DateTime? LaunchedAt { get; private set; }

    public DateTime? ReleasedAt { get; private set; }

    /// <summary>When HR acknowledged the list of missing inputs, which release asks for; cleared by every new computation.</summary>
    public DateTime? MissingAcknowledgedAt { get; private set; }

    public string? MissingAcknowledgedBy { get; private set; }

    /// <summary>When HR unlocked the actual values after data collection; null while they follow the phase.</summary>
    public DateTime? ActualsUnlockedAt { get; private set; }

    public int Version { get; private set; }
}
