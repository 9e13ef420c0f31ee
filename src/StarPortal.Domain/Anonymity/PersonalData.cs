using System.Text;
using System.Text.RegularExpressions;

namespace StarPortal.Domain.Anonymity;

public enum PersonalDataKind
{
    Name,
    Email,
    Phone,
}

/// <param name="Start">Where it stands in the text.</param>
public sealed record PersonalDataFinding(PersonalDataKind Kind, int Start, string Found);

/// <summary>Words of a text that may be, or belong to, somebody's name: what to look up among the employees.</summary>
/// <param name="Whole">Whole names, in lower case: runs of two to four Chinese characters, two or three Latin words.</param>
/// <param name="Words">Single capitalised words, as they are written.</param>
public sealed record NameCandidates(IReadOnlyList<string> Whole, IReadOnlyList<string> Words)
{
    public bool IsEmpty => Whole.Count == 0 && Words.Count == 0;
}

/// <summary>
/// Finds what may tell who is meant or who writes: names, e-mail addresses, telephone numbers. It warns before a comment
/// is sent, so it would rather miss a name than cry at every second sentence.
/// </summary>
public static partial class PersonalData
{
    private const int ShortestHan = 2;

    private const int LongestHan = 4;

    private const int MostWords = 3;

    // names that are ordinary words far more often
    private static readonly HashSet<string> ordinary = new(StringComparer.OrdinalIgnoreCase)
    {
        "Will", "Mark", "May", "Grace", "Hope", "Art", "Bill", "Rob", "Frank", "Rose", "Joy", "Faith", "Dawn", "Summer", "April", "June", "August",
        "Sue", "Pat", "Drew", "Chase", "Grant", "Long", "Young", "King", "Price", "Good", "Best", "Wise", "Strong", "Sharp", "Stone", "White",
        "Black", "Brown", "Green", "Gray", "Day", "Star", "Rich", "Bright", "Small", "Little", "Short", "Fast", "Early", "Love", "Major", "Page",
        "Field", "Case", "Wang's", "Song", "He", "She", "An", "So", "You", "Can", "Do", "Fan", "Man", "Pan", "Ma", "Hu", "Mo", "Lone", "Guy", "Chance",
        "高明", "文明", "和平", "平安", "成功", "高兴", "向前", "方正", "安静", "安全", "周全", "周密", "严明", "严格", "马上", "金融", "江山", "万一",
        "白天", "黄金", "温和", "温暖", "关心", "时间", "常规", "任务", "任何", "方便", "方法", "方向", "方面", "应该", "于是", "明白", "连接", "单位",
        "程序", "计划", "强大", "高效", "高峰", "和气", "安定", "安心", "向上", "平和", "平时", "广泛", "元素", "水平", "通过", "余地", "毛病", "强调",
        "高度", "高手", "包容", "包括", "齐心", "路线", "相关", "费用", "费心", "全面", "全力", "全部", "关于", "关键", "管理", "经常", "经理", "时常",
    };

    /// <summary>What to look up; the participant's own name is not looked for, everybody knows whom the form is about.</summary>
    public static NameCandidates Candidates(IEnumerable<string> texts)
    {
        var whole = new HashSet<string>(StringComparer.Ordinal);
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var run in HanRun().Matches(text).Select(m => m.Value))
            {
                whole.UnionWith(Grams(run));
            }

