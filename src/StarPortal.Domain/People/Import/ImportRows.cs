namespace StarPortal.Domain.People.Import;

/// <summary>Reads single rows: what a person's own cells say, and every fault in them.</summary>
internal sealed class ImportRows
{
    private readonly ImportRequest request;
    private readonly DepartmentResolver departments;
    private readonly List<ImportProblem> problems;
    private readonly ImportDates hireDates;
    private readonly ImportDates leaveDates;
    private readonly Dictionary<string, Result<int>> departmentOf = new(StringComparer.OrdinalIgnoreCase);

    public ImportRows(ImportRequest request, Organisation organisation, DepartmentResolver departments, List<ImportProblem> problems)
    {
        this.request = request;
        this.departments = departments;
        this.problems = problems;
        // both columns come from one program: a date that tells in one of them tells for the other
        var dates = ((PeopleField[])[PeopleField.HireDate, PeopleField.LeaveDate]).Where(Has).SelectMany(f => request.Table.Rows.Select(r => Cell(r, f))).ToList();
        hireDates = leaveDates = ImportDates.Of(dates);
        var zone = organisation.People.GroupBy(p => p.Details.TimeZone).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? request.TimeZone;
        Defaults = new EmployeeDetails("", "", 0, TimeZone: zone);
    }

    /// <summary>A new person before the file says anything: most people's time zone, or the company's.</summary>
    public EmployeeDetails Defaults { get; }

    public bool Has(PeopleField field) => request.Columns.ContainsKey(field);

    public string Cell(SheetRow row, PeopleField field) => request.Columns.TryGetValue(field, out var column) ? row[column] : "";

    public string Heading(PeopleField field) => request.Columns.TryGetValue(field, out var column) ? request.Table.Header[column] : "";

    public void Report(SheetRow row, PeopleField field, Error error) =>
        problems.Add(new ImportProblem(row.Number, field, Heading(field), Cell(row, field), error));

    /// <summary>Paths before names: a department that one row gives by its path is found by name in any other.</summary>
    public void FindDepartments()
    {
        var values = request.Table.Rows.Select(r => Cell(r, PeopleField.Department)).Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var value in values.OrderBy(v => departments.IsPath(v) ? 0 : 1))
        {
            departmentOf[value] = departments.Find(value);
        }
    }

    /// <summary>The person as this row has it; what the file does not speak of stays.</summary>
    public EmployeeDetails Read(SheetRow row, ImportPerson person)
    {
        var before = problems.Count;
        var details = person.Details;
        var name = Name(row) ?? details.Name;
        details = details with
        {
            Name = name,
            Email = Has(PeopleField.Email) ? Cell(row, PeopleField.Email).ToLowerInvariant() : details.Email,
            DepartmentId = Department(row, details.DepartmentId),
            JobTitle = Text(row, PeopleField.JobTitle, details.JobTitle),
            JobFamily = Text(row, PeopleField.JobFamily, details.JobFamily),
            Level = Text(row, PeopleField.Level, details.Level),
            HireDate = Day(row, PeopleField.HireDate, hireDates, details.HireDate),
            LeaveDate = Day(row, PeopleField.LeaveDate, leaveDates, details.LeaveDate),
            Language = Language(row, person.Known is null ? (PersonNames.IsChinese(name) ? "zh-CN" : "en-US") : details.Language),
            TimeZone = Zone(row, details.TimeZone),
        };
        foreach (var (field, error) in EmployeeRules.Check(person.Number, details))
        {
            // a cell that could not be read is not also reported as missing
            if (!problems.Skip(before).Any(p => p.Field == field))
            {
                Report(row, field, error);
            }
        }

        return details;
    }

    private string? Name(SheetRow row)
    {
        if (Has(PeopleField.Name))
        {
            return PersonNames.Tidy(Cell(row, PeopleField.Name));
        }

        return Has(PeopleField.FamilyName) || Has(PeopleField.GivenName)
            ? PersonNames.Join(PersonNames.Tidy(Cell(row, PeopleField.FamilyName)), PersonNames.Tidy(Cell(row, PeopleField.GivenName)))
            : null;
    }

    private string Text(SheetRow row, PeopleField field, string otherwise) => Has(field) ? Cell(row, field) : otherwise;

    private int Department(SheetRow row, int otherwise)
    {
        var value = Cell(row, PeopleField.Department);
        if (value.Length == 0)
        {
            if (Has(PeopleField.Department) || otherwise == 0)
            {
                Report(row, PeopleField.Department, PeopleErrors.DepartmentRequired);
            }

            return otherwise;
        }

        var found = departmentOf[value];
        if (found.Failed)
        {
            Report(row, PeopleField.Department, found.Error);
            return otherwise;
        }

        return found.Value;
    }

    private DateOnly? Day(SheetRow row, PeopleField field, ImportDates dates, DateOnly? otherwise)
    {
        if (!Has(field))
        {
            return otherwise;
        }

        var day = dates.Read(Cell(row, field));
        if (day.Failed)
        {
            Report(row, field, day.Error);
            return otherwise;
        }

        return day.Value;
    }

    private string Language(SheetRow row, string otherwise)
    {
        var value = Cell(row, PeopleField.Language);
        return value.ToLowerInvariant() switch
        {
            "" => otherwise,
            "zh" or "cn" or "zh-cn" or "zh_cn" or "zh-hans" or "chinese" or "中文" or "简体中文" or "汉语" or "普通话" => "zh-CN",
            "en" or "en-us" or "en_us" or "en-gb" or "english" or "英文" or "英语" => "en-US",
            _ => value,
        };
    }

    private string Zone(SheetRow row, string otherwise)
    {
        var value = Cell(row, PeopleField.TimeZone);
        if (value.Length == 0)
        {
            return otherwise;
        }

        return TimeZoneInfo.TryConvertWindowsIdToIanaId(value, out var iana) ? iana : value;
    }
}
