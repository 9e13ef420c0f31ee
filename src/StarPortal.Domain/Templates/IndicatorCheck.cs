namespace StarPortal.Domain.Templates;

/// <summary>The part of <see cref="TemplateCheck"/> that looks at one indicator.</summary>
internal static class IndicatorCheck
{
    internal const decimal LowestCap = 100m;
    internal const decimal HighestCap = 200m;
    private const decimal HighestBandScore = 120m;

    // Keeps every formula well inside the range of decimal, whatever actual value comes.
    private const decimal LargestNumber = 1_000_000_000_000m;
    private const int MostDecimals = 6;

    internal static void Add(Indicator indicator, LocalText where, TemplatePlace place, FaultList faults)
    {
        faults.Length(indicator.Name, TemplateCheck.NameLength, where, place);
        faults.Length(indicator.Definition, TemplateCheck.TextLength, where, place);
        faults.Length(indicator.DataSource, TemplateCheck.NameLength, where, place);
        faults.Length(LocalText.Same(indicator.Unit), TemplateCheck.UnitLength, where, place);
        foreach (var anchor in indicator.Anchors.Values)
        {
            faults.Length(anchor, TemplateCheck.TextLength, where, place);
        }

        faults.Weight(indicator.Weight, where, place);
        Sources(indicator, where, place, faults);
        Measure(indicator.Measure, where, place, faults);
        GoalLimitCheck.Add(indicator, where, place, faults);
    }

    internal static bool IsReasonable(decimal number) => Math.Abs(number) <= LargestNumber && decimal.Round(number, MostDecimals) == number;

    private static void Sources(Indicator indicator, LocalText where, TemplatePlace place, FaultList faults)
    {
        var sum = indicator.Sources.Sum(s => s.Share);
        faults.AddIf(sum != Weights.Whole, TemplateErrors.SourceShares.With(where, sum), place);
        var wrong = indicator.Sources.FirstOrDefault(s => !Weights.IsValid(s.Share));
        faults.AddIf(wrong is not null, TemplateErrors.WeightRange.With(where, wrong?.Share ?? 0m), place);
        faults.AddIf(indicator.Sources.DistinctBy(s => s.Source).Count() < indicator.Sources.Count, TemplateErrors.SourceTwice.With(where), place);
        faults.AddIf(indicator.Sources.Any(s => s.Source == Source.Colleagues), TemplateErrors.SourceUnknown.With(where), place);

        var measured = indicator.Measure is not RatingMeasure;
        faults.AddIf(indicator.NeedsActual && !measured, TemplateErrors.DataWithoutMeasure.With(where), place);
        faults.AddIf(measured && !indicator.NeedsActual, TemplateErrors.MeasureWithoutData.With(where), place);
        faults.AddIf(indicator.NeedsActual && indicator.DataSource.IsEmpty, TemplateErrors.DataSourceMissing.With(where), place);
    }

    internal static void Measure(Measure measure, LocalText where, TemplatePlace place, FaultList faults)
    {
        void AddIf(bool wrong, Error error) => faults.AddIf(wrong, error.With([where, .. error.Args]), place);
        void Cap(decimal cap) => AddIf(cap is < LowestCap or > HighestCap, TemplateErrors.CapRange.With(LowestCap, HighestCap));

        AddIf(!Numbers(measure).All(IsReasonable), TemplateErrors.NumberTooFine);
        switch (measure)
        {
            case BandsMeasure bands:
                Bands(bands, AddIf);
                break;
            case LinearMeasure linear:
                AddIf(linear.Floor == linear.Target, TemplateErrors.FloorIsTarget);
                Cap(linear.Cap);
                break;
            case CompletionMeasure completion:
                AddIf(completion.Target <= 0m, TemplateErrors.TargetNotPositive);
                Cap(completion.Cap);
                break;
            case DeductionMeasure deduction:
                AddIf(deduction.PerUnit <= 0m, TemplateErrors.PerUnitNotPositive);
                AddIf(deduction.Allowance < 0m, TemplateErrors.AllowanceNegative);
                break;
        }
    }

    private static void Bands(BandsMeasure measure, Action<bool, Error> addIf)
    {
        var pairs = measure.Bands.Zip(measure.Bands.Skip(1), (a, b) => b.Threshold - a.Threshold).ToList();
        addIf(measure.Bands.Count == 0, TemplateErrors.BandsMissing);
        addIf(measure.LowerIsBetter && pairs.Any(step => step <= 0m), TemplateErrors.BandsAscending);
        addIf(!measure.LowerIsBetter && pairs.Any(step => step >= 0m), TemplateErrors.BandsDescending);
        addIf(measure.Bands.Select(b => b.Score).Append(measure.Otherwise).Any(s => s is < 0m or > HighestBandScore), TemplateErrors.BandScores);
    }

    private static IEnumerable<decimal> Numbers(Measure measure) => measure switch
    {
        BandsMeasure m => [m.Otherwise, .. m.Bands.SelectMany(b => new[] { b.Threshold, b.Score })],
        LinearMeasure m => [m.Floor, m.Target, m.Cap],
        CompletionMeasure m => [m.Target, m.Cap],
        DeductionMeasure m => [m.PerUnit, m.Allowance],
        _ => [],
    };
}
