using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Features.Templates.Designer;

/// <summary>An indicator while somebody types.</summary>
public sealed class IndicatorDraft : IKeyedDraft
{
    /// <summary>The sources that can be chosen, in the order of the designer.</summary>
    public static readonly IReadOnlyList<Source> Choosable =
        [Source.Data, Source.Self, Source.Manager, Source.Peer, Source.Report, Source.CrossTeam, Source.Customer];

    private string key = "";
    private decimal? weight;

    public string Key
    {
        get => key;
        set => (key, Revision) = (value, Revision + 1);
    }

    public bool KeyFollowsName { get; set; }

    /// <summary>Its card shows all fields. A closed one costs nothing while others are typed in.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Goes up with every change, so that a card is drawn anew only when it shows something else.</summary>
    public int Revision { get; private set; }

    public TextDraft Name { get; private init; } = new();

    public TextDraft Definition { get; private init; } = new();

    public IndicatorKind Kind { get; set; }

    public decimal? Weight
    {
        get => weight;
        set => (weight, Revision) = (value, Revision + 1);
    }

    public MeasureDraft Measure { get; private init; } = new();

    public string Unit { get; set; } = "";

    public TextDraft DataSource { get; private init; } = new();

    public IReadOnlyList<ShareDraft> Shares { get; } = [.. Choosable.Select(s => new ShareDraft(s))];

    public Dictionary<int, TextDraft> Anchors { get; private init; } = [];

    public IndicatorLayer? Layer { get; set; }

    public LibraryOrigin? Origin { get; private init; }

    public LimitsDraft Limits { get; private init; } = new();

    public decimal ShareSum => Shares.Where(s => s.Used).Sum(s => s.Share ?? 0m);

    string IKeyedDraft.KeyName => Name.En;

    /// <summary>One of its parts was changed.</summary>
    public void Touch() => Revision++;

    public static IndicatorDraft From(Indicator indicator)
    {
        var draft = new IndicatorDraft
        {
            Key = indicator.Key,
            Name = TextDraft.From(indicator.Name),
            Definition = TextDraft.From(indicator.Definition),
            Kind = indicator.Kind,
            Weight = indicator.Weight,
            Measure = MeasureDraft.From(indicator.Measure),
            Unit = indicator.Unit,
            DataSource = TextDraft.From(indicator.DataSource),
            Anchors = indicator.Anchors.ToDictionary(a => a.Key, a => TextDraft.From(a.Value)),
            Layer = indicator.Layer,
            Origin = indicator.Origin,
            Limits = LimitsDraft.From(indicator.GoalLimits),
        };
        foreach (var source in indicator.Sources)
        {
            draft.Use(source.Source, source.Share);
        }

        return draft;
    }

    public Indicator ToIndicator(IReadOnlyList<PointDraft> points)
    {
        var measured = Measure.Kind != MeasureKind.Rating;
        return new Indicator(
            Key.Trim(),
            Name.ToText(),
            Definition.ToText(),
            Kind,
            Weight ?? 0m,
            Measure.ToMeasure(),
            measured ? Unit.Trim() : "",
            measured ? DataSource.ToText() : Domain.LocalText.Empty,
            [.. Shares.Where(s => s.Used).Select(s => new SourceShare(s.Source, s.Share ?? 0m))],
            Anchors.Where(a => points.Any(p => p.Value == a.Key) && !a.Value.ToText().IsEmpty)
                .OrderBy(a => a.Key)
                .ToDictionary(a => a.Key, a => a.Value.ToText()))
        {
            Layer = Layer,
            Origin = Origin,
            GoalLimits = Limits.ToLimits(),
        };
    }

    public TextDraft AnchorOf(int point)
    {
        if (!Anchors.TryGetValue(point, out var anchor))
        {
            Anchors[point] = anchor = new TextDraft();
        }

        return anchor;
    }

    public void Use(Source source, decimal share)
    {
        if (Shares.FirstOrDefault(s => s.Source == source) is { } draft)
        {
            draft.Used = true;
            draft.Share = share;
        }
    }

