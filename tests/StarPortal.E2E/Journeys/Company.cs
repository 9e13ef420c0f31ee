using System.Globalization;
using System.Text;

namespace StarPortal.E2E.Journeys;

internal sealed record Person(string Number, string Name, string Department, string Title, string? Manager, string Language)
{
    public string Email => $"{Number.ToLowerInvariant()}@huaxing.example";

    public string Culture => Language == "zh" ? "zh-CN" : "en-US";
}

/// <summary>Forty people with Chinese and Latin names, as a personnel system would hand them over.</summary>
internal static class Company
{
    public const string Password = "Calm-River-Under-Bridge-7";
    public const string SupportTeam = "客服中心";

    private static readonly string[] Families = ["刘", "周", "吴", "郑", "孙"];
    private static readonly string[] Given = ["洋", "丽华", "志强", "敏", "建国", "晓东", "雪"];
    private static readonly string[] Latin = ["Maria", "José", "Ingrid", "Paul", "Zoë", "Émile", "Karl"];
    private static readonly string[] Surnames = ["Müller", "García", "Nováková", "Smith", "Dubois"];

    public static Person Hr { get; } = new("H001", "Helen Carter", "华星公司/人力资源部", "HR manager", "C001", "en");

    public static Person Manager { get; } = new("S001", "李梅", $"华星公司/{SupportTeam}", "Support lead", "C001", "zh");

    public static Person Employee { get; } = new("S002", "王芳", $"华星公司/{SupportTeam}", "Support agent", "S001", "zh");

    public static IReadOnlyList<Person> Peers { get; } =
    [
        new("S003", "Ann Baker", $"华星公司/{SupportTeam}", "Support agent", "S001", "en"),
        new("S004", "张伟", $"华星公司/{SupportTeam}", "Support agent", "S001", "zh"),
        new("S005", "Tom O'Neill", $"华星公司/{SupportTeam}", "Support agent", "S001", "en"),
        new("S006", "陈静", $"华星公司/{SupportTeam}", "Support agent", "S001", "zh"),
    ];

    public static IReadOnlyList<Person> All { get; } =
    [
        new("C001", "欧阳明", "华星公司", "Managing director", null, "zh"),
        Hr,
        Manager,
        Employee,
        .. Peers,
        new("S007", "Łukasz Żak", $"华星公司/{SupportTeam}", "Support agent", "S001", "en"),
        new("S008", "赵磊", $"华星公司/{SupportTeam}", "Support agent", "S001", "zh"),
        .. Enumerable.Range(1, 30).Select(i => new Person(
            string.Create(CultureInfo.InvariantCulture, $"D{i:000}"),
            i % 2 == 0 ? $"{Families[i % Families.Length]}{Given[i % Given.Length]}" : $"{Latin[i % Latin.Length]} {Surnames[i % Surnames.Length]}",
            i <= 15 ? "华星公司/研发部" : "华星公司/销售部",
            "Specialist",
            i is 1 or 16 ? "C001" : i <= 15 ? "D001" : "D016",
            i % 2 == 0 ? "zh" : "en")),
    ];

    /// <summary>With a byte order mark and semicolons, as spreadsheets in many countries write it; one name stands in quotes.</summary>
    public static byte[] Csv(IEnumerable<Person> people)
    {
        var text = new StringBuilder("工号;姓名;部门;岗位;直属上级;邮箱;入职日期;语言\r\n");
        foreach (var p in people)
        {
            var day = p.Number[^1] == '0' ? "10" : p.Number[^1..];
            text.Append(CultureInfo.InvariantCulture, $"{p.Number};\"{p.Name}\"; {p.Department} ;{p.Title};{p.Manager};{p.Email};2021/3/{day};{p.Language}\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
