using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;

namespace StarPortal.Domain.Tests.People;

public sealed class PeopleImportPlanTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Organisation Nobody = new([], [], []);

    private static readonly Organisation Company = new(
        [
            Known(1, "A1", "Ann Chief", 10, null),
            Known(2, "A2", "Zhang Wei", 11, 1),
            Known(3, "A3", "Zhang Wei", 12, 1),
            Known(4, "A4", "Gone Girl", 11, 1) with { Details = Known(4, "A4", "Gone Girl", 11, 1).Details with { LeaveDate = new DateOnly(2025, 1, 31) } },
        ],
        [new KnownDepartment(10, "Acme", null), new KnownDepartment(11, "Sales", 10), new KnownDepartment(12, "North", 11), new KnownDepartment(13, "South", 11), new KnownDepartment(14, "Support", 10), new KnownDepartment(15, "North", 14)],
        ["admin@x.example"]);

    [Fact]
    public void Plan_NewPeople_AreAddedWithTheirDepartmentsAndLine()
    {
        var plan = Plan(Nobody, "Number,Name,Email,Department,Manager", "2,Bob,bob@x.example,Acme/Sales,Ann", "1,Ann,ANN@x.example,Acme,", "3,李娜,li@x.example,Sales,bob@x.example");

        Assert.Empty(plan.Problems);
        Assert.Equal(new ImportCounts(3, 0, 0, 0, 2, 0, 0), plan.Counts);
        Assert.Equal(["Acme", "Sales"], plan.Departments.Select(d => d.Name));
        Assert.Equal(plan.Departments[0].Key, plan.Departments[1].ParentId);
        Assert.Equal(-2, plan.People[0].Details.ManagerId);
        Assert.Equal("ann@x.example", plan.People[1].Details.Email);
        Assert.Equal(plan.Departments[1].Key, plan.People[2].Details.DepartmentId);
        Assert.Equal("zh-CN", plan.People[2].Details.Language);
    }

    [Fact]
    public void Plan_PartOfTheColumns_LeavesTheRestAsItIs()
    {
        var plan = Plan(Company, "Number,Level", "a2,P3", "A3,");

        Assert.Empty(plan.Problems);
        var changed = Assert.Single(plan.People, p => p.Kind == ImportKind.Changed);
        Assert.Equal(new FieldChange(PeopleField.Level, "", "P3"), Assert.Single(changed.Changes));
        Assert.Equal(Company.People[1].Details with { Level = "P3" }, changed.Details);
    }

    public static TheoryData<string, string, string, string, string> Faults => new()
    {
        { "Number,Name,Email,Department", ",Bob,b@x.example,Acme", "Number", "NumberRequired", "" },
        { "Number,Name,Email,Department", "9,,b@x.example,Acme", "Name", "NameRequired", "" },
        { "Number,Name,Email,Department", "9,Bob,,Acme", "Email", "EmailRequired", "" },
        { "Number,Name,Email,Department", "9,Bob,bob(at)x,Acme", "Email", "EmailInvalid", "" },
        { "Number,Name,Email,Department", "9,Bob,a2@x.example,Acme", "Email", "EmailTaken", "" },
        { "Number,Name,Email,Department", "9,Bob,admin@x.example,Acme", "Email", "EmailTaken", "" },
        { "Number,Name,Email,Department", "9,Bob,b@x.example,North", "Department", "DepartmentAmbiguous", "Acme / Sales / North; Acme / Support / North" },
        { "Number,Name,Email", "9,Bob,b@x.example", "Department", "DepartmentRequired", "" },
        { "Number,Name,Email,Department,Manager", "9,Bob,b@x.example,Acme,Zhang Wei", "Manager", "ManagerAmbiguous", "A2, A3" },
        { "Number,Name,Email,Department,Manager", "9,Bob,b@x.example,Acme,Nobody", "Manager", "ManagerUnknown", "" },
        { "Number,Name,Email,Department,Manager", "9,Bob,b@x.example,Acme,9", "Manager", "ManagerIsSelf", "" },
        { "Number,Name,Email,Department,Manager", "9,Bob,b@x.example,Acme,A4", "Manager", "LeaverHasReports", "" },
        { "Number,Manager", "A1,A2", "Manager", "ManagerCycle", "Ann Chief (A1) → Zhang Wei (A2) → Ann Chief (A1)" },
        { "Number,Hire date,Leave date", "A2,2024-05-01,2024-04-30", "LeaveDate", "LeaveBeforeHire", "" },
        { "Number,Leave date", "A1,2026-01-31", "LeaveDate", "LeaverHasReports", "" },
        { "Number,Hire date", "A2,03/04/2024", "HireDate", "DateAmbiguous", "" },
        { "Number,Language", "A2,Klingon", "Language", "LanguageUnknown", "" },
        { "Number,Time zone", "A2,Mars/Base", "TimeZone", "TimeZoneUnknown", "" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Plan_FaultyRow_SaysWhereAndWhat(string header, string row, string field, string code, string named)
    {
        var plan = Plan(Company, header, row);

        var problem = Assert.Single(plan.Problems);
        Assert.Equal((field, code), (problem.Field.ToString(), problem.Error.Code));
        Assert.True(problem.Row == 2 || code == "LeaverHasReports");
        Assert.Contains(named, string.Join('|', problem.Error.Args), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_RepeatedNumberAndEmail_NameTheEarlierRow()
    {
        var plan = Plan(Nobody, "Number,Name,Email,Department", "1,Ann,a@x.example,Acme", "1,Bob,b@x.example,Acme", "2,Cid,A@x.example,Acme");

        Assert.Equal([(3, "NumberRepeated"), (4, "EmailRepeated")], plan.Problems.Select(p => (p.Row!.Value, p.Error.Code)));
        Assert.All(plan.Problems, p => Assert.Equal(2, p.Error.Args[0]));
        Assert.Equal(2, plan.Counts.RowsWithProblems);
    }

    [Fact]
    public void Plan_CompleteFile_MarksTheOthersAsLeft()
    {
        var request = Request("Number,Manager", "A1,", "A2,A1") with { MissingLeftOn = new DateOnly(2026, 10, 31) };

        var plan = PeopleImportPlan.Make(request, Company);

        Assert.Empty(plan.Problems);
        var left = Assert.Single(plan.People, p => p.Kind == ImportKind.Left);
        Assert.Equal(("A3", (int?)null, new DateOnly(2026, 10, 31)), (left.Number, left.Row, left.Details.LeaveDate!.Value));
    }

    [Fact]
    public void Plan_CompleteFileWithoutAManager_TellsOfTheReports()
    {
        var plan = PeopleImportPlan.Make(Request("Number,Level", "A2,P1", "A3,P1") with { MissingLeftOn = new DateOnly(2026, 10, 31) }, Company);

        Assert.True(Assert.Single(plan.Problems).Error.Is(PeopleErrors.LeaverHasReports));
    }

    [Fact]
    public void Plan_OwnRow_MayStandThereButNotChange()
    {
        Assert.Empty(PeopleImportPlan.Make(Request("Number,Name", "A2,Zhang Wei") with { ActorEmployeeId = 2 }, Company).Problems);
        Assert.True(Assert.Single(PeopleImportPlan.Make(Request("Number,Level", "A2,P9") with { ActorEmployeeId = 2 }, Company).Problems).Error.Is(PeopleErrors.OwnRecord));
    }

    [Theory]
    [InlineData("Acme/Sales/South", 13)]
    [InlineData("Acme > Sales > South", 13)]
    [InlineData("sales/south", 13)]
    [InlineData("SOUTH", 13)]
    [InlineData("Support／North", 15)]
    public void Plan_DepartmentByPathOrName_IsFound(string department, int expected)
    {
        var plan = Plan(Company, "Number,Name,Email,Department", $"9,Bob,b@x.example,{department}");

        Assert.Empty(plan.Departments);
        Assert.Equal(expected, Assert.Single(plan.People).Details.DepartmentId);
    }

    [Fact]
    public void Plan_NumberColumnMissingOrUsedTwice_IsSaid()
    {
        Assert.True(Assert.Single(Plan(Company, "Foo,Name", "1,Ann").Problems).Error.Is(PeopleErrors.ColumnMissing));
        Assert.True(PeopleImportPlan.CheckColumns(new Dictionary<PeopleField, int> { [PeopleField.Number] = 0, [PeopleField.Name] = 0 }).Error.Is(PeopleErrors.ColumnTwice));
        Assert.True(Assert.Single(Plan(Company, "Number,Name").Problems).Error.Is(PeopleErrors.NoRows));
    }

    [Fact]
    public void Plan_SwappedEmails_IsNoConflict()
    {
        var plan = Plan(Company, "Number,Email", "A2,a3@x.example", "A3,a2@x.example");

        Assert.Empty(plan.Problems);
        Assert.Equal(2, plan.Counts.Changed);
    }

    private static KnownPerson Known(int id, string number, string name, int department, int? manager) =>
        new(id, 1, number, new EmployeeDetails(name, $"{number.ToLowerInvariant()}@x.example", department, ManagerId: manager));

    private static PeopleImportPlan Plan(Organisation organisation, string header, params string[] rows) => PeopleImportPlan.Make(Request(header, rows), organisation);

    private static ImportRequest Request(string header, params string[] rows)
    {
        var names = header.Split(',');
        return new ImportRequest(new SheetTable(names, [.. rows.Select((r, i) => new SheetRow(i + 2, r.Split(',')))]), ColumnGuess.Guess(names), Today);
    }
}
