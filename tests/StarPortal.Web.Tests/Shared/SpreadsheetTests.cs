using System.IO.Compression;
using System.Text;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Tests;

public sealed class SpreadsheetTests
{
    private const string People = "工号,姓名,Note\r\n0012, 张伟\u3000,\"two\r\nlines, \"\"quoted\"\"\"\r\n\r\n0013,Zoë,\r\n";

    static SpreadsheetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, bool> Encodings => new() { { "utf-8", false }, { "utf-8", true }, { "utf-16", true }, { "utf-16BE", true }, { "utf-16", false }, { "GB18030", false } };

    [Theory, MemberData(nameof(Encodings))]
    public void Read_AnyEncoding_GivesTheSameText(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = name == "utf-16" && !mark ? People.Replace("张伟", "Ann", StringComparison.Ordinal).Replace("工号", "Nr", StringComparison.Ordinal).Replace("姓名", "Name", StringComparison.Ordinal) : People;

        var table = SpreadsheetReader.Read([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)], "people.csv").Value;

        Assert.Equal(3, table.Header.Count);
        Assert.Equal([2, 4], table.Rows.Select(r => r.Number));
        Assert.Equal("0012", table.Rows[0][0]);
        Assert.Equal(text.Contains("张伟", StringComparison.Ordinal) ? "张伟" : "Ann", table.Rows[0][1]);
        Assert.Equal("two\r\nlines, \"quoted\"", table.Rows[0][2]);
        Assert.Equal("Zoë", table.Rows[1][1]);
        Assert.Equal("", table.Rows[1][7]);
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n3;4,5\n")]
    [InlineData("a\tb\n1,5\t2\n3\t4,5")]
    [InlineData("a|b\r1,5|2\r3|4,5\r")]
    [InlineData("\"a\",\"b\"\n\"1,5\",2\n3,\"4,5\"")]
    [InlineData("sep=;\r\na;b\r\n1,5;2\r\n3;4,5\r\n")]
    public void Read_AnyDelimiter_FindsTheCells(string text)
    {
        var table = SpreadsheetReader.Read(Encoding.UTF8.GetBytes(text), "a.csv").Value;

        Assert.Equal(["a", "b"], table.Header);
        Assert.Equal(["1,5", "2", "3", "4,5"], table.Rows.SelectMany(r => r.Cells));
    }

    [Fact]
    public void Read_QuoteNeverClosed_NamesTheRow()
    {
        var result = SpreadsheetReader.Read(Encoding.UTF8.GetBytes("a,b\n1,2\n3,\"4\n5,6\n"), "a.csv");

        Assert.True(result.Error.Is(SpreadsheetErrors.OpenQuote));
        Assert.Equal(3, result.Error.Args[0]);
    }

