using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.People;

/// <summary>A column of the directory: what it is called, how it sorts, what it shows.</summary>
public sealed record PeopleColumn(string Key, Func<string> Title, Func<PersonRow, object?> Value, bool HrOnly = false, bool Shown = false)
{
    /// <summary>As a reader sees it.</summary>
    public string Text(PersonRow row) => Value(row) switch
    {
        null or "" => "–",
        DateOnly day => Formats.Day(day),
        var text => text.ToString()!,
    };
}

/// <summary>The directory's columns; the name stands always in front.</summary>
internal static class PeopleColumns
{
    public static IReadOnlyList<PeopleColumn> All { get; } =
    [
        new("number", () => PeopleLabels.Field(PeopleField.Number), r => r.Number, Shown: true),
        new("department", () => PeopleLabels.Field(PeopleField.Department), r => r.Department, Shown: true),
        new("title", () => PeopleLabels.Field(PeopleField.JobTitle), r => r.JobTitle, Shown: true),
        new("family", () => PeopleLabels.Field(PeopleField.JobFamily), r => r.JobFamily),
        new("level", () => PeopleLabels.Field(PeopleField.Level), r => r.Level, Shown: true),
        new("manager", () => PeopleLabels.Field(PeopleField.Manager), r => r.Manager, Shown: true),
        new("email", () => PeopleLabels.Field(PeopleField.Email), r => r.Email),
        new("hired", () => PeopleLabels.Field(PeopleField.HireDate), r => r.HireDate, HrOnly: true),
        new("left", () => PeopleLabels.Field(PeopleField.LeaveDate), r => r.LeaveDate, HrOnly: true),
    ];

    public static IEnumerable<PeopleColumn> For(Actor actor) => All.Where(c => !c.HrOnly || actor.IsHr);

    /// <summary>The chosen ones that the reader may see; the usual ones when nothing is chosen.</summary>
    public static IReadOnlyList<PeopleColumn> Chosen(string? keys, Actor actor)
    {
        var chosen = (keys ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return [.. For(actor).Where(c => chosen.Length == 0 ? c.Shown : chosen.Contains(c.Key))];
    }

    /// <summary>The list as a sheet; the manager's number stands beside the name so that the file can be imported again.</summary>
    public static SheetContent Sheet(IReadOnlyList<PeopleColumn> columns, IReadOnlyList<PersonRow> rows)
    {
        var all = columns.Prepend(new PeopleColumn("name", () => PeopleLabels.Field(PeopleField.Name), r => r.Name)).ToList();
        var manager = all.FindIndex(c => c.Key == "manager");
        if (manager >= 0)
        {
            all.Insert(manager, new PeopleColumn("managerNumber", () => PeopleText.ManagerNumber, r => r.ManagerNumber));
        }

        return new SheetContent(PeopleText.Nav, [.. all.Select(c => c.Title())], rows.Select(r => all.Select(c => c.Value(r)).ToList()));
    }
}
