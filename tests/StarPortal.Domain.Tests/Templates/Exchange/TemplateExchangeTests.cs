using System.Text.Json;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class TemplateExchangeTests
{
    private static readonly string good = TemplateExport.Write(Presets.ThreeSource.Definition);

    public static TheoryData<string> PresetKeys() => [.. Presets.All.Select(p => p.Key)];

    [Theory, MemberData(nameof(PresetKeys))]
    public void Preset_ExportedAndImported_IsTheSame(string key) => ComesBack(Presets.Find(key)!.Definition);

    [Fact]
    public void AnyDefinition_ExportedAndImported_IsTheSame()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var definition = new RandomDefinitions(seed).Next();
            Assert.Empty(TemplateCheck.Errors(definition));
            ComesBack(definition);
        }
    }

    [Fact]
    public void File_WithAByteOrderMark_IsRead() => Assert.NotNull(TemplateExchange.Read('\uFEFF' + good).Definition);

    /// <summary>What is wrong, what it replaces, where it is reported, and as what.</summary>
    [Theory]
    [InlineData("\"weight\": 60", "\"weight\": 59.99", "$.template.sections", nameof(TemplateErrors.SectionWeights))]
    [InlineData("\"threshold\": 98", "\"threshold\": 80", "$.template.sections[0].indicators[0].measure.bands", nameof(TemplateErrors.BandsDescending))]
    [InlineData("\"floor\": 80", "\"floor\": 98", "$.template.sections[0].indicators[1].measure.target", nameof(TemplateErrors.FloorIsTarget))]
    [InlineData("\"score\": 40,\n          \"label\"", "\"score\": 20,\n          \"label\"", "$.template.scale.points", nameof(TemplateErrors.ScaleScores))]
    [InlineData("\"value\": 2,", "\"value\": 1,", "$.template.scale.points", nameof(TemplateErrors.ScaleValues))]
    [InlineData("\"weight\": 60", "\"weight\": \"60\"", "$.template.sections[0].weight", "ExchangeNotNumber")]
    [InlineData("\"weight\": 60", "\"weight\": 1e400", "$.template.sections[0].weight", "ExchangeNotNumber")]
    [InlineData("\"weight\": 60", "\"wieght\": 60", "$.template.sections[0].weight", "ExchangeMissing")]
    [InlineData("\"forService\": false", "\"forService\": \"no\"", "$.template.forService", "ExchangeNotFlag")]
    [InlineData("\"forService\": false", "\"for service\": false", "$.template['for service']", "ExchangeUnknownField")]
    [InlineData("\"forService\": false", "\"forService\": false, \"forService\": true", "$.template.forService", "ExchangeTwice")]
    [InlineData("\"kind\": \"bands\"", "\"kind\": \"steps\"", "$.template.sections[0].indicators[0].measure.kind", "ExchangeUnknownValue")]
    [InlineData("\"kind\": \"performance\"", "\"kind\": \"luck\"", "$.template.sections[0].indicators[0].kind", "ExchangeUnknownValue")]
    [InlineData("\"kind\": \"performance\"", "\"kind\": \"Performance\"", "$.template.sections[0].indicators[0].kind", "ExchangeUnknownValue")]
    [InlineData("\"source\": \"data\"", "\"source\": \"colleagues\"", "$.template.sections[0].indicators[0].sources[0].source", "ExchangeUnknownValue")]
    [InlineData("\"key\": \"accuracy\"", "\"key\": \"Accuracy!\"", "$.template.sections[0].indicators[0].key", nameof(TemplateErrors.KeyFormat))]
    [InlineData("\"key\": \"accuracy\"", "\"key\": null", "$.template.sections[0].indicators[0].key", "ExchangeMissing")]
    [InlineData("\"value\": 1,", "\"value\": 1.5,", "$.template.scale.points[0].value", "ExchangeNotInteger")]
    [InlineData("\"version\": 1,\n  \"template\"", "\"version\": 2,\n  \"template\"", "$.version", "ExchangeOtherVersion")]
    [InlineData("\"schema\": \"starportal.template\"", "\"schema\": \"starportal.stars\"", "$.schema", "ExchangeOtherSchema")]
    public void Read_OneFault_SaysWhereAndWhat(string text, string wrong, string path, string code)
    {
        var at = good.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, text);

        var reading = TemplateExchange.Read(string.Concat(good.AsSpan(0, at), wrong, good.AsSpan(at + text.Length)));

        Assert.Null(reading.Definition);
        Assert.Contains(reading.Faults, f => f.Path == path && f.Error.Code == code);
    }

    [Theory]
    [InlineData("", "ExchangeNotJson")]
    [InlineData("{", "ExchangeNotJson")]
    [InlineData("[]", "ExchangeNotObject")]
    [InlineData("null", "ExchangeNotObject")]
    [InlineData("{}", "ExchangeOtherSchema")]
    [InlineData("""{"schema":"starportal.template","version":1}""", "ExchangeMissing")]
    [InlineData("""{"schema":"starportal.template","version":1,"template":[]}""", "ExchangeNotObject")]
    [InlineData("""{"schema":"starportal.template","version":1,"template":{"name":{"en":1},"scale":{"points":{}},"sections":"x","questions":[1]}}""", "ExchangeNotText")]
    public void Read_NotAnExchangeFile_IsToldSo(string json, string code) => Assert.Equal(code, TemplateExchange.Read(json).Faults[0].Error.Code);

    [Fact]
    public void Read_ManyFaults_FindsThemInOneGo()
    {
        var wrong = good.Replace("\"weight\": 60", "\"weight\": true", StringComparison.Ordinal)
            .Replace("\"floor\": 80", "\"flor\": 80", StringComparison.Ordinal)
            .Replace("\"required\": false", "\"required\": 0", StringComparison.Ordinal);

        Assert.Equal(
            [
                "$.template.questions[0].required",
                "$.template.questions[1].required",
                "$.template.sections[0].indicators[1].measure.floor",
                "$.template.sections[0].indicators[1].measure.flor",
                "$.template.sections[0].weight",
            ],
            TemplateExchange.Read(wrong).Faults.Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_TooMuchOfAnything_IsRefused()
    {
        Assert.Equal("ExchangeTooLarge", Single(new string(' ', TemplateExchange.MostBytes) + good).Error.Code);
        Assert.Equal("ExchangeNotJson", Single(new string('[', 5000)).Error.Code);
        var questions = string.Join(',', Enumerable.Repeat("{}", 101));
        var many = JsonDocument.Parse(good).RootElement.GetProperty("template").GetProperty("questions").GetRawText();
        Assert.Equal("ExchangeTooMany", Single(good.Replace(many, $"[{questions}]", StringComparison.Ordinal)).Error.Code);
        Assert.Equal(50, TemplateExchange.Read(good.Replace(many, $"[{string.Join(',', Enumerable.Repeat("7", 90))}]", StringComparison.Ordinal)).Faults.Count);
    }

    private static ExchangeFault Single(string json) => Assert.Single(TemplateExchange.Read(json).Faults);

    private static void ComesBack(TemplateDefinition definition)
    {
        var reading = TemplateExchange.Read(TemplateExport.Write(definition));

        Assert.Empty(reading.Faults);
        Assert.Equal(JsonSerializer.Serialize(definition), JsonSerializer.Serialize(reading.Definition));
        Assert.Empty(TemplateComparison.Of(definition, reading.Definition!));
    }
}
