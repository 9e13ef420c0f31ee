namespace StarPortal.Domain.People;

/// <summary>What can be wrong with departments and employees.</summary>
public static class PeopleErrors
{
    public static readonly Error NotAllowed = SharedErrors.NotAllowed;
    public static readonly Error NumberRequired = Of("NumberRequired");
    public static readonly Error NumberTaken = Of("NumberTaken");
    public static readonly Error NameRequired = Of("NameRequired");
    public static readonly Error EmailRequired = Of("EmailRequired");
    public static readonly Error EmailInvalid = Of("EmailInvalid");
    public static readonly Error EmailTaken = Of("EmailTaken");
    public static readonly Error DepartmentRequired = Of("DepartmentRequired");
    public static readonly Error TooLong = Of("TooLong");
    public static readonly Error LeaveBeforeHire = Of("LeaveBeforeHire");
    public static readonly Error LanguageUnknown = Of("LanguageUnknown");
    public static readonly Error TimeZoneUnknown = Of("TimeZoneUnknown");
    public static readonly Error ManagerIsSelf = Of("ManagerIsSelf");
    public static readonly Error ManagerCycle = Of("ManagerCycle");
    public static readonly Error ManagerHasLeft = Of("ManagerHasLeft");
    public static readonly Error ManagerUnknown = Of("ManagerUnknown");
    public static readonly Error ManagerNotChosen = Of("ManagerNotChosen");
    public static readonly Error ManagerAmbiguous = Of("ManagerAmbiguous");
    public static readonly Error LeaverHasReports = Of("LeaverHasReports");
    public static readonly Error DepartmentNameRequired = Of("DepartmentNameRequired");
    public static readonly Error DepartmentNameTaken = Of("DepartmentNameTaken");
    public static readonly Error DepartmentCycle = Of("DepartmentCycle");
    public static readonly Error DepartmentNotEmpty = Of("DepartmentNotEmpty");
    public static readonly Error DepartmentAmbiguous = Of("DepartmentAmbiguous");
    public static readonly Error OwnRecord = Of("OwnRecord");
    public static readonly Error NumberRepeated = Of("NumberRepeated");
    public static readonly Error EmailRepeated = Of("EmailRepeated");
    public static readonly Error DateUnreadable = Of("DateUnreadable");
    public static readonly Error DateAmbiguous = Of("DateAmbiguous");
    public static readonly Error ColumnMissing = Of("ColumnMissing");
    public static readonly Error ColumnTwice = Of("ColumnTwice");
    public static readonly Error NoRows = Of("NoRows");
    public static readonly Error ImportHasProblems = Of("ImportHasProblems");
    /// <summary>What was to be imported is not kept any more.</summary>
    public static readonly Error ImportContentGone = Of("ImportContentGone");
    public static readonly Error ImportChangedSinceCheck = Of("ImportChangedSinceCheck");
    public static readonly Error MappingNameRequired = Of("MappingNameRequired");
    public static readonly Error MappingUnknown = Of("MappingUnknown");

    public static readonly Error FileMissing = Of("FileMissing");

    private static Error Of(string code) => new("People", code);
}
