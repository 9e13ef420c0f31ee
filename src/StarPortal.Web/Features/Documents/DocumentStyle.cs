using System.Globalization;
using System.Text;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents;

/// <summary>Style of printed documents: running head, page numbers in the reader's language.</summary>
internal static class DocumentStyle
{
    private const string Chinese = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC'";

    // quotation marks are wide in a Chinese font and narrow in English
    private static string Fonts => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal)
        ? $"'Noto Sans', {Chinese}, system-ui, sans-serif"
        : $"'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', {Chinese}, system-ui, sans-serif";

    public static string For(string title, string footer, PaperSize paper)
    {
        // "Page {0} of {1}" around the browser's own counters
        var pages = string.Join(' ', DocumentsText.PageOf.Split('{', '}').Select(p => p switch
        {
            "0" => "counter(page)",
            "1" => "counter(pages)",
            _ => Quoted(p),
        }));
        var fonts = Fonts;
        return $$"""
            :root { --accent: #1f4b99; --text: #1b1f27; --text-soft: #4d5566; --line: #c9cfda; --line-strong: #767f90; --surface: #fff; --surface-2: #f0f2f6;
              --series-1: #1f4b99; --series-2: #b3541e; --series-3: #1a7a5c; --series-4: #7b3fa0; --good: #1a6b36; --warn: #7a4b00; --bad: #a3191f; }
            @page { size: {{(paper == PaperSize.Letter ? "letter" : "A4")}}; margin: 20mm 17mm 20mm;
              @top-left { content: {{Quoted(title)}}; font: 8pt {{fonts}}; color: #4d5566; }
              @bottom-left { content: {{Quoted(footer)}}; font: 8pt {{fonts}}; color: #4d5566; }
              @bottom-right { content: {{pages}}; font: 8pt {{fonts}}; color: #4d5566; } }
            @page :first { @top-left { content: none; } }
            * { box-sizing: border-box; }
            body { margin: 0; color: var(--text); background: #fff; font: 10pt/1.5 {{fonts}}; overflow-wrap: anywhere; }
            h1 { font-size: 18pt; line-height: 1.25; margin: 0 0 4pt; } h2 { font-size: 13pt; margin: 14pt 0 4pt; break-after: avoid; } h3 { font-size: 10.5pt; margin: 8pt 0 2pt; break-after: avoid; }
            p { margin: 0 0 5pt; } ul { margin: 0 0 6pt; padding-left: 14pt; } li { margin-bottom: 3pt; break-inside: avoid-page; }
            table { border-collapse: collapse; width: calc(100% - 1pt); font-size: 9pt; margin-bottom: 6pt; } caption { text-align: left; font-weight: 600; padding: 2pt 0; }
            th, td { border: .5pt solid var(--line-strong); padding: 2pt 5pt; text-align: left; vertical-align: top; } th { background: var(--surface-2); } thead { display: table-header-group; } tr { break-inside: avoid; }
            th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            .soft { color: var(--text-soft); } .facts { display: grid; grid-template-columns: max-content 1fr; gap: 1pt 12pt; margin: 0 0 8pt; } .facts dt { color: var(--text-soft); } .facts dd { margin: 0; }
            .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
            .total-figure strong { font-size: 22pt; } .compare { display: grid; grid-template-columns: 1fr 1fr; gap: 6pt 16pt; } .compare-item { break-inside: avoid; } .compare-item h3 { margin-top: 0; }
            .tree-source td:first-child { padding-left: 12pt; } .bar-column { width: 45%; } .comment-from { font-weight: 600; margin: 4pt 0 0; break-after: avoid; } .comments li { white-space: pre-wrap; } .tag { font-size: 8pt; border: .5pt solid var(--line-strong); border-radius: 3pt; padding: 0 3pt; margin-right: 3pt; white-space: nowrap; } .notice { border: .5pt solid var(--line-strong); padding: 3pt 6pt; }
            .star-badge { display: inline-flex; gap: 3pt; align-items: center; } .findings { list-style: none; padding-left: 0; } .findings .findings { padding-left: 14pt; }
            svg { max-width: 100%; break-inside: avoid; } .report-chart { display: block; margin: 4pt 0 8pt; }
            @media print { .no-paper { display: none; } }
            @media screen { html { background: #f0f2f6; } main { background: #fff; max-width: 190mm; margin: 0 auto; padding: 8mm; min-height: 100vh; } .table-scroll { overflow-x: auto; } }
            """;
    }

    /// <summary>A CSS string that any text may stand in: everything but letters and digits is written as an escape.</summary>
    internal static string Quoted(string text)
    {
        var css = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                css.Append(rune);
            }
            else if (!Rune.IsControl(rune))
            {
                css.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:x} ");
            }
        }

        return css.Append('"').ToString();
    }
}
