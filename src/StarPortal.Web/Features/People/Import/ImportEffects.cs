using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Features.People.Import;

/// <summary>What an import would change, as running cycles are asked about it.</summary>
internal static class ImportEffects
{
    private static readonly IReadOnlySet<PeopleField> Everything = Enum.GetValues<PeopleField>().ToHashSet();

    public static IReadOnlyList<RecordChange> Of(PeopleImportPlan plan)
    {
        var made = plan.Departments.ToDictionary(d => d.Key);
        return
        [
            .. plan.People.Where(p => p.Kind != ImportKind.Unchanged).Select(p => new RecordChange(
                p.Known?.Id,
                p.Number,
                p.Details,
                made.TryGetValue(p.Details.DepartmentId, out var department) ? department.Name : "",
                Home(p.Details.DepartmentId, made),
                p.Changes.FirstOrDefault(c => c.Field == PeopleField.Manager)?.New ?? "",
                p.Known is null ? Everything : p.Changes.Select(c => c.Field).ToHashSet())),
        ];
    }

    /// <summary>The nearest department that is there already.</summary>
    private static int? Home(int departmentId, Dictionary<int, PlannedDepartment> made)
    {
        int? at = departmentId;
        while (at is { } id && made.TryGetValue(id, out var planned))
        {
            at = planned.ParentId;
        }

        return at;
    }
}