    [Fact]
    public void Read_WhatIsNoTable_SaysWhy()
    {
        Assert.True(SpreadsheetReader.Read([], "a.csv").Error.Is(SpreadsheetErrors.Empty));
        Assert.True(SpreadsheetReader.Read(" \n,,\n"u8.ToArray(), "a.csv").Error.Is(SpreadsheetErrors.Empty));
        Assert.True(SpreadsheetReader.Read("PK\u0003\u0004 not a zip"u8.ToArray(), "a.xlsx").Error.Is(SpreadsheetErrors.Corrupt));
        Assert.True(SpreadsheetReader.Read([0xD0, 0xCF, 0x11, 0xE0, 1, 2], "a.xls").Error.Is(SpreadsheetErrors.OldFormat));
        Assert.True(SpreadsheetReader.Read([1, 2, 3, 4, 5, 0, 0, 1], "a.csv").Error.Is(SpreadsheetErrors.Corrupt));
        Assert.True(SpreadsheetReader.Read(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 300))), "a.csv").Error.Is(SpreadsheetErrors.TooManyColumns));
    }

    [Fact]
    public async Task Read_TooLarge_IsRefused()
    {
        using var stream = new MemoryStream(new byte[SpreadsheetReader.LargestFile + 1]);

        Assert.True((await SpreadsheetReader.ReadAsync(stream, "a.csv", TestContext.Current.CancellationToken)).Error.Is(SpreadsheetErrors.TooLarge));
    }

    [Fact]
    public void Read_XlsxOfOtherPrograms_UsesKeptValuesAndFormats()
    {
        var table = SpreadsheetReader.Read(
            Xlsx(
                """
                <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><r><t>Hire </t></r><r><t>date</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>
                <row r="4"><c r="A4" s="2"><v>12</v></c><c r="B4" t="str"><f>A1&amp;"x"</f><v>kept</v></c><c r="C4" s="1"><v>45352</v></c><c r="D4"><v>0.10000000000000001</v></c><c r="E4"><v>1.3800138E10</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" s="3"><v>45352.5</v></c></row>
                <row r="5"><c r="A5" t="s"><v>1</v></c></row>
                """),
            "a.xlsx").Value;

        Assert.Equal(["工号", "", "Hire date", "", "", "", ""], table.Header);
        Assert.Equal([4, 5], table.Rows.Select(r => r.Number));
        Assert.Equal(["00012", "kept", "2024-03-01", "0.1", "13800138000", "TRUE", "2024-03-01 12:00:00"], table.Rows[0].Cells);
        Assert.Equal("P2", table.Rows[1][0]);
    }

    [Fact]
    public void Read_MergedCells_AreNamed()
    {
        var result = SpreadsheetReader.Read(Xlsx("""<row r="1"><c r="A1"><v>1</v></c></row>""", """<mergeCells><mergeCell ref="A1:C1"/></mergeCells>"""), "a.xlsx");

        Assert.True(result.Error.Is(SpreadsheetErrors.MergedCells));
        Assert.Equal("A1:C1", result.Error.Args[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_ThenRead_GivesTheSame(bool xlsx)
    {
        var content = new SheetContent("员工: [all]", ["Number", "Name", "Hired", "Score"], [["0012", "=1+2", new DateOnly(2024, 3, 1), 79.57m], ["-5", "张伟, \"x\"\n2", null, -3]]);
        var bytes = xlsx ? SpreadsheetWriter.Xlsx(content) : SpreadsheetWriter.Csv(content);

        var table = SpreadsheetReader.Read(bytes, "a").Value;

        Assert.Equal(content.Header, table.Header);
        Assert.Equal(["0012", "=1+2", "2024-03-01", "79.57"], table.Rows[0].Cells);
        Assert.Equal(["-5", "张伟, \"x\"\n2", "", "-3"], table.Rows[1].Cells);
    }

    [Theory]
    [InlineData("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("plain", "plain")]
    public void Neutral_FormulaSign_GetsAnApostrophe(string text, string expected) => Assert.Equal(expected, SpreadsheetWriter.Neutral(text));

    [Fact]
    public void Read_FileMadeToFillTheMemory_StaysSmallAndQuick()
    {
        var cells = string.Concat(Enumerable.Range(1, 2_000).Select(i => $"""<row r="{i}"><c r="A{i}" s="2"><v>7</v></c></row>"""));
        var runs = $"""<row r="2001"><c r="A2001" t="inlineStr"><is>{string.Concat(Enumerable.Repeat("<r><t>abcdefghij</t></r>", 200_000))}</is></c></row>""";

        var table = SpreadsheetReader.Read(Xlsx(cells + runs, digits: new string('0', 1_000_000)), "a.xlsx").Value;

        Assert.All(table.Rows.SkipLast(1), r => Assert.Equal(30, r[0].Length));
        Assert.Equal(2_000_000, table.Rows[^1][0].Length);
    }

    private static byte[] Xlsx(string rows, string after = "", string digits = "00000")
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="hidden" sheetId="1" state="hidden" r:id="rId1"/><sheet name="a" sheetId="2" r:id="rId7"/></sheets></workbook>""");
            Add("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/none.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet2.xml"/></Relationships>""");
            Add("xl/sharedStrings.xml", $"""<sst xmlns="{main}"><si><t>工号</t></si><si><r><t>P</t></r><r><t>2</t></r></si></sst>""");
            Add("xl/styles.xml", $"""<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="170" formatCode="{digits}"/><numFmt numFmtId="171" formatCode="[$-409]d\-mmm h:mm;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>""");
            Add("xl/worksheets/sheet2.xml", $"""<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>""");

            void Add(string name, string xml)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(xml);
            }
        }

        return file.ToArray();
    }
}
