namespace StarPortal.Domain.Templates;

/// <summary>
/// What differs between two definitions, part by part. Parts are found again by their keys, which are stable across versions;
/// an indicator also when it went to another section.
/// </summary>
public static class TemplateComparison
{
    public static IReadOnlyList<PartChange> Of(TemplateDefinition before, TemplateDefinition after) =>
    [
        .. Heading(before, after),
        .. Points(before.Scale, after.Scale),
        .. Sections(before, after),
        .. Questions(before, after),
    ];

    /// <summary>What differs between two forms of one indicator.</summary>
    public static IReadOnlyList<FieldChange> OfIndicator(Indicator before, Indicator after)
    {
        var fields = new FieldList();
        fields.Text(ChangedField.Name, before.Name, after.Name);
        fields.Percent(ChangedField.Weight, before.Weight, after.Weight);
        fields.Text(ChangedField.Definition, before.Definition, after.Definition);
        fields.AddIf(before.Kind != after.Kind, ChangedField.Kind, new KindValue(before.Kind), new KindValue(after.Kind));
        fields.AddIf(before.Layer != after.Layer, ChangedField.Layer, LayerOf(before), LayerOf(after));
        var measured = Same(before.Measure, after.Measure) && before.Unit == after.Unit;
        fields.AddIf(!measured, ChangedField.Measure, new MeasureValue(before.Measure, before.Unit), new MeasureValue(after.Measure, after.Unit));
        fields.Text(ChangedField.DataSource, before.DataSource, after.DataSource);
        var sources = before.Sources.OrderBy(s => s.Source).SequenceEqual(after.Sources.OrderBy(s => s.Source));
        fields.AddIf(!sources, ChangedField.Sources, new SharesValue(before.Sources), new SharesValue(after.Sources));
        foreach (var point in before.Anchors.Keys.Union(after.Anchors.Keys).Order())
        {
            fields.Text(ChangedField.Anchor, before.Anchors.GetValueOrDefault(point), after.Anchors.GetValueOrDefault(point), point);
        }

        fields.AddIf(before.GoalLimits != after.GoalLimits, ChangedField.GoalLimits, LimitsOf(before), LimitsOf(after));
        fields.AddIf(before.Origin != after.Origin, ChangedField.Origin, OriginOf(before), OriginOf(after));
        return fields.All;
    }

    private static IEnumerable<PartChange> Heading(TemplateDefinition before, TemplateDefinition after)
    {
        var fields = new FieldList();
        fields.Text(ChangedField.Name, before.Name, after.Name);
        fields.Text(ChangedField.Purpose, before.Purpose, after.Purpose);
        fields.Flag(ChangedField.ForService, before.ForService, after.ForService);
        fields.Flag(ChangedField.ForStarProgramme, before.ForStarProgramme, after.ForStarProgramme);
        return fields.All.Count > 0 ? [new PartChange(ChangeKind.Changed, TemplatePart.Heading, "", after.Name, fields.All)] : [];
    }

    private static IEnumerable<PartChange> Points(RatingScale before, RatingScale after)
    {
        foreach (var value in before.Points.Concat(after.Points).Select(p => p.Value).Distinct().Order())
        {
            var (old, now) = (before.Points.FirstOrDefault(p => p.Value == value), after.Points.FirstOrDefault(p => p.Value == value));
            var fields = new FieldList();
            if (old is not null && now is not null)
            {
                fields.AddIf(old.Score != now.Score, ChangedField.Score, new NumberValue(old.Score), new NumberValue(now.Score));
                fields.Text(ChangedField.Label, old.Label, now.Label);
                fields.Text(ChangedField.Anchor, old.Anchor, now.Anchor);
            }

            if (old is null || now is null || fields.All.Count > 0)
            {
                var kind = old is null ? ChangeKind.Added : now is null ? ChangeKind.Removed : ChangeKind.Changed;
                yield return new PartChange(kind, TemplatePart.Scale, $"{value}", (now ?? old)!.Label, fields.All);
            }
        }
    }

    private static IEnumerable<PartChange> Sections(TemplateDefinition before, TemplateDefinition after)
    {
        var places = Places(before);
        var moved = MovedKeys([.. before.Sections.Select(s => s.Key)], [.. after.Sections.Select(s => s.Key)]);
        foreach (var section in after.Sections)
        {
            var old = before.Sections.FirstOrDefault(s => s.Key == section.Key);
            var fields = new FieldList();
            if (old is not null)
            {
                fields.Text(ChangedField.Name, old.Name, section.Name);
                fields.Percent(ChangedField.Weight, old.Weight, section.Weight);
            }
            else
            {
                fields.Percent(ChangedField.Weight, null, section.Weight);
            }

            if (Kind(old is null, moved.Contains(section.Key), fields) is { } kind)
            {
                yield return new PartChange(kind, TemplatePart.Section, section.Key, section.Name, fields.All);
            }

            foreach (var change in Indicators(places, old, section))
            {
                yield return change;
            }
        }

        foreach (var section in before.Sections.Where(s => after.Sections.All(a => a.Key != s.Key)))
        {
            yield return new PartChange(ChangeKind.Removed, TemplatePart.Section, section.Key, section.Name, [new(ChangedField.Weight, new PercentValue(section.Weight), null)]);
        }

        foreach (var (key, (section, indicator)) in places.Where(p => after.FindIndicator(p.Key) is null))
        {
            yield return new PartChange(ChangeKind.Removed, TemplatePart.Indicator, key, indicator.Name, [new(ChangedField.Weight, new PercentValue(indicator.Weight), null)], section.Name);
        }
    }

