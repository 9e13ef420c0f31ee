using System.Globalization;
using System.Text.RegularExpressions;
using StarPortal.Web.Features.Notifications;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Tests.Architecture;

namespace StarPortal.Web.Tests.Notifications;

/// <summary>Whatever a feature sends has a sentence in both languages. Kinds that are chosen at run time are looked at by <see cref="TestPortal"/>.</summary>
public sealed partial class NoticeKindTests
{
    [Fact]
    public async Task EveryKindThatIsSent_HasASentence()
    {
        await using var portal = await TestPortal.CreateAsync();
        var known = portal.Get<IEnumerable<NoticeKind>>().ToList();
        var names = known.Select(k => k.Kind).ToHashSet();
        var sent = SourceTree.Files("src/StarPortal.Web", ".cs")
            .Concat(SourceTree.Files("src/StarPortal.Domain", ".cs"))
            .SelectMany(f => Sent().Matches(f.Uncommented).Select(m => (File: f.Path, Kind: m.Groups[1].Value)))
            .ToList();

        Assert.NotEmpty(sent);
        Assert.Equal(names.Count, known.Count);
        Rule.Holds(sent.Where(s => !names.Contains(s.Kind)).Select(s => $"{s.File} sends {s.Kind}, which nobody registered"));
    }

    [Fact]
    public async Task EverySentence_OfBothLanguages_HasTheSamePlaces()
    {
        await using var portal = await TestPortal.CreateAsync();
        var kinds = portal.Get<IEnumerable<NoticeKind>>().ToList();

        Assert.NotEmpty(kinds);
        Rule.Holds(kinds.Where(k => !Places(k, "en-US").SetEquals(Places(k, "zh-CN"))).Select(k => $"{k.Kind}: the two sentences name different values"));
    }

    [Fact]
    public async Task Sentence_OfAMoment_IsWrittenInTheReadersZone()
    {
        await using var portal = await TestPortal.CreateAsync();
        var sentences = new NoticeSentences([new NoticeKind("Test.Until", () => "{0} until {1}")]);
        var at = new DateTime(2026, 11, 27, 10, 0, 0, DateTimeKind.Utc);

        var sentence = sentences.Of("Test.Until", ["Ann", at.ToString("O", CultureInfo.InvariantCulture)], portal.Get<Formats>());

        Assert.Equal($"Ann until {portal.Get<Formats>().Moment(at)}", sentence);
    }

    private static HashSet<string> Places(NoticeKind kind, string culture)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return [.. Place().Matches(kind.Sentence()).Select(m => m.Value)];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex(@"new Notice\(\s*""([^""]+)""")]
    private static partial Regex Sent();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
