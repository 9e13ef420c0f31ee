using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.People;
using StarPortal.Web.Features.People.Import;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Tests.People;

public sealed class ImportPeopleTests
{
    private const string Company = "工号;姓名;邮箱;部门;岗位;上级;入职日期\nA1;王芳;wang.fang@x.example;示例公司;总经理;;2020年3月1日\nA2;Anna Keller;anna@x.example;示例公司/销售部;Lead;王芳;2021-04-25\nA3;李娜;li.na@x.example;销售部;Seller;anna@x.example;44562\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Provider, string> Files()
    {
        var data = new TheoryData<Provider, string>();
        foreach (var provider in new Providers().Select(p => p.Data))
        {
            foreach (var form in (string[])["utf-8", "utf-8 with mark", "GB18030", "comma", "xlsx"])
            {
                data.Add(provider, form);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Files))]
    public async Task Import_AnyForm_BringsPeopleAccountsAndDepartmentsIn(Provider provider, string form)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var result = await RunAsync(portal, Bytes(form));

        Assert.Equal(new ImportCounts(3, 0, 0, 0, 2, 0, 0), result.Value);
        await using var db = portal.Open();
        var people = await db.Employees.AsNoTracking().Include(e => e.Department).OrderBy(e => e.Number).ToListAsync(Stop);
        Assert.Equal(["王芳", "Anna Keller", "李娜"], people.Select(p => p.Name));
        Assert.Equal([null, people[0].Id, people[1].Id], people.Select(p => p.ManagerId));
        Assert.Equal(new DateOnly(2022, 1, 1), people[2].HireDate);
        Assert.Equal($"/{people[0].DepartmentId}/{people[1].DepartmentId}/", people[2].Department!.Path);
        var account = await db.Users.AsNoTracking().SingleAsync(a => a.EmployeeId == people[2].Id, Stop);
        Assert.Equal(("LI.NA@X.EXAMPLE", "李娜", "zh-CN", (string?)null), (account.NormalizedUserName!, account.DisplayName, account.Language, account.PasswordHash));
        Assert.All(people, e => Assert.Equal("Asia/Shanghai", e.TimeZone));
        Assert.Equal("People.Imported", (await db.AuditEntries.SingleAsync(Stop)).Action);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_PersonWhoBeganAsHr_KeepsTheAccountAndItsRoles(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var make = portal.Get<CreateAccount>();
        Assert.True((await make.RunAsync(new CreateAccountCommand("wang.fang@x.example", "HR", Roles.HR, "start"), Actors.Administrator, Stop)).Succeeded);
        Assert.True((await make.RunAsync(new CreateAccountCommand("eva@x.example", "Eva", Roles.HR, "start"), Actors.Administrator, Stop)).Succeeded);

        Assert.True((await RunAsync(portal, Bytes("utf-8"))).Succeeded);
        await using var db = portal.Open();
        var department = await db.Departments.OrderBy(d => d.Id).Select(d => d.Id).FirstAsync(Stop);
        var eva = await portal.Get<AddEmployee>().RunAsync(new EmployeeInput("A9", new EmployeeDetails("Eva", "eva@x.example", department, "", "", "", null, new DateOnly(2024, 1, 1), null, "en-US", "UTC")), Actors.Hr, Stop);
        Assert.True(eva.Succeeded);
        var accounts = await db.Users.AsNoTracking().Include(a => a.Employee).Where(a => a.Email == "wang.fang@x.example" || a.Email == "eva@x.example").OrderBy(a => a.Email).ToListAsync(Stop);
        Assert.Equal(["A9", "A1"], accounts.Select(a => a.Employee?.Number));
        Assert.All(accounts, a => Assert.Equal(Roles.Employee | Roles.HR, a.Roles));
        Assert.Equal("王芳", accounts[1].DisplayName);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_SameFileTwice_ChangesNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await RunAsync(portal, Bytes("utf-8"));
        var second = await RunAsync(portal, Bytes("xlsx"));

        Assert.Equal(new ImportCounts(0, 0, 3, 0, 0, 0, 0), second.Value);
        await using var db = portal.Open();
        Assert.All(await db.Employees.AsNoTracking().ToListAsync(Stop), e => Assert.Equal(0, e.Version));
        Assert.Equal(1, await db.AuditEntries.CountAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_OneFaultyRow_WritesNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var result = await RunAsync(portal, Encoding.UTF8.GetBytes(Company + "A4;Bob;not-an-address;Neu;x;;\n"));

        Assert.True(result.Error.Is(PeopleErrors.ImportHasProblems));
        await using var db = portal.Open();
        Assert.False(await db.Employees.AnyAsync(Stop));
        Assert.False(await db.Departments.AnyAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_Changes_AreWrittenWithTheirTrailAndAccounts(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await RunAsync(portal, Bytes("utf-8"));
        // two people swap their addresses, the third gets a new manager
        var result = await RunAsync(portal, "工号,邮箱,上级\nA2,li.na@x.example,A1\nA3,anna@x.example,A1\n"u8.ToArray());

        Assert.Equal(2, result.Value.Changed);
        await using var db = portal.Open();
        Assert.Equal("anna@x.example", (await db.Employees.SingleAsync(e => e.Number == "A3", Stop)).Email);
        Assert.Equal("ANNA@X.EXAMPLE", (await db.Users.Where(a => a.Employee!.Number == "A3").SingleAsync(Stop)).NormalizedUserName);
        var trail = await db.AuditEntries.AsNoTracking().Where(a => a.Action == "People.Edited").OrderBy(a => a.Sequence).Select(a => a.Details).ToListAsync(Stop);
        Assert.Equal("Email: li.na@x.example → anna@x.example; Manager: Anna Keller (A2) → 王芳 (A1)", trail[1]);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_PeopleChangedSinceTheCheck_AsksAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var command = Command(Bytes("utf-8"));
        var plan = (await portal.Get<ImportPeople>().CheckAsync(command, Actors.Hr, Stop)).Value;
        await RunAsync(portal, Bytes("utf-8"));

        var result = await portal.Get<ImportPeople>().RunAsync(command with { Confirmed = plan.Counts }, Actors.Hr, null, Stop);

        Assert.True(result.Error.Is(PeopleErrors.ImportChangedSinceCheck));
    }

    [Fact]
    public async Task Import_ByAnEmployeeOrAdministrator_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        foreach (var actor in (Actor[])[Actors.Of(ann), Actors.Administrator])
        {
            Assert.True((await portal.Get<ImportPeople>().RunAsync(Command(Bytes("utf-8")), actor, null, Stop)).Error.Is(PeopleErrors.NotAllowed));
            Assert.True((await portal.Get<ImportPeople>().CheckAsync(Command(Bytes("utf-8")), actor, Stop)).Failed);
            Assert.True((await portal.Get<ImportMappings>().SaveAsync("x", new PeopleMapping(new Dictionary<PeopleField, string>()), actor, Stop)).Failed);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_TwentyThousandRows_GoesInOneGo(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var text = new StringBuilder("Number,Name,Email,Department,Manager,Title,Hire date\n");
        for (var i = 0; i < 20_000; i++)
        {
            var manager = i == 0 ? "" : $"N{(i - 1) / 8:00000}";
            text.AppendLine(CultureInfo.InvariantCulture, $"N{i:00000},Person {i},p{i}@x.example,Acme/Division {i % 8}/Team {i % 400},{manager},Specialist,2020-01-01");
        }

        var seen = 0;
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var watch = Stopwatch.StartNew();
        var command = Command(bytes);
        var read = watch.ElapsedMilliseconds;
        await portal.Get<ImportPeople>().CheckAsync(command, Actors.Hr, Stop);
        var check = watch.ElapsedMilliseconds - read;
        watch.Restart();
        var result = await portal.Get<ImportPeople>().RunAsync(command, Actors.Hr, p => seen = Math.Max(seen, p.Done), Stop);
        TestContext.Current.SendDiagnosticMessage($"20,000 people on {provider}: read {read} ms, checked {check} ms, imported {watch.ElapsedMilliseconds} ms");

        Assert.Equal(20_000, result.Value.Added);
        Assert.Equal(40_000, seen);
        await using var db = portal.Open();
        Assert.Equal(20_000, await db.Users.CountAsync(a => a.EmployeeId != null, Stop));
        Assert.Equal(0, (await portal.Get<ImportPeople>().RunAsync(command, Actors.Hr, null, Stop)).Value.Changed);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Mapping_Saved_IsFoundByItsHeadings(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var mappings = portal.Get<ImportMappings>();
        var mapping = PeopleMapping.Of(["Kennung", "Wer"], new Dictionary<PeopleField, int> { [PeopleField.Number] = 0, [PeopleField.Name] = 1 });
        await mappings.SaveAsync("Payroll", mapping, Actors.Hr, Stop);
        await mappings.SaveAsync("Payroll", mapping, Actors.Hr, Stop);

        var found = await mappings.FindAsync(["Wer", "Kennung", "x"], Actors.Hr, Stop);

        Assert.Equal(("Payroll", 1), (found!.Value.Name, found.Value.Columns[PeopleField.Number]));
        Assert.Null(await mappings.FindAsync(["Wer"], Actors.Hr, Stop));
    }

    private static Task<Result<ImportCounts>> RunAsync(TestPortal portal, byte[] file) => portal.Get<ImportPeople>().RunAsync(Command(file), Actors.Hr, null, Stop);

    private static ImportPeopleCommand Command(byte[] file)
    {
        var table = SpreadsheetReader.Read(file, "people").Value;
        return new ImportPeopleCommand("people", table, ColumnGuess.Guess(table.Header));
    }

    private static byte[] Bytes(string form) => form switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(Company),
        "utf-8 with mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Company)],
        "GB18030" => Encoding.GetEncoding("GB18030").GetBytes(Company),
        "comma" => Encoding.UTF8.GetBytes(Company.Replace(';', ',')),
        _ => SpreadsheetWriter.Xlsx(new SheetContent("员工", Company.Split('\n')[0].Split(';'), Company.Split('\n').Skip(1).Select(l => (IReadOnlyList<object?>)l.Split(';')))),
    };
}
