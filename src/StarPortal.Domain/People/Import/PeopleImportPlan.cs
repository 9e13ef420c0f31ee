namespace StarPortal.Domain.People.Import;

/// <summary>What an import would do, row by row, and everything that speaks against it. Made without touching anything.</summary>
public sealed class PeopleImportPlan
{
    internal PeopleImportPlan(IReadOnlyList<PlannedPerson> people, IReadOnlyList<PlannedDepartment> departments, IReadOnlyList<ImportProblem> problems)
    {
        People = people;
        Departments = departments;
        Problems = problems;
        Counts = new ImportCounts(
            people.Count(p => p.Kind == ImportKind.Added),
            people.Count(p => p.Kind == ImportKind.Changed),
            people.Count(p => p.Kind == ImportKind.Unchanged),
            people.Count(p => p.Kind == ImportKind.Left),
            departments.Count,
            problems.Count,
            problems.Where(p => p.Row is not null).Select(p => p.Row).Distinct().Count());
    }

    /// <summary>In the file's order; people who are not in it stand last.</summary>
    public IReadOnlyList<PlannedPerson> People { get; }

    public IReadOnlyList<PlannedDepartment> Departments { get; }

    /// <summary>In the file's order. Nothing is imported while there is one.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; }

    public ImportCounts Counts { get; }

    /// <summary>True when carrying it out would write nothing.</summary>
    public bool ChangesNothing => Counts is { Added: 0, Changed: 0, Left: 0, Departments: 0 };

    public static PeopleImportPlan Make(ImportRequest request, Organisation organisation) => new PeopleImportPlanner(request, organisation).Plan();

    /// <summary>What must be settled before rows are looked at: the number's column, and no column twice.</summary>
    public static Result CheckColumns(IReadOnlyDictionary<PeopleField, int> columns)
    {
        var errors = new List<Error>();
        if (!columns.ContainsKey(PeopleField.Number))
        {
            errors.Add(PeopleErrors.ColumnMissing);
        }

        if (columns.Values.GroupBy(c => c).Any(g => g.Count() > 1))
        {
            errors.Add(PeopleErrors.ColumnTwice);
        }

        return Result.Fail(errors);
    }
}