    /// <summary>
    /// A measured indicator needs data and a rated one has none: the sources follow a change of the measure where there is
    /// only one sensible answer.
    /// </summary>
    public void FollowMeasure()
    {
        var data = Shares[0];
        if (Measure.Kind == MeasureKind.Rating)
        {
            data.Used = false;
            data.Share = 0m;
        }
        else if (!data.Used)
        {
            var counting = Shares.Any(s => s.Used && s.Source is not (Source.Self or Source.Manager) && s.Share > 0m);
            if (!counting)
            {
                // the sources of a fresh indicator: measured instead of rated
                foreach (var share in Shares)
                {
                    share.Used = false;
                    share.Share = 0m;
                }
            }

            Use(Source.Data, Weights.Whole - ShareSum);
        }
    }
}

public sealed class ShareDraft(Source source)
{
    public Source Source { get; } = source;

    public bool Used { get; set; }

    public decimal? Share { get; set; } = 0m;
}

/// <summary>Within what participants' own goals may lie, while somebody types.</summary>
public sealed class LimitsDraft
{
    /// <summary>Participants may have goals of their own at all.</summary>
    public bool Used { get; set; }

    public decimal? LowestTarget { get; set; }

    public decimal? HighestTarget { get; set; }

    public decimal? LowestWeight { get; set; }

    public decimal? HighestWeight { get; set; }

    public static LimitsDraft From(GoalLimits? limits) => limits is null
        ? new()
        : new()
        {
            Used = true,
            LowestTarget = limits.LowestTarget,
            HighestTarget = limits.HighestTarget,
            LowestWeight = limits.LowestWeight,
            HighestWeight = limits.HighestWeight,
        };

    public GoalLimits? ToLimits() => Used ? new(LowestTarget, HighestTarget, LowestWeight, HighestWeight) : null;
}

/// <summary>The kinds of measure, as a list to choose from.</summary>
public enum MeasureKind
{
    Rating,
    Bands,
    Linear,
    Completion,
    Deduction,
    PassFail,
}

public sealed class BandDraft
{
    public decimal? Threshold { get; set; }

    public decimal? Score { get; set; }
}

/// <summary>A measure while somebody types: figures of every kind, so that trying another kind loses nothing.</summary>
public sealed class MeasureDraft
{
    public MeasureKind Kind { get; set; }

    public List<BandDraft> Bands { get; private set; } = [new() { Threshold = 98m, Score = 100m }, new() { Threshold = 90m, Score = 80m }];

    public decimal? Otherwise { get; set; } = 0m;

    public bool LowerIsBetter { get; set; }

    public decimal? Floor { get; set; } = 0m;

    public decimal? Target { get; set; } = 100m;

    public decimal? Cap { get; set; } = 120m;

    public decimal? PerUnit { get; set; } = 10m;

    public decimal? Allowance { get; set; } = 0m;

    public static MeasureDraft From(Measure measure) => measure switch
    {
        BandsMeasure m => new()
        {
            Kind = MeasureKind.Bands,
            Bands = [.. m.Bands.Select(b => new BandDraft { Threshold = b.Threshold, Score = b.Score })],
            Otherwise = m.Otherwise,
            LowerIsBetter = m.LowerIsBetter,
        },
        LinearMeasure m => new() { Kind = MeasureKind.Linear, Floor = m.Floor, Target = m.Target, Cap = m.Cap },
        CompletionMeasure m => new() { Kind = MeasureKind.Completion, Target = m.Target, Cap = m.Cap },
        DeductionMeasure m => new() { Kind = MeasureKind.Deduction, PerUnit = m.PerUnit, Allowance = m.Allowance },
        PassFailMeasure => new() { Kind = MeasureKind.PassFail },
        _ => new() { Kind = MeasureKind.Rating },
    };

    public Measure ToMeasure() => Kind switch
    {
        MeasureKind.Bands => new BandsMeasure(
            [.. Bands.Select(b => new Band(b.Threshold ?? 0m, b.Score ?? 0m))], Otherwise ?? 0m, LowerIsBetter),
        MeasureKind.Linear => new LinearMeasure(Floor ?? 0m, Target ?? 0m, Cap ?? 0m),
        MeasureKind.Completion => new CompletionMeasure(Target ?? 0m, Cap ?? 0m),
        MeasureKind.Deduction => new DeductionMeasure(PerUnit ?? 0m, Allowance ?? 0m),
        MeasureKind.PassFail => new PassFailMeasure(),
        _ => new RatingMeasure(),
    };
}
