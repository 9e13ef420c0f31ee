using System.Text;
using System.Text.RegularExpressions;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>Finds words that stand literally in a component: a heuristic that reads markup, not a Razor parser.</summary>
internal static partial class RazorText
{
    private static readonly string[] Brand = ["StarPortal", "English", "中文", "<!DOCTYPE html>"];

    public static IReadOnlyList<string> Literals(string razor)
    {
        var markup = Comment().Replace(razor, "");
        markup = Directive().Replace(markup, "");
        markup = Generic().Replace(markup, "(");
        markup = Icon().Replace(CodeBlock().Replace(markup, ""), "");
        var (text, attributes) = Split(markup);
        var words = text.Split('\n').Select(l => l.Trim()).Where(l => !Control().IsMatch(l)).Select(l => WithoutExpressions(l));
        return [.. words.Concat(attributes).Select(t => Brand.Aggregate(t, (s, b) => s.Replace(b, "", StringComparison.Ordinal))).Where(t => Letters().IsMatch(t))];
    }

    // text nodes on one side, values of attributes that people read on the other
    private static (string Text, List<string> Attributes) Split(string markup)
    {
        var text = new StringBuilder();
        var attributes = new List<string>();
        for (var i = 0; i < markup.Length; i++)
        {
            if (markup[i] == '@' && i + 1 < markup.Length && markup[i + 1] == '(')
            {
                i = Balanced(markup, i + 1);
            }
            else if (markup[i] == '<' && i + 1 < markup.Length && (char.IsLetter(markup[i + 1]) || markup[i + 1] == '/'))
            {
                var end = TagEnd(markup, i);
                attributes.AddRange(Readable().Matches(markup[i..end]).Select(m => m.Groups[2].Value).Where(v => !Expression().IsMatch(v)));
                text.Append('\n');
                i = end;
            }
            else
            {
                text.Append(markup[i]);
            }
        }

        return (text.ToString(), attributes);
    }

    private static int TagEnd(string markup, int at)
    {
        var quoted = false;
        for (; at < markup.Length; at++)
        {
            if (markup[at] == '@' && at + 1 < markup.Length && markup[at + 1] == '(')
            {
                at = Balanced(markup, at + 1);
            }
            else if (markup[at] == '"')
            {
                quoted = !quoted;
            }
            else if (markup[at] == '>' && !quoted)
            {
                return at;
            }
        }

        return markup.Length - 1;
    }

    private static int Balanced(string markup, int at)
    {
        for (var depth = 0; at < markup.Length; at++)
        {
            depth += markup[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        return markup.Length - 1;
    }

    private static string WithoutExpressions(string line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '@')
            {
                text.Append(line[i]);
                continue;
            }

            i++;
            while (i < line.Length)
            {
                if (char.IsLetterOrDigit(line[i]) || line[i] is '_' or '!' or '?' || (line[i] == '.' && i + 1 < line.Length && char.IsLetter(line[i + 1])))
                {
                    i++;
                }
                else if (line[i] is '(' or '[')
                {
                    i = (line[i] == '(' ? Balanced(line, i) : line.IndexOf(']', i)) + 1;
                }
                else
                {
                    break;
                }
            }

            i--;
        }

        return Entity().Replace(text.ToString(), "");
    }

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@(inject|using|inherits|implements|attribute|typeparam|page|layout|namespace)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    // Enum.GetValues<T>(
    [GeneratedRegex(@"<[A-Z]\w*(\[\]|\?)?>\(")]
    private static partial Regex Generic();

    // a component's parameter that is no string
    [GeneratedRegex(@"^[\w.]+\([^ ]*\)$|^\w+(\.\w+)+$|^[a-z]\w*$")]
    private static partial Regex Expression();

    // names of pictures in the icon font
    [GeneratedRegex("<span class=\"rzi[^>]*>[^<@]*</span>")]
    private static partial Regex Icon();

    // the code block is the last thing in every component here
    [GeneratedRegex(@"^@code\b.*\z", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^((if|foreach|for|while|switch)\s*\(.*|@(if|foreach|for|while|switch|using|inject|page|attribute|inherits|layout|typeparam|implements|namespace|rendermode|try|lock|preservewhitespace)\b.*|@?[{}]+.*|else\b.*|case\b.*:|default:|break;|.*;|.*=>.*|//.*|.*\{)$")]
    private static partial Regex Control();

    [GeneratedRegex("\\s(title|alt|placeholder|aria-label|Title|Sentence|Label|Hint|Text|Placeholder)=\"([^@\"]*)\"")]
    private static partial Regex Readable();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Letters();

    [GeneratedRegex(@"&\w+;")]
    private static partial Regex Entity();
}
