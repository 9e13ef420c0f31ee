using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace StarPortal.Domain.Notifications;

/// <summary>What stands in a mail in the place of a placeholder.</summary>
public abstract record MailValue
{
    public static implicit operator MailValue(string text) => new MailWords(text);
}

/// <summary>Words, such as a name. Whatever they hold, they are shown as they are.</summary>
public sealed record MailWords(string Text) : MailValue;

/// <summary>An address of the portal; alone in its paragraph it is a button.</summary>
/// <param name="Url">Absolute.</param>
/// <param name="Label">What it is called.</param>
public sealed record MailLink(string Url, string Label) : MailValue;

/// <summary>A list, for example of what is to be done.</summary>
public sealed record MailLines(IReadOnlyList<MailLine> Lines) : MailValue;

/// <summary>One line of a list.</summary>
/// <param name="Url">Absolute; null for a line that leads nowhere.</param>
/// <param name="Heading">Stands above the lines that follow.</param>
public sealed record MailLine(string Text, string? Url = null, bool Heading = false);

/// <summary>
/// The text of a mail as HR writes it: paragraphs with an empty line between them, lists of lines that begin with "- ",
/// **bold** words and placeholders such as {name}. Anything else, HTML too, is plain text.
/// </summary>
public static partial class MailText
{
    private const int LongestSubject = 150;
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    /// <summary>The names in braces, each once.</summary>
    public static IReadOnlyList<string> Placeholders(string text) =>
        [.. Placeholder().Matches(text).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>What is wrong with an edited text.</summary>
    /// <param name="known">All names that have a value, and whether the text must have them.</param>
    /// <param name="inSubject">The names that fit into one line.</param>
    public static IReadOnlyList<Error> Check(string subject, string body, IReadOnlyDictionary<string, bool> known, IReadOnlySet<string> inSubject)
    {
        var faults = new List<Error>();
        if (subject.Trim().Length is 0 or > MailTemplateVersion.SubjectLimit)
        {
            faults.Add(NotificationErrors.SubjectLength.With(MailTemplateVersion.SubjectLimit));
        }

        if (subject.Any(char.IsControl))
        {
            faults.Add(NotificationErrors.SubjectLines);
        }

        if (body.Trim().Length is 0 or > MailTemplateVersion.BodyLimit)
        {
            faults.Add(NotificationErrors.BodyLength.With(MailTemplateVersion.BodyLimit));
        }

        faults.AddRange(Placeholders($"{subject}\n{body}").Where(n => !known.ContainsKey(n)).Select(n => NotificationErrors.UnknownPlaceholder.With($"{{{n}}}")));
        faults.AddRange(Placeholders(subject).Where(n => known.ContainsKey(n) && !inSubject.Contains(n)).Select(n => NotificationErrors.PlaceholderInSubject.With($"{{{n}}}")));
        if (Placeholder().Replace($"{subject}\n{body}", "").AsSpan().IndexOfAny('{', '}') >= 0)
        {
            faults.Add(NotificationErrors.BrokenPlaceholder);
        }

        var used = Placeholders(body).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(known.Where(k => k.Value && !used.Contains(k.Key)).Select(k => NotificationErrors.MissingPlaceholder.With($"{{{k.Key}}}")));
        return faults;
    }

    /// <summary>One line, without anything that could end it or turn it round.</summary>
    public static string Subject(string template, IReadOnlyDictionary<string, MailValue> values)
    {
        var line = Placeholder().Replace(template, m => values.TryGetValue(m.Groups[1].Value, out var value) ? Plain(value) : "");
        return Shortened(Clean(line), LongestSubject);
    }

    /// <summary>The HTML of the text alone, to be put into a page; all of it made here, everything encoded.</summary>
    public static string ToHtml(string template, IReadOnlyDictionary<string, MailValue> values) => new HtmlWriter(values).Write(template);

    public static string ToText(string template, IReadOnlyDictionary<string, MailValue> values) => new TextWriter(values).Write(template);

    /// <summary>A value without line breaks, control characters and marks that turn the direction of what follows.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                clean.Append(' ');
            }
            else if (rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
            {
                clean.Append(rune.ToString());
            }
        }

