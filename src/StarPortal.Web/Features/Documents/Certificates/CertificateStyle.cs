using System.Globalization;
using System.Text;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>
/// Style of certificates. Every length is a multiple of <c>--u</c>, which is a millimetre on A4 and 1/297 of the window on a
/// screen: the preview is the paper, only smaller. Pictures stand here once, however many pages show them.
/// </summary>
internal static class CertificateStyle
{
    private const string Serif = "'Noto Serif', 'Noto Serif CJK SC', 'Noto Serif SC', 'Source Han Serif SC', 'Songti SC', SimSun, Georgia, serif";
    // quotation marks are wide in a Chinese font and narrow in English
    private const string LatinSerif = "'Noto Serif', 'Liberation Serif', 'Times New Roman', Georgia, 'Noto Serif CJK SC', 'Songti SC', SimSun, serif";
    private const string Sans = "'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif";

    private const string Common = $$"""
        @page { size: 297mm 210mm; margin: 0; }
        :root { --u: 1mm; --ink: #20242c; --soft: #4d5566; --gold: #8a6100; }
        * { box-sizing: border-box; margin: 0; padding: 0; }
        html, body { background: #fff; color: var(--ink); -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        body { font: calc(var(--u) * 3.6)/1.3 {{Sans}}; }
        .sheet { position: relative; width: calc(var(--u) * 297); height: calc(var(--u) * 209.8); overflow: hidden; break-inside: avoid; break-after: page; background: #fffdf8; }
        .sheet:last-child { break-after: auto; }
        .border { position: absolute; inset: calc(var(--u) * 8); border: calc(var(--u) * 1.4) solid var(--accent); }
        .border::before { content: ""; position: absolute; inset: calc(var(--u) * 1.4); border: calc(var(--u) * .35) solid var(--gold); }
        .corner { position: absolute; color: var(--gold); background: #fffdf8; font: calc(var(--u) * 6)/1 {{Sans}}; padding: calc(var(--u) * .6); }
        .corner.a { top: calc(var(--u) * -4); left: calc(var(--u) * -4); } .corner.b { top: calc(var(--u) * -4); right: calc(var(--u) * -4); }
        .corner.c { bottom: calc(var(--u) * -4); left: calc(var(--u) * -4); } .corner.d { bottom: calc(var(--u) * -4); right: calc(var(--u) * -4); }
        .content { position: absolute; inset: calc(var(--u) * 15) calc(var(--u) * 22) calc(var(--u) * 16); display: flex; flex-direction: column; align-items: center; justify-content: space-between; text-align: center; }
        header { display: flex; align-items: center; justify-content: center; gap: calc(var(--u) * 4); min-height: calc(var(--u) * 10); }
        .logo { height: calc(var(--u) * 15); background: center/contain no-repeat; flex: none; }
        .company-name { color: var(--ink); letter-spacing: .02em; } .address { color: var(--soft); }
        .title h1 { color: var(--accent); font-family: {{Serif}}; line-height: 1.25; overflow-wrap: anywhere; max-width: calc(var(--u) * 250); } .title h1:lang(en), .body p:lang(en) { font-family: {{LatinSerif}}; } .title .first { letter-spacing: .12em; } .title .first:lang(en) { letter-spacing: .03em; } .title .second { font-weight: 400; letter-spacing: .06em; }
        .opening { color: var(--soft); } .opening span + span::before { content: " · "; }
        .name { font-family: {{Serif}}; font-weight: 700; line-height: 1.3; overflow-wrap: anywhere; max-width: calc(var(--u) * 228); padding: 0 calc(var(--u) * 6) calc(var(--u) * 1); border-bottom: calc(var(--u) * .4) solid var(--gold); }
        .body { font-family: {{Serif}}; line-height: 1.3; overflow-wrap: anywhere; width: 100%; } .body p { text-wrap: balance; } .body.two { display: grid; grid-template-columns: 1fr 1fr; gap: calc(var(--u) * 12); align-items: center; } .body.two p + p { position: relative; } .body.two p + p::before { content: ""; position: absolute; left: calc(var(--u) * -6); top: 0; bottom: 0; border-left: calc(var(--u) * .25) solid var(--gold); } .body.one { max-width: calc(var(--u) * 215); }
        .stars { color: var(--gold); font: calc(var(--u) * 10)/1.1 {{Sans}}; letter-spacing: .15em; } .level-text { color: var(--ink); font-size: calc(var(--u) * 3.8); }
        footer { width: 100%; display: grid; grid-template-columns: 92fr 70fr 80fr; gap: calc(var(--u) * 5); align-items: end; text-align: left; }
        .proof { display: flex; gap: calc(var(--u) * 3); align-items: end; min-width: 0; } .qr-code { width: calc(var(--u) * 27); height: calc(var(--u) * 27); flex: none; background: #fff; } .qr-code path { fill: #000; shape-rendering: crispEdges; } .proof > div { min-width: 0; }
        .label, dt, .verify-at { color: var(--soft); font-size: calc(var(--u) * 2.7); } .verify-at { overflow-wrap: anywhere; } .code { font: 600 calc(var(--u) * 3.1)/1.3 'Noto Sans Mono', 'DejaVu Sans Mono', Consolas, monospace; white-space: nowrap; }
        .signature { position: relative; text-align: center; min-height: calc(var(--u) * 27); display: flex; flex-direction: column; justify-content: flex-end; } .seal { position: absolute; left: 50%; top: 50%; translate: -50% -50%; height: calc(var(--u) * 30); background: center/contain no-repeat; }
        .signatory { position: relative; font-family: {{Serif}}; font-weight: 600; line-height: 1.3; border-top: calc(var(--u) * .25) solid var(--soft); padding-top: calc(var(--u) * 1); overflow-wrap: anywhere; } .signatory:empty { border: 0; } .office { position: relative; color: var(--soft); overflow-wrap: anywhere; }
        dl { text-align: right; } dl div + div { margin-top: calc(var(--u) * 1.6); } dd { font-size: calc(var(--u) * 3.8); }
        .specimen { position: absolute; left: 50%; top: 50%; translate: -50% -50%; rotate: -24deg; white-space: nowrap; font: 700 calc(var(--u) * 34)/1 {{Sans}}; color: #c0392b; opacity: .16; }
        @media screen { :root { --u: calc(100vw / 297); } .sheet + .sheet { margin-top: 8px; } }
        """;

