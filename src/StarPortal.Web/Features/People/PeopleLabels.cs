using System.Globalization;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.People;

/// <summary>Names of fields and kinds in the reader's language.</summary>
internal static class PeopleLabels
{
    public static string Field(PeopleField field) => PeopleText.Resources.GetString($"Field_{field}", CultureInfo.CurrentUICulture)!;

    public static string Kind(ImportKind kind) => PeopleText.Resources.GetString($"Kind_{kind}", CultureInfo.CurrentUICulture)!;

    public static string Status(EmployeeStatus status) => PeopleText.Resources.GetString($"Status_{status}", CultureInfo.CurrentUICulture)!;

    public static string Language(string name) => Languages.All.FirstOrDefault(l => l.Name == name).Label ?? name;

    /// <summary>How a person is named where one must be told from another.</summary>
    public static string Person(string name, string number) => $"{name} ({number})";
}
