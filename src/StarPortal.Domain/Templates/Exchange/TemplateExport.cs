using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace StarPortal.Domain.Templates;

/// <summary>Writes definitions as exchange files that <see cref="TemplateExchange"/> reads.</summary>
public static class TemplateExport
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new TextConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    /// <summary>The whole file. Every field of a definition is in it, so that reading it gives the same definition.</summary>
    public static string Write(TemplateDefinition definition) => JsonSerializer.Serialize(
        new
        {
            schema = TemplateExchange.Schema,
            version = TemplateExchange.Version,
            template = new
            {
                definition.Name,
                definition.Purpose,
                definition.ForService,
                definition.ForStarProgramme,
                Scale = new { definition.Scale.Points },
                Sections = definition.Sections.Select(s => new { s.Key, s.Name, s.Weight, Indicators = s.Indicators.Select(Of) }),
                Questions = definition.Questions.Select(q => new { q.Key, q.Text, q.AskedOf, q.Required, q.Visibility }),
            },
        },
        options);

    // named one by one: a computed property must not get into the file
    private static object Of(Indicator indicator) => new
    {
        indicator.Key,
        indicator.Name,
        indicator.Definition,
        indicator.Kind,
        indicator.Layer,
        indicator.Weight,
        indicator.Measure,
        indicator.Unit,
        indicator.DataSource,
        indicator.Sources,
        indicator.Anchors,
        indicator.Origin,
        indicator.GoalLimits,
    };

    // only what the reader knows; the type has a computed property
    private sealed class TextConverter : JsonConverter<LocalText>
    {
        public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => throw new NotSupportedException($"{nameof(TemplateExchange)} reads.");

        public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("en", value.En);
            writer.WriteString("zh", value.Zh);
            writer.WriteEndObject();
        }
    }
}
