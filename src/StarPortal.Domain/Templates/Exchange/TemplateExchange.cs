using System.Text;
using System.Text.Json;

namespace StarPortal.Domain.Templates;

/// <summary>Reads definitions from exchange files (docs/adr/0010), strictly: what cannot be understood is a fault, never left out.</summary>
public static class TemplateExchange
{
    public const string Schema = "starportal.template";

    /// <summary>Raised when files of before can no longer be read the same way.</summary>
    public const int Version = 1;

    public const int MostBytes = 512 * 1024;

    // the deepest place of a definition is at 8
    private const int MostDepth = 16;
    private const string Root = "$";

    private static readonly Source[] contributors = [Source.Data, Source.Self, Source.Manager, Source.Peer, Source.Report, Source.CrossTeam, Source.Customer];

    /// <summary>The definition in the file, or every fault with its path; also those of <see cref="TemplateCheck"/>.</summary>
    public static ExchangeReading Read(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > MostBytes)
        {
            return Fault(ExchangeErrors.TooLarge.With(MostBytes / 1024));
        }

        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = MostDepth });
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return Fault(ExchangeErrors.NotJson.With((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1));
        }
    }

    private static ExchangeReading Fault(Error error) => new(null, [new ExchangeFault(Root, error)]);

    private static ExchangeReading Read(JsonElement root)
    {
        var faults = new ExchangeFaults();
        if (ExchangeNode.Of(root, Root, faults) is not { } file)
        {
            return new ExchangeReading(null, faults.All);
        }

        // a file of another kind or of a later version is not searched for faults: all of them would mislead
        if (file.String("schema") != Schema)
        {
            return new ExchangeReading(null, [new ExchangeFault(file.At("schema"), ExchangeErrors.OtherSchema.With(Schema))]);
        }

        if (file.Integer("version") != Version)
        {
            return new ExchangeReading(null, [new ExchangeFault(file.At("version"), ExchangeErrors.OtherVersion.With(Version))]);
        }

        var template = file.Child("template");
        var definition = template is null ? null : Definition(template);
        file.Finish();
        if (definition is null || faults.All.Count > 0)
        {
            return new ExchangeReading(null, faults.All);
        }

        foreach (var fault in TemplateCheck.Faults(definition))
        {
            faults.Add(fault.Place.Path.Length == 0 ? template!.Path : $"{template!.Path}.{fault.Place.Path}{Field(fault.Error)}", fault.Error);
        }

        return faults.All.Count > 0 ? new ExchangeReading(null, faults.All) : new ExchangeReading(definition, []);
    }

    // the field of the part that is to be corrected, where the error says it
    private static string Field(Error error) => error.Code switch
    {
        nameof(TemplateErrors.FloorIsTarget) or nameof(TemplateErrors.TargetNotPositive) => ".measure.target",
        nameof(TemplateErrors.BandsMissing) or nameof(TemplateErrors.BandsDescending) or nameof(TemplateErrors.BandsAscending) or nameof(TemplateErrors.BandScores) => ".measure.bands",
        nameof(TemplateErrors.CapRange) => ".measure.cap",
        nameof(TemplateErrors.PerUnitNotPositive) => ".measure.perUnit",
        nameof(TemplateErrors.AllowanceNegative) => ".measure.allowance",
        nameof(TemplateErrors.IndicatorWeights) or nameof(TemplateErrors.NoIndicator) => ".indicators",
        nameof(TemplateErrors.SourceShares) or nameof(TemplateErrors.SourceTwice) => ".sources",
        nameof(TemplateErrors.DataSourceMissing) => ".dataSource",
        nameof(TemplateErrors.KeyFormat) or nameof(TemplateErrors.KeyTwice) => ".key",
        _ => "",
    };

    private static TemplateDefinition Definition(ExchangeNode node)
    {
        var definition = new TemplateDefinition(
            node.Text("name"),
            node.Text("purpose", required: false),
            Scale(node),
            node.Items("sections", Section),
            node.Items("questions", Question))
        {
            ForService = node.Flag("forService"),
            ForStarProgramme = node.Flag("forStarProgramme"),
        };
        node.Finish();
        return definition;
    }

    private static RatingScale Scale(ExchangeNode node)
    {
        if (node.Child("scale") is not { } scale)
        {
            return new RatingScale([]);
        }

        var points = scale.Items("points", p => new RatingPoint(p.Integer("value"), p.Number("score"), p.Text("label"), p.Text("anchor")));
        scale.Finish();
        return new RatingScale(points);
    }

    private static Section Section(ExchangeNode node) => new(node.String("key"), node.Text("name"), node.Number("weight"), node.Items("indicators", Indicator));

    private static Indicator Indicator(ExchangeNode node) => new(
        node.String("key"),
        node.Text("name"),
        node.Text("definition", required: false),
        node.Choice("kind", Enum.GetValues<IndicatorKind>()),
        node.Number("weight"),
        Measure(node),
        node.String("unit", required: false),
        node.Text("dataSource", required: false),
        node.Items("sources", s => new SourceShare(s.Choice("source", contributors), s.Number("share"))),
        Anchors(node))
    {
        Layer = node.Has("layer") ? node.Choice("layer", Enum.GetValues<IndicatorLayer>()) : null,
        Origin = Origin(node),
        GoalLimits = Limits(node),
    };

    private static OpenQuestion Question(ExchangeNode node) => new(
        node.String("key"),
        node.Text("text"),
        node.Choices("askedOf", contributors),
        node.Flag("required"),
        node.Choice("visibility", Enum.GetValues<AnswerVisibility>()));

    private static Measure Measure(ExchangeNode node)
    {
        if (node.Child("measure") is not { } measure)
        {
            return new RatingMeasure();
        }

        Measure read = measure.String("kind") switch
        {
            "bands" => new BandsMeasure(
                measure.Items("bands", b => new Band(b.Number("threshold"), b.Number("score"))),
                measure.Number("otherwise"),
                measure.Flag("lowerIsBetter")),
            "linear" => new LinearMeasure(measure.Number("floor"), measure.Number("target"), measure.Number("cap")),
            "completion" => new CompletionMeasure(measure.Number("target"), measure.Number("cap")),
            "deduction" => new DeductionMeasure(measure.Number("perUnit"), measure.Number("allowance")),
            "passFail" => new PassFailMeasure(),
            "rating" => new RatingMeasure(),
            var other => UnknownMeasure(measure, other),
        };
        measure.Finish();
        return read;
    }

    private static RatingMeasure UnknownMeasure(ExchangeNode measure, string kind)
    {
        // its figures cannot be judged, so they are not called unknown as well
        foreach (var name in measure.Names.ToList())
        {
            measure.Has(name);
        }

        var error = ExchangeErrors.UnknownValue.With(kind.Length <= 60 ? kind : kind[..60] + "…", "bands, linear, completion, deduction, passFail, rating");
        return kind.Length == 0 ? new RatingMeasure() : measure.Wrong("kind", error, new RatingMeasure());
    }

    private static Dictionary<int, LocalText> Anchors(ExchangeNode node)
    {
        var anchors = new Dictionary<int, LocalText>();
        if (node.Child("anchors", required: false) is { } read)
        {
            foreach (var name in read.Names.ToList())
            {
                // "01" or "+1" would be a second way to write a point
                if (int.TryParse(name, out var point) && point is > 0 and < 100 && $"{point}" == name)
                {
                    anchors[point] = read.Text(name);
                }
                else
                {
                    read.Has(name);
                    read.Wrong(name, ExchangeErrors.NotAPoint.With(name.Length <= 60 ? name : name[..60] + "…"), 0);
                }
            }
        }

        return anchors;
    }

    private static LibraryOrigin? Origin(ExchangeNode node)
    {
        if (node.Child("origin", required: false) is not { } read)
        {
            return null;
        }

        var origin = new LibraryOrigin(read.String("code"), read.Integer("version"));
        read.Finish();
        return origin;
    }

    private static GoalLimits? Limits(ExchangeNode node)
    {
        if (node.Child("goalLimits", required: false) is not { } read)
        {
            return null;
        }

        var limits = new GoalLimits(
            read.OptionalNumber("lowestTarget"),
            read.OptionalNumber("highestTarget"),
            read.OptionalNumber("lowestWeight"),
            read.OptionalNumber("highestWeight"));
        read.Finish();
        return limits;
    }
}