            var latin = LatinWord().Matches(text);
            for (var i = 0; i < latin.Count; i++)
            {
                if (char.IsUpper(latin[i].Value[0]))
                {
                    words.Add(latin[i].Value);
                }

                foreach (var (phrase, _) in Phrases(text, latin, i))
                {
                    whole.Add(phrase);
                }
            }
        }

        words.RemoveWhere(ordinary.Contains);
        return new NameCandidates([.. whole], [.. words]);
    }

    /// <param name="names">Whole names of employees, as many as came of <see cref="Candidates"/>.</param>
    /// <param name="subject">The participant's name, which may stand in the text.</param>
    public static IReadOnlyList<PersonalDataFinding> Find(string text, IReadOnlyCollection<string> names, string subject)
    {
        var plain = Narrow(text);
        var found = new List<PersonalDataFinding>();
        found.AddRange(Email().Matches(plain).Select(m => new PersonalDataFinding(PersonalDataKind.Email, m.Index, text.Substring(m.Index, m.Length))));
        found.AddRange(Phone().Matches(plain).Where(m => IsPhone(m.Value)).Select(m => new PersonalDataFinding(PersonalDataKind.Phone, m.Index, text.Substring(m.Index, m.Length).Trim())));
        var taken = found.ConvertAll(f => (f.Start, End: f.Start + f.Found.Length));
        foreach (var name in Names(text, names, subject).OrderByDescending(n => n.Found.Length))
        {
            if (taken.TrueForAll(t => name.Start >= t.End || name.Start + name.Found.Length <= t.Start))
            {
                taken.Add((name.Start, name.Start + name.Found.Length));
                found.Add(name);
            }
        }

        return [.. found.Where(f => f.Kind != PersonalDataKind.Name || !IsPartOf(f.Found, subject)).OrderBy(f => f.Start)];
    }

    private static IEnumerable<PersonalDataFinding> Names(string text, IReadOnlyCollection<string> names, string subject)
    {
        // the participant's whole name is found as well, so that no shorter one is found inside of it
        foreach (var name in names.Append(subject).Where(n => n.Trim().Length >= ShortestHan && !ordinary.Contains(n)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (IsWhole(text, at, name.Length) && (name.Contains(' ', StringComparison.Ordinal) || IsHan(name[0]) || char.IsUpper(text[at])))
                {
                    yield return new PersonalDataFinding(PersonalDataKind.Name, at, text.Substring(at, name.Length));
                }
            }
        }

        var parts = names.SelectMany(Parts).ToHashSet(StringComparer.Ordinal);
        foreach (Match word in LatinWord().Matches(text))
        {
            if (parts.Contains(word.Value) && !ordinary.Contains(word.Value))
            {
                yield return new PersonalDataFinding(PersonalDataKind.Name, word.Index, word.Value);
            }
        }
    }

    /// <summary>First and last word of a Latin name, by which people call one another; a Chinese name is called whole.</summary>
    private static IEnumerable<string> Parts(string name)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 || IsHan(name[0]) ? [] : new[] { name[..space], name[(space + 1)..] }.Where(p => p.Length > 2 && char.IsUpper(p[0]));
    }

    private static bool IsPartOf(string found, string subject) =>
        subject.Equals(found, StringComparison.OrdinalIgnoreCase) || Parts(subject).Contains(found, StringComparer.OrdinalIgnoreCase);

    private static bool IsWhole(string text, int start, int length) =>
        IsHan(text[start])
        || ((start == 0 || !IsLatin(text[start - 1])) && (start + length == text.Length || !IsLatin(text[start + length])));

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff';

    private static bool IsLatin(char c) => char.IsLetterOrDigit(c) && !IsHan(c);

    private static IEnumerable<string> Grams(string run)
    {
        for (var start = 0; start < run.Length; start++)
        {
            for (var length = ShortestHan; length <= LongestHan && start + length <= run.Length; length++)
            {
                yield return run.Substring(start, length);
            }
        }
    }

    /// <summary>Two or three words that follow one another, with nothing but a space between.</summary>
    private static IEnumerable<(string Phrase, int Words)> Phrases(string text, MatchCollection words, int first)
    {
        for (var last = first + 1; last < words.Count && last < first + MostWords; last++)
        {
            if (words[last].Index != words[last - 1].Index + words[last - 1].Length + 1 || text[words[last].Index - 1] != ' ')
            {
                yield break;
            }

            yield return (text[words[first].Index..(words[last].Index + words[last].Length)].ToLowerInvariant(), last - first + 1);
        }
    }

    /// <summary>A date, an amount or an order number has digits, too; a telephone number has eight to fifteen and is written like one.</summary>
    private static bool IsPhone(string match)
    {
        var digits = match.Count(char.IsDigit);
        return digits is >= 8 and <= 15 && !Date().IsMatch(match);
    }

    /// <summary>Full-width digits and signs as narrow ones, character by character: places stay the same.</summary>
    private static string Narrow(string text)
    {
        var narrow = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            narrow.Append(c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c);
        }

        return narrow.ToString();
    }

    [GeneratedRegex(@"[\u3400-\u9fff]{2,}")]
    private static partial Regex HanRun();

    [GeneratedRegex(@"[\p{L}-[\u3400-\u9fff]][\p{L}\p{Mn}'’\-]*(?<![\u3400-\u9fff'’\-])")]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"[A-Za-z0-9](?:[A-Za-z0-9._%+\-]{0,63})@(?:[A-Za-z0-9\-]{1,63}\.)+[A-Za-z]{2,24}")]
    private static partial Regex Email();

    // a mobile number of mainland China; a landline with its area code; a number with its country; three and four digits in the American way
    [GeneratedRegex(@"(?<![\d.,])(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![\d.,]?\d)|(?<![\d\-])\(?0\d{2,3}\)?[ \-]\d{7,8}(?!\d)|(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[ .\-]?\(?\d{1,5}\)?){2,6}(?!\d)|(?<![\d\-.])\(?[2-9]\d{2}\)?[ .\-][2-9]\d{2}[.\-]\d{4}(?![\d\-])")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^(19|20)\d{2}[\-./ ]\d{1,2}[\-./ ]\d{1,2}$")]
    private static partial Regex Date();
}