        return Spaces().Replace(clean.ToString(), " ").Trim();
    }

    /// <summary>Cut with an ellipsis, never through a character.</summary>
    public static string Shortened(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = 0;
        foreach (var element in System.Globalization.StringInfo.ParseCombiningCharacters(text))
        {
            if (element > most - 1)
            {
                break;
            }

            end = element;
        }

        return text[..end] + "…";
    }

    private static string Plain(MailValue value) => value switch
    {
        MailWords w => Clean(w.Text),
        MailLink l => Clean(l.Label),
        MailLines m => string.Join("; ", m.Lines.Where(l => !l.Heading).Select(l => Clean(l.Text))),
        _ => "",
    };

    private static bool TurnsDirection(string text) => text.Any(c => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC'));

    [GeneratedRegex(@"\{([a-z][a-z0-9-]{0,39})\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{[a-z][a-z0-9-]{0,39}\}|\*\*")]
    private static partial Regex Token();

    [GeneratedRegex(@"\n[ \t]*\n")]
    private static partial Regex EmptyLine();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    private abstract class Writer(IReadOnlyDictionary<string, MailValue> values)
    {
        protected StringBuilder Out { get; } = new();

        public string Write(string template)
        {
            var blocks = EmptyLine().Split(template.Replace("\r\n", "\n", StringComparison.Ordinal).Trim()).Select(b => b.Trim('\n')).Where(b => b.Trim().Length > 0);
            foreach (var block in blocks)
            {
                WriteBlock(block);
            }

            return Out.ToString();
        }

        protected abstract void Button(MailLink link);

        protected abstract void List(IReadOnlyList<MailLine> lines);

        protected abstract void Bullets(IReadOnlyList<string> items);

        protected abstract void Paragraph(IReadOnlyList<string> lines);

        protected abstract string Value(MailValue value);

        protected abstract string Bold(bool begins);

        protected abstract string Encoded(string text);

        /// <summary>One line of the template with its values; bold that is not ended ends with it.</summary>
        protected string Inline(string line)
        {
            var text = new StringBuilder();
            var (at, bold) = (0, false);
            foreach (Match token in Token().Matches(line))
            {
                text.Append(Encoded(line[at..token.Index]));
                at = token.Index + token.Length;
                if (token.Value == "**")
                {
                    bold = !bold;
                    text.Append(Bold(bold));
                }
                else if (values.TryGetValue(token.Value[1..^1], out var value))
                {
                    text.Append(Value(value));
                }
            }

            text.Append(Encoded(line[at..]));
            return text.Append(bold ? Bold(false) : "").ToString();
        }

        private void WriteBlock(string block)
        {
            var lines = block.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
            if (lines.Count == 1 && Placeholder().Match(lines[0]) is { Success: true } only && only.Length == lines[0].Length && values.TryGetValue(only.Groups[1].Value, out var value))
            {
                switch (value)
                {
                    case MailLink link:
                        Button(link);
                        return;
                    case MailLines list:
                        List(list.Lines);
                        return;
                    case MailWords { Text.Length: 0 }:
                        return;
                }
            }

            if (lines.TrueForAll(l => l.StartsWith("- ", StringComparison.Ordinal)))
            {
                Bullets(lines.ConvertAll(l => Inline(l[2..])));
            }
            else
            {
                Paragraph(lines.ConvertAll(Inline));
            }
        }
    }

    private sealed class HtmlWriter(IReadOnlyDictionary<string, MailValue> values) : Writer(values)
    {
        private const string ParagraphStyle = "margin:0 0 16px 0";
        private const string ListStyle = "margin:0 0 16px 0;padding-left:20px";

        protected override void Button(MailLink link) =>
            Out.Append(CultureInfo.InvariantCulture, $"""<p style="{ParagraphStyle}"><a href="{Encoded(link.Url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none;font-weight:600">{Encoded(Clean(link.Label))}</a></p>""").Append('\n');

        protected override void List(IReadOnlyList<MailLine> lines)
        {
            var open = false;
            foreach (var line in lines)
            {
                if (line.Heading)
                {
                    Out.Append(open ? "</ul>\n" : "").Append(CultureInfo.InvariantCulture, $"""<p style="margin:0 0 6px 0;font-weight:600">{Linked(line)}</p>""").Append('\n');
                    open = false;
                    continue;
                }

                Out.Append(open ? "" : $"""<ul style="{ListStyle}">""" + "\n").Append(CultureInfo.InvariantCulture, $"""<li style="margin:0 0 4px 0">{Linked(line)}</li>""").Append('\n');
                open = true;
            }

            Out.Append(open ? "</ul>\n" : "");
        }

        protected override void Bullets(IReadOnlyList<string> items) =>
            Out.Append(CultureInfo.InvariantCulture, $"""<ul style="{ListStyle}">""").AppendJoin("", items.Select(i => $"<li>{i}</li>")).Append("</ul>\n");

        protected override void Paragraph(IReadOnlyList<string> lines) =>
            Out.Append(CultureInfo.InvariantCulture, $"""<p style="{ParagraphStyle}">""").AppendJoin("<br>\n", lines).Append("</p>\n");

        protected override string Value(MailValue value) =>
            value is MailLink link ? $"""<a href="{Encoded(link.Url)}" style="color:#1d4ed8">{Encoded(Clean(link.Label))}</a>""" : Isolated(Plain(value));

        protected override string Bold(bool begins) => begins ? "<strong>" : "</strong>";

        // figures and letters of all scripts stay readable in the source; the mail says that it is UTF-8
        protected override string Encoded(string text) => WebUtility.HtmlEncode(text);

        private string Linked(MailLine line) =>
            line.Url is null ? Isolated(Clean(line.Text)) : $"""<a href="{Encoded(line.Url)}" style="color:#1d4ed8">{Isolated(Clean(line.Text))}</a>""";

        private string Isolated(string text) => TurnsDirection(text) ? $"<bdi>{Encoded(text)}</bdi>" : Encoded(text);
    }

    private sealed class TextWriter(IReadOnlyDictionary<string, MailValue> values) : Writer(values)
    {
        protected override void Button(MailLink link) => Out.Append(Clean(link.Label)).Append('\n').Append(link.Url).Append("\n\n");

        protected override void List(IReadOnlyList<MailLine> lines)
        {
            foreach (var line in lines)
            {
                Out.Append(line.Heading ? "" : "- ").Append(Isolated(Clean(line.Text))).Append(line.Url is null ? "" : $"\n  {line.Url}").Append('\n');
            }

            Out.Append('\n');
        }

        protected override void Bullets(IReadOnlyList<string> items) => Out.AppendJoin("", items.Select(i => $"- {i}\n")).Append('\n');

        protected override void Paragraph(IReadOnlyList<string> lines) => Out.AppendJoin('\n', lines).Append("\n\n");

        protected override string Value(MailValue value) => value is MailLink link ? $"{Clean(link.Label)} ({link.Url})" : Isolated(Plain(value));

        protected override string Bold(bool begins) => "";

        protected override string Encoded(string text) => text;

        private static string Isolated(string text) => TurnsDirection(text) ? $"{FirstStrongIsolate}{text}{PopIsolate}" : text;
    }
}
