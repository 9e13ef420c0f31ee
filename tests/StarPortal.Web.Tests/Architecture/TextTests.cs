using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using StarPortal.Domain;
using StarPortal.Web.Features.Audit;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>Everything people read comes from texts that exist in both languages.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> TextFiles() => [.. SourceTree.Files("src/StarPortal.Web", "Text.resx").Select(f => f.Path)];

    [Theory, MemberData(nameof(TextFiles))]
    public void Texts_AreTheSameInBothLanguages(string path)
    {
        var english = Read(path);
        var chinese = Read(path.Replace(".resx", ".zh-Hans.resx", StringComparison.Ordinal));

        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english.Concat(chinese), t => Assert.False(string.IsNullOrWhiteSpace(t.Value), $"{t.Key} is empty"));
        Assert.All(english, t => Assert.True(Placeholders(t.Value).SetEquals(Placeholders(chinese[t.Key])), $"{t.Key}: placeholders differ"));
        Assert.All(english, t => Assert.False(Han().IsMatch(t.Value) && !t.Value.Contains("简体中文", StringComparison.Ordinal), $"{t.Key}: Chinese in the English text"));
    }

    [Fact]
    public void Errors_HaveASentenceInBothLanguages()
    {
        var declared = new[] { typeof(Error).Assembly, typeof(Program).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(Error)).Select(f => (Error)f.GetValue(null)!))
            .Where(e => e is not null)
            .Select(e => (e.Feature, e.Code));
        var written = SourceTree.Files("src", ".cs", ".razor").SelectMany(f => NewError().Matches(f.Uncommented)).Select(m => (Feature: m.Groups[1].Value, Code: m.Groups[2].Value));
        var errors = declared.Concat(written).Distinct().ToList();
        Assert.True(errors.Count >= 20);

        Rule.Holds(errors.Where(e => !HasText(e.Feature, $"Error_{e.Code}", CultureInfo.InvariantCulture)).Select(e => $"{e.Feature}Text lacks Error_{e.Code}"));
        Rule.Holds(errors.Where(e => !HasText(e.Feature, $"Error_{e.Code}", CultureInfo.GetCultureInfo("zh-Hans"))).Select(e => $"{e.Feature}Text.zh-Hans lacks Error_{e.Code}"));
    }

    [Fact]
    public async Task AuditActions_HaveALabel()
    {
        // kinds of notices and announcements are named in the same way, and have a sentence of their own
        await using var portal = await TestPortal.CreateAsync();
        var notices = portal.Get<IEnumerable<NoticeKind>>().Select(k => k.Kind).Concat(portal.Get<IEnumerable<AnnouncementKind>>().Select(k => k.Kind)).Except(["Results.Released", "Cycles.Closed", "Cycles.Launched"]).ToHashSet();
        var actions = SourceTree.Files("src", ".cs").SelectMany(f => Note().Matches(f.Uncommented)).Select(m => m.Groups[1].Value).Distinct().Where(a => !notices.Contains(a)).Order(StringComparer.Ordinal).ToList();
        Assert.True(actions.Count >= 10);

        var labels = AuditText.Resources.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).ToHashSet();
        var missing = actions.Where(a => !labels.Contains(AuditLabels.Key(a))).ToList();
        Rule.Holds(missing);
    }

    [Fact]
    public void Components_HoldNoLiteralText()
    {
        var files = SourceTree.Files("src/StarPortal.Web", ".razor");

        Rule.Holds(files.SelectMany(f => RazorText.Literals(f.Text).Select(l => $"{f}: {l}")));
    }

    [Theory]
    [InlineData("<p>Hello there</p>", true)]
    [InlineData("<p>@Text.Hello</p>", false)]
    [InlineData("<p title=\"Hello\">@x</p>", true)]
    [InlineData("<p title=\"@Text.Hello\">@x</p>", false)]
    [InlineData("<a href=\"@($\"/x?to={a}\")\" @onclick=\"() => Go(1)\">@(a > b ? x : y)</a>", false)]
    [InlineData("@if (a)\n{\n<b>你好</b>\n}", true)]
    [InlineData("@foreach (var x in List<int>())\n{\n    var y = x;\n    <b>@y.Name</b>\n}\nelse\n{\n}", false)]
    public void RazorText_KnowsTextFromCode(string razor, bool expected) => Assert.Equal(expected, RazorText.Literals(razor).Count > 0);

    private static bool HasText(string feature, string key, CultureInfo culture) =>
        ErrorText.Find(feature).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Any(e => (string)e.Key == key);

    private static Dictionary<string, string> Read(string path) =>
        XDocument.Load(Path.Combine(SourceTree.Root, path)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Han();

    [GeneratedRegex("new(?: Error)?\\(\"([A-Z][A-Za-z]+)\", \"([A-Z][A-Za-z]+)\"\\)")]
    private static partial Regex NewError();

    [GeneratedRegex("\"((?:Analytics|Audit|Cycles|Documents|Goals|Identity|Jobs|People|Results|Reviews|Stars|Templates)\\.[A-Z][A-Za-z]+)\"")]
    private static partial Regex Note();
}
