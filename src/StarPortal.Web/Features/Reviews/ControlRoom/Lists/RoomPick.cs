namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>What is ticked in a list: single rows over all its pages, or everything that matches the filter.</summary>
public sealed class RoomPick
{
    public HashSet<int> Ids { get; } = [];

    public bool All { get; private set; }

    public bool IsEmpty => !All && Ids.Count == 0;

    public int Count(int total) => All ? total : Ids.Count;

    public void PickAll()
    {
        Ids.Clear();
        All = true;
    }

    public void Clear()
    {
        Ids.Clear();
        All = false;
    }

    /// <summary>Out of "all" a row is taken by going back to what is seen.</summary>
    public void Toggle(int id, IEnumerable<int> page)
    {
        if (All)
        {
            All = false;
            Ids.UnionWith(page);
        }

        if (!Ids.Remove(id))
        {
            Ids.Add(id);
        }
    }

    public void TogglePage(IEnumerable<int> page)
    {
        var ids = page.ToList();
        if (All || ids.TrueForAll(Ids.Contains))
        {
            All = false;
            Ids.ExceptWith(ids);
        }
        else
        {
            Ids.UnionWith(ids);
        }
    }
}
