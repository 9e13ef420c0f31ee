namespace StarPortal.Domain.Templates;

/// <summary>The part of <see cref="TemplateCheck"/> that looks at the rating scale.</summary>
internal static class ScaleCheck
{
    internal const int FewestPoints = 3;
    internal const int MostPoints = 7;

    private static readonly TemplatePlace place = new(TemplatePart.Scale);

    internal static void Add(RatingScale scale, FaultList faults)
    {
        var points = scale.Points;
        faults.AddIf(points.Count is < FewestPoints or > MostPoints, TemplateErrors.ScaleSize.With(points.Count), place);
        var ascending = points.Zip(points.Skip(1)).All(p => p.First.Value < p.Second.Value);
        faults.AddIf(!ascending || points.Any(p => p.Value < 1), TemplateErrors.ScaleValues, place);
        var distinct = points.Select(p => p.Score).Distinct().Count() == points.Count;
        faults.AddIf(!distinct || points.Any(p => !Weights.IsValid(p.Score)), TemplateErrors.ScaleScores, place);
        foreach (var point in points)
        {
            var name = LocalText.Same($"{point.Value}");
            faults.AddIf(point.Label.IsEmpty, TemplateErrors.PointLabelMissing.With(point.Value), place);
            faults.AddIf(point.Anchor.IsEmpty, TemplateErrors.PointAnchorMissing.With(point.Value), place);
            faults.Length(point.Label, TemplateCheck.NameLength, name, place);
            faults.Length(point.Anchor, TemplateCheck.TextLength, name, place);
        }
    }
}