    private static IEnumerable<PartChange> Indicators(Dictionary<string, (Section Section, Indicator Indicator)> places, Section? old, Section section)
    {
        var moved = MovedKeys([.. old?.Indicators.Select(i => i.Key) ?? []], [.. section.Indicators.Select(i => i.Key)]);
        foreach (var indicator in section.Indicators)
        {
            if (!places.TryGetValue(indicator.Key, out var place))
            {
                FieldChange[] weight = [new(ChangedField.Weight, null, new PercentValue(indicator.Weight))];
                yield return new PartChange(ChangeKind.Added, TemplatePart.Indicator, indicator.Key, indicator.Name, weight, section.Name);
                continue;
            }

            var fields = OfIndicator(place.Indicator, indicator);
            var elsewhere = place.Section.Key != section.Key;
            if (elsewhere || moved.Contains(indicator.Key) || fields.Count > 0)
            {
                var kind = elsewhere || moved.Contains(indicator.Key) ? ChangeKind.Moved : ChangeKind.Changed;
                yield return new PartChange(kind, TemplatePart.Indicator, indicator.Key, indicator.Name, fields, section.Name, elsewhere ? place.Section.Name : null);
            }
        }
    }

    private static IEnumerable<PartChange> Questions(TemplateDefinition before, TemplateDefinition after)
    {
        var moved = MovedKeys([.. before.Questions.Select(q => q.Key)], [.. after.Questions.Select(q => q.Key)]);
        foreach (var question in after.Questions)
        {
            var old = before.Questions.FirstOrDefault(q => q.Key == question.Key);
            var fields = new FieldList();
            if (old is not null)
            {
                fields.Text(ChangedField.Name, old.Text, question.Text);
                var asked = old.AskedOf.Order().SequenceEqual(question.AskedOf.Order());
                fields.AddIf(!asked, ChangedField.AskedOf, new AskedOfValue(old.AskedOf), new AskedOfValue(question.AskedOf));
                fields.Flag(ChangedField.Required, old.Required, question.Required);
                fields.AddIf(old.Visibility != question.Visibility, ChangedField.Visibility, new VisibilityValue(old.Visibility), new VisibilityValue(question.Visibility));
            }

            if (Kind(old is null, moved.Contains(question.Key), fields) is { } kind)
            {
                yield return new PartChange(kind, TemplatePart.Question, question.Key, question.Text, fields.All);
            }
        }

        foreach (var question in before.Questions.Where(q => after.Questions.All(a => a.Key != q.Key)))
        {
            yield return new PartChange(ChangeKind.Removed, TemplatePart.Question, question.Key, question.Text, []);
        }
    }

    // a draft may hold a key twice; the first one counts
    private static Dictionary<string, (Section Section, Indicator Indicator)> Places(TemplateDefinition definition)
        => definition.Sections.SelectMany(s => s.Indicators.Select(i => (Section: s, Indicator: i))).DistinctBy(p => p.Indicator.Key).ToDictionary(p => p.Indicator.Key);

    private static ChangeKind? Kind(bool added, bool moved, FieldList fields)
        => added ? ChangeKind.Added : moved ? ChangeKind.Moved : fields.All.Count > 0 ? ChangeKind.Changed : null;

    /// <summary>
    /// The fewest keys that explain the new order: those outside the longest run that kept its order. What was added or
    /// removed moves nothing.
    /// </summary>
    private static HashSet<string> MovedKeys(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var common = after.Where(before.Contains).Distinct().ToList();
        var positions = common.ConvertAll(k => before.Index().First(b => b.Item == k).Index);
        var longest = new int[common.Count];
        var previous = new int[common.Count];
        var end = -1;
        for (var i = 0; i < common.Count; i++)
        {
            (longest[i], previous[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (positions[j] < positions[i] && longest[j] + 1 > longest[i])
                {
                    (longest[i], previous[i]) = (longest[j] + 1, j);
                }
            }

            end = end < 0 || longest[i] > longest[end] ? i : end;
        }

        var moved = common.ToHashSet();
        for (; end >= 0; end = previous[end])
        {
            moved.Remove(common[end]);
        }

        return moved;
    }

    private static bool Same(Measure a, Measure b) => (a, b) switch
    {
        (BandsMeasure x, BandsMeasure y) => x.Otherwise == y.Otherwise && x.LowerIsBetter == y.LowerIsBetter && x.Bands.SequenceEqual(y.Bands),
        _ => a == b,
    };

    private static LayerValue? LayerOf(Indicator indicator) => indicator.Layer is { } layer ? new LayerValue(layer) : null;

    private static LimitsValue? LimitsOf(Indicator indicator) => indicator.GoalLimits is { } limits ? new LimitsValue(limits) : null;

    private static OriginValue? OriginOf(Indicator indicator) => indicator.Origin is { } origin ? new OriginValue(origin) : null;

    /// <summary>Collects the fields that differ.</summary>
    private sealed class FieldList
    {
        private readonly List<FieldChange> fields = [];

        public List<FieldChange> All => fields;

        public void AddIf(bool differs, ChangedField field, FieldValue? before, FieldValue? after)
        {
            if (differs)
            {
                fields.Add(new FieldChange(field, before, after));
            }
        }

        public void Text(ChangedField field, LocalText? before, LocalText? after, int? point = null)
        {
            if ((before ?? LocalText.Empty) != (after ?? LocalText.Empty))
            {
                fields.Add(new FieldChange(
                    field,
                    before is { IsEmpty: false } ? new TextValue(before) : null,
                    after is { IsEmpty: false } ? new TextValue(after) : null,
                    point));
            }
        }

        public void Percent(ChangedField field, decimal? before, decimal? after)
            => AddIf(before != after, field, before is { } b ? new PercentValue(b) : null, after is { } a ? new PercentValue(a) : null);

        public void Flag(ChangedField field, bool before, bool after) => AddIf(before != after, field, new FlagValue(before), new FlagValue(after));
    }
}
