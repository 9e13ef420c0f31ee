namespace StarPortal.Domain.People.Import;

/// <summary>The people and departments as they are before an import.</summary>
/// <param name="ReservedEmails">Addresses of accounts that belong to nobody in the company.</param>
public sealed record Organisation(
    IReadOnlyList<KnownPerson> People,
    IReadOnlyList<KnownDepartment> Departments,
    IReadOnlyList<string> ReservedEmails);

/// <param name="Version">What the row must still have when it is written.</param>
public sealed record KnownPerson(int Id, int Version, string Number, EmployeeDetails Details);

public sealed record KnownDepartment(int Id, string Name, int? ParentId);

/// <summary>A file with its columns told apart, and how to read it.</summary>
/// <param name="Table">The file.</param>
/// <param name="Columns">Field → column.</param>
/// <param name="Today">Who has left before this day is no manager.</param>
/// <param name="MissingLeftOn">The file holds everybody: who is not in it left on this day. Null: the file holds a part.</param>
/// <param name="ActorEmployeeId">Whose own row the file must not change; null when that is nobody.</param>
/// <param name="TimeZone">Of new people as long as nobody is there to go by.</param>
public sealed record ImportRequest(
    SheetTable Table,
    IReadOnlyDictionary<PeopleField, int> Columns,
    DateOnly Today,
    DateOnly? MissingLeftOn = null,
    int? ActorEmployeeId = null,
    string TimeZone = "UTC");

public enum ImportKind
{
    Added,
    Changed,
    Unchanged,
    Left,
}

/// <summary>What the import would do with one person.</summary>
/// <param name="Row">The row in the file; null for somebody who is not in it.</param>
/// <param name="Known">The person as before; null for a new one.</param>
/// <param name="Details">The person as after. Negative identifiers stand for departments and people that are yet to be made.</param>
/// <param name="Changes">Old and new values of a changed person, readable.</param>
public sealed record PlannedPerson(
    ImportKind Kind,
    int? Row,
    KnownPerson? Known,
    string Number,
    EmployeeDetails Details,
    IReadOnlyList<FieldChange> Changes);

public sealed record FieldChange(PeopleField Field, string Old, string New);

/// <summary>A department to be made; parents stand before their children.</summary>
/// <param name="Key">Negative; stands for the identifier it will get.</param>
/// <param name="ParentId">An identifier, another's key, or null for the top.</param>
public sealed record PlannedDepartment(int Key, string Name, int? ParentId);

/// <summary>Why a row cannot be imported, where, and what to do (the error's sentence).</summary>
/// <param name="Row">The row in the file; null when it is no row's fault.</param>
/// <param name="Column">The column's heading; empty when it is no column's fault.</param>
public sealed record ImportProblem(int? Row, PeopleField? Field, string Column, string Value, Error Error);

/// <summary>How many of which.</summary>
public sealed record ImportCounts(int Added, int Changed, int Unchanged, int Left, int Departments, int Problems, int RowsWithProblems);
