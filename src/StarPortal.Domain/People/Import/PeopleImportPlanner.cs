namespace StarPortal.Domain.People.Import;

/// <summary>Makes a <see cref="PeopleImportPlan"/>: reads the rows, joins them with who is known, then looks at the whole.</summary>
internal sealed class PeopleImportPlanner
{
    private readonly ImportRequest request;
    private readonly Organisation organisation;
    private readonly DepartmentResolver departments;
    private readonly ImportRows rows;
    private readonly List<ImportPerson> people = [];
    private readonly Dictionary<string, ImportPerson> byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, ImportPerson> byId = [];
    private readonly List<ImportProblem> problems = [];

    public PeopleImportPlanner(ImportRequest request, Organisation organisation)
    {
        this.request = request;
        this.organisation = organisation;
        departments = new DepartmentResolver(organisation.Departments);
        rows = new ImportRows(request, organisation, departments, problems);
    }

    public PeopleImportPlan Plan()
    {
        if (PeopleImportPlan.CheckColumns(request.Columns) is { Failed: true } columns)
        {
            return new PeopleImportPlan([], [], [.. columns.Errors.Select(e => new ImportProblem(null, null, "", "", e))]);
        }

        AddKnown();
        ReadRows();
        MarkMissing();
        new ImportManagers(request, rows, people, problems).Resolve();
        CheckEmails();
        var planned = people.Where(p => p.Row is not null || p.MissingInFile).Select(ToPlanned).ToList();
        CheckOwnRecord(planned);
        return new PeopleImportPlan(
            [.. planned.OrderBy(p => p.Row ?? int.MaxValue)],
            departments.Planned,
            [.. problems.OrderBy(p => p.Row ?? 0)]);
    }

    private void AddKnown()
    {
        foreach (var known in organisation.People)
        {
            byId[known.Id] = Add(new ImportPerson { Known = known, Id = known.Id, Number = known.Number, Details = known.Details });
        }

        foreach (var person in people)
        {
            person.Manager = person.Details.ManagerId is { } manager ? byId[manager] : null;
        }
    }

    private void ReadRows()
    {
        rows.FindDepartments();
        var next = -1;
        foreach (var row in request.Table.Rows)
        {
            var number = rows.Cell(row, PeopleField.Number);
            if (number.Length == 0)
            {
                rows.Report(row, PeopleField.Number, PeopleErrors.NumberRequired);
                continue;
            }

            if (byNumber.TryGetValue(number, out var person))
            {
                if (person.Row is { } earlier)
                {
                    rows.Report(row, PeopleField.Number, PeopleErrors.NumberRepeated.With(earlier.Number));
                    continue;
                }

                person.Row = row;
            }
            else
            {
                person = new ImportPerson { Row = row, Id = next--, Number = number, Details = rows.Defaults };
                Add(person);
            }

            person.Details = rows.Read(row, person);
        }

        if (request.Table.Rows.Count == 0)
        {
            problems.Add(new ImportProblem(null, null, "", "", PeopleErrors.NoRows));
        }
    }

    private void MarkMissing()
    {
        if (request.MissingLeftOn is not { } day)
        {
            return;
        }

        foreach (var person in people.Where(p => p.Row is null && p.Details.LeaveDate is null && p.Id != request.ActorEmployeeId))
        {
            person.MissingInFile = true;
            person.Details = person.Details with { LeaveDate = person.Details.HireDate > day ? person.Details.HireDate : day };
        }
    }

    private void CheckEmails()
    {
        var owners = new Dictionary<string, ImportPerson>(StringComparer.OrdinalIgnoreCase);
        var reserved = organisation.ReservedEmails.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // who is not in the file keeps the address: the row that wants it is the faulty one
        foreach (var person in people.Where(p => p.Details.Email.Length > 0).OrderBy(p => p.Row?.Number ?? 0))
        {
            if (reserved.Contains(person.Details.Email) && person.Row is { } row)
            {
                rows.Report(row, PeopleField.Email, PeopleErrors.EmailTaken.With(person.Details.Email));
            }
            else if (!owners.TryAdd(person.Details.Email, person) && person.Row is { } second)
            {
                var first = owners[person.Details.Email];
                rows.Report(second, PeopleField.Email, first.Row is { } place ? PeopleErrors.EmailRepeated.With(place.Number, first.Label) : PeopleErrors.EmailTaken.With(first.Label));
            }
        }
    }

    private void CheckOwnRecord(List<PlannedPerson> planned)
    {
        if (request.ActorEmployeeId is { } own && planned.Find(p => p.Known?.Id == own && p.Kind != ImportKind.Unchanged) is { Row: { } row } changed)
        {
            var change = changed.Changes[0];
            problems.Add(new ImportProblem(row, change.Field, rows.Heading(change.Field), change.New, PeopleErrors.OwnRecord));
        }
    }

    private PlannedPerson ToPlanned(ImportPerson person)
    {
        var details = person.Details with { ManagerId = person.Manager?.Id };
        if (person.Known is not { } known)
        {
            return new PlannedPerson(ImportKind.Added, person.Row?.Number, null, person.Number, details, []);
        }

        var changes = known.Details == details ? [] : Changes(person, known.Details, details);
        var kind = changes.Count == 0
            ? ImportKind.Unchanged
            : known.Details.LeaveDate is null && details.LeaveDate is not null ? ImportKind.Left : ImportKind.Changed;
        return new PlannedPerson(kind, person.Row?.Number, known, person.Number, details, changes);
    }

    private List<FieldChange> Changes(ImportPerson person, EmployeeDetails old, EmployeeDetails now)
    {
        var changes = new List<FieldChange>();
        Note(PeopleField.Name, old.Name, now.Name);
        Note(PeopleField.Email, old.Email, now.Email);
        if (old.DepartmentId != now.DepartmentId)
        {
            Note(PeopleField.Department, departments.PathOf(old.DepartmentId), departments.PathOf(now.DepartmentId));
        }

        Note(PeopleField.JobTitle, old.JobTitle, now.JobTitle);
        Note(PeopleField.JobFamily, old.JobFamily, now.JobFamily);
        Note(PeopleField.Level, old.Level, now.Level);
        if (old.ManagerId != now.ManagerId)
        {
            Note(PeopleField.Manager, old.ManagerId is { } before ? byId[before].Label : "", person.Manager?.Label ?? "");
        }

        Note(PeopleField.HireDate, EmployeeChanges.Day(old.HireDate), EmployeeChanges.Day(now.HireDate));
        Note(PeopleField.LeaveDate, EmployeeChanges.Day(old.LeaveDate), EmployeeChanges.Day(now.LeaveDate));
        Note(PeopleField.Language, old.Language, now.Language);
        Note(PeopleField.TimeZone, old.TimeZone, now.TimeZone);
        return changes;

        void Note(PeopleField field, string before, string after)
        {
            if (before != after)
            {
                changes.Add(new FieldChange(field, before, after));
            }
        }
    }

    private ImportPerson Add(ImportPerson person)
    {
        people.Add(person);
        byNumber.TryAdd(person.Number, person);
        return person;
    }
}
