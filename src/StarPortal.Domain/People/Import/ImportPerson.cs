namespace StarPortal.Domain.People.Import;

/// <summary>A person while the plan is being made: as known, as in the file, or both.</summary>
internal sealed class ImportPerson
{
    public KnownPerson? Known { get; init; }

    public SheetRow? Row { get; set; }

    /// <summary>Its identifier, or a negative stand-in for a new person.</summary>
    public required int Id { get; init; }

    public required string Number { get; init; }

    public required EmployeeDetails Details { get; set; }

    public ImportPerson? Manager { get; set; }

    /// <summary>The file says the person left, or a complete file does not name them.</summary>
    public bool MissingInFile { get; set; }

    public bool HasLeftBy(DateOnly today) => Details.LeaveDate < today;

    public string Label => $"{Details.Name} ({Number})";
}
