using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Designer;

public sealed partial class MeasurePreview
{
    private const decimal Left = 44m;
    private const decimal Right = 468m;
    private const decimal Top = 26m;
    private const decimal Bottom = 184m;

    // labels closer than this would run into one another
    private const decimal LabelWidth = 52m;

    private decimal? actual;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public Measure Measure { get; set; } = new RatingMeasure();

    [Parameter]
    public string Unit { get; set; } = "";

    private MeasureCurve? Curve { get; set; }

    private CurvePoint? Tried => actual is { } value && Curve is not null ? new(value, Measure.Score(value)) : null;

    private IEnumerable<decimal> ScoreTicks => new[] { 0m, 50m, 100m, Curve!.Top }.Distinct();

    /// <summary>The figures that decide, and the ends where there is room for them.</summary>
    private List<decimal> ActualTicks
    {
        get
        {
            var ticks = new List<decimal>();
            foreach (var value in Curve!.Marks.Select(m => m.Actual).Append(Curve.From).Append(Curve.To))
            {
                if (ticks.TrueForAll(t => Math.Abs(Across(t) - Across(value)) >= LabelWidth))
                {
                    ticks.Add(value);
                }
            }

            return ticks;
        }
    }

    private IEnumerable<CurvePoint> Rows => Curve!.Marks
        .Concat(new[] { Curve.From, (Curve.From + Curve.To) / 2m, Curve.To }.Select(x => new CurvePoint(x, Measure.Score(x))))
        .DistinctBy(p => p.Actual)
        .OrderBy(p => p.Actual);

    private string Path => string.Join(' ', Curve!.Line.Select(p => $"{X(p.Actual)},{Y(p.Score)}"));

    private string Described => TemplateLabels.Format(
        DesignerText.CurveDescribed,
        string.Join("; ", Curve!.Marks.Select(m => $"{WithUnitValue(m.Actual)} → {Formats.Score(m.Score)}")));

    protected override void OnParametersSet() => Curve = MeasureCurve.Of(Measure);

    private decimal Across(decimal value) => Left + ((value - Curve!.From) / (Curve.To - Curve.From) * (Right - Left));

    private string X(decimal value) => Across(value).ToString("0.#", CultureInfo.InvariantCulture);

    private string Y(decimal score) => (Bottom - (score / Curve!.Top * (Bottom - Top))).ToString("0.#", CultureInfo.InvariantCulture);

    private string WithUnit(string label) => Unit.Length > 0 ? $"{label} ({Unit})" : label;

    private string WithUnitValue(decimal value) => Unit.Length > 0 ? $"{Formats.Number(Math.Round(value, 4))} {Unit}" : Formats.Number(Math.Round(value, 4));
}