    public static string For(IReadOnlyList<CertificateLook> looks)
    {
        var css = new StringBuilder(Common);
        foreach (var look in looks)
        {
            css.Append(CultureInfo.InvariantCulture, $"\n.look-{look.Id} {{ --accent: {Colour(look.Brand.Accent)}; }}");
            if (look.Brand.Paper == PaperSize.Letter)
            {
                // the same certificate, a little smaller, in the middle of the sheet
                css.Append(CultureInfo.InvariantCulture, $"\n@page letter {{ size: 11in 8.5in; }} @media print {{ .look-{look.Id} {{ --u: .94mm; page: letter; margin: 9mm auto 0; }} }}");
            }

            Picture(css, look.Id, "logo", look.Logo, height: 15, widest: 60);
            Picture(css, look.Id, "seal", look.Seal, height: 30, widest: 45);
        }

        return css.ToString();
    }

    // height by its rule above; a very wide picture is made lower instead of pushing everything aside
    private static void Picture(StringBuilder css, int look, string name, LookImage? image, double height, double widest)
    {
        if (image is not null)
        {
            css.Append(CultureInfo.InvariantCulture, $"\n.look-{look} .{name} {{ width: calc(var(--u) * {Math.Min(widest, height * image.Ratio):0.##}); background-image: url({image.Uri}); }}");
        }
    }

    // a colour that is still being typed stands in no rule of ours
    private static string Colour(string accent) => AccentColour.Contrast(accent) is null ? CompanyBrand.Default.Accent : accent;
}
