using System.Globalization;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.People;

/// <summary>
/// Plans the demo company without touching the database: a unit has a head and either about six to twelve people or units
/// below it. Everybody stands after their manager.
/// </summary>
internal sealed class DemoCompany
{
    // large enough that the default company has groups whose distribution of totals is shown (ten people)
    private const int LargestTeam = 12;

    private static readonly Division Hr = new("Human Resources 人力资源部", "HR", 4, "HR Partner", "人力资源专员", "Head of HR", "人力资源总监");

    private static readonly Division[] Others =
    [
        new("Customer Service 客户服务部", "Service", 26, "Service Specialist", "客服专员", "Service Director", "客服总监"),
        new("Operations 运营部", "Operations", 20, "Operations Specialist", "运营专员", "Operations Director", "运营总监"),
        new("Sales 销售部", "Sales", 16, "Account Manager", "客户经理", "Sales Director", "销售总监"),
        new("Technology 技术部", "Technology", 16, "Software Engineer", "软件工程师", "Technology Director", "技术总监"),
        new("Marketing 市场部", "Marketing", 8, "Marketing Specialist", "市场专员", "Marketing Director", "市场总监"),
        new("Product 产品部", "Product", 6, "Product Manager", "产品经理", "Product Director", "产品总监"),
        new("Finance 财务部", "Finance", 4, "Accountant", "会计", "Finance Director", "财务总监"),
    ];

    private static readonly string[] Areas =
    [
        "North 北区", "East 东区", "South 南区", "West 西区", "Central 中区", "Online 线上", "Key Accounts 重点客户", "International 国际", "Projects 项目", "Support 支持", "Quality 质量", "Training 培训",
    ];

    private static readonly string[] ChineseZones = ["Asia/Shanghai"];
    private static readonly string[] LatinZones = ["Asia/Shanghai", "Asia/Shanghai", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Singapore"];
    private readonly DemoRequest request;
    private readonly DemoChance chance;
    private readonly HashSet<string> addresses = ["admin", "hr", "manager", "employee"];
    private bool managerNamed;

    public DemoCompany(DemoRequest request)
    {
        this.request = request;
        chance = new DemoChance(request.Seed);
        Build();
    }

    /// <summary>Parents first; a parent is a place in this list.</summary>
    public List<DemoDepartment> Departments { get; } = [];

    /// <summary>Managers first; a manager is a place in this list.</summary>
    public List<DemoPerson> People { get; } = [];

    private void Build()
    {
        Departments.Add(new DemoDepartment("Polaris Company 北辰公司", null));
        if (request.Employees == 1)
        {
            AddPerson(0, null, "HR", "General Manager", "总经理", "M5", "hr");
            return;
        }

        AddPerson(0, null, "Management", "General Manager", "总经理", "M5", null);
        var others = Math.Clamp((request.Employees - 2) / 12, 1, Others.Length);
        var divisions = Others.Take(others).Prepend(Hr).ToList();
        var left = request.Employees - 1;
        var shares = divisions.Sum(d => d.Share);
        var sizes = divisions.Select(d => Math.Max(d == Hr ? 1 : 0, left * d.Share / shares)).ToList();
        // what rounding down leaves over
        sizes[1] += left - sizes.Sum();
        for (var i = 0; i < divisions.Count; i++)
        {
            if (sizes[i] > 0)
            {
                AddUnit(divisions[i], divisions[i].Name, 0, 0, sizes[i], 0);
            }
        }
    }

    private void AddUnit(Division division, string name, int parent, int manager, int size, int depth)
    {
        Departments.Add(new DemoDepartment(name, parent));
        var department = Departments.Count - 1;
        var below = size - 1;
        var isTeam = below <= LargestTeam;
        var head = AddHead(division, department, manager, depth, isTeam && below > 0, size);
        if (isTeam)
        {
            for (var i = 0; i < below; i++)
            {
                AddMember(division, department, head, first: i == 0);
            }

            return;
        }

        var units = Math.Clamp((below + LargestTeam - 1) / LargestTeam, 2, 9);
        for (var i = 0; i < units; i++)
        {
            var share = (below / units) + (i < below % units ? 1 : 0);
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            AddUnit(division, depth == 0 ? Areas[i] : share > LargestTeam + 1 ? $"Department {number} {number}部" : $"Team {number} {number}组", department, head, share, depth + 1);
        }
    }

    private int AddHead(Division division, int department, int manager, int depth, bool leadsTeam, int size)
    {
        var (title, titleChinese, level) = (depth, leadsTeam, size) switch
        {
            (0, _, _) => (division.Head, division.HeadChinese, "M4"),
            (_, false, > 1) => ("Department Manager", "部门经理", "M3"),
            (_, true, _) => ("Team Lead", "组长", "M2"),
            _ => (division.Title, division.TitleChinese, "P3"),
        };
        var address = division == Hr && depth == 0 ? "hr" : null;
        if (leadsTeam && division != Hr && !managerNamed)
        {
            address = "manager";
        }

        return AddPerson(department, manager, division.Family, title, titleChinese, level, address);
    }

    private void AddMember(Division division, int department, int head, bool first)
    {
        var grade = 1 + ((chance.Below(4) + chance.Below(5)) / 2);
        var senior = grade >= 3;
        var address = first && !managerNamed && division != Hr ? "employee" : null;
        managerNamed |= address is not null;
        var person = AddPerson(department, head, division.Family, (senior ? "Senior " : "") + division.Title, (senior ? "高级" : "") + division.TitleChinese, $"P{grade}", address);
        if (address is null && request.Employees >= 40 && chance.OneIn(50))
        {
            People[person] = People[person] with { LeaveDate = request.Today.AddDays(-20 - chance.Below(280)) };
        }
    }

    private int AddPerson(int department, int? manager, string family, string title, string titleChinese, string level, string? address)
    {
        var chinese = !chance.OneIn(4);
        var (name, spelling) = DemoNames.Next(chance, chinese);
        address ??= spelling;
        if (address == spelling)
        {
            for (var i = 2; !addresses.Add(address); i++)
            {
                address = spelling + i.ToString(CultureInfo.InvariantCulture);
            }
        }

        var seniority = level[0] == 'M' ? 700 : 320;
        People.Add(new DemoPerson(
            string.Create(CultureInfo.InvariantCulture, $"P{People.Count + 1:00000}"),
            name,
            $"{address}@demo.example",
            department,
            manager,
            chinese ? titleChinese : title,
            family,
            level,
            request.Today.AddDays(-seniority - chance.Below(3000)),
            null,
            chinese ? Languages.Chinese : Languages.English,
            chance.Pick(chinese ? ChineseZones : LatinZones)));
        return People.Count - 1;
    }

    private sealed record Division(string Name, string Family, int Share, string Title, string TitleChinese, string Head, string HeadChinese);
}

internal sealed record DemoDepartment(string Name, int? Parent);

internal sealed record DemoPerson(
    string Number,
    string Name,
    string Email,
    int Department,
    int? Manager,
    string JobTitle,
    string JobFamily,
    string Level,
    DateOnly HireDate,
    DateOnly? LeaveDate,
    string Language,
    string TimeZone);
