using StarPortal.Web.Features.Reviews.ControlRoom.Counts;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>A department to filter by.</summary>
/// <param name="Depth">How far below the top.</param>
public sealed record RoomDepartment(int Id, string Name, int Depth)
{
    private const int MostChoices = 400;

    /// <summary>All of them; a very large company's upper ones, and the one that is chosen: the heat map leads to every other.</summary>
    public static IReadOnlyList<RoomDepartment> Choices(IReadOnlyList<DepartmentNode> nodes, int? chosen)
    {
        var all = nodes.Select(d => new RoomDepartment(d.Id, d.Name, d.Path.Count(c => c == '/') - 2)).ToList();
        return all.Count <= MostChoices ? all : all.FindAll(d => d.Depth <= 2 || d.Id == chosen);
    }
}
