using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Anonymity;

/// <summary>How the answers of one anonymous group may be shown and counted.</summary>
public enum GroupView
{
    /// <summary>On its own: the group has enough answers.</summary>
    Visible,

    /// <summary>Only inside <see cref="Source.Colleagues"/>, together with the other groups that are too small.</summary>
    RolledUp,

    /// <summary>Not at all, neither scores nor comments nor counts: too few answers even together, or none.</summary>
    Suppressed,
}

/// <summary>
/// Which groups of reviewers are shown, for one participant. Every answer belongs to at most one shown set, and every shown
/// set holds at least <em>threshold</em> people. The sets are disjoint, so whatever a reader adds or subtracts, what is
/// left over is again made of whole sets: nobody and nothing smaller than the threshold can be derived.
/// </summary>
public sealed class GroupVisibility
{
    /// <summary>No cycle may go below it.</summary>
    public const int LowestThreshold = 3;

    /// <summary>The groups whose answers are shown without names.</summary>
    public static readonly IReadOnlyList<Relationship> AnonymousGroups =
        [Relationship.Peer, Relationship.Report, Relationship.CrossTeam, Relationship.Customer];

    // Customers are outsiders: counting them among "colleagues" would be wrong for the reader, so they stand alone or not at all.
    private static readonly Relationship[] colleagueGroups = [Relationship.Peer, Relationship.Report, Relationship.CrossTeam];

    private readonly Dictionary<Relationship, GroupView> views;

    private GroupVisibility(Dictionary<Relationship, GroupView> views) => this.views = views;

    /// <summary>The groups that are shown together as <see cref="Source.Colleagues"/>; empty when nothing is rolled up.</summary>
    public IReadOnlyList<Relationship> RolledUp => [.. colleagueGroups.Where(g => views[g] == GroupView.RolledUp)];

    /// <param name="submitted">The relationship of each submitted review.</param>
    /// <param name="threshold">Fewest answers a shown set may have, at least <see cref="LowestThreshold"/>.</param>
    public static GroupVisibility Of(IEnumerable<Relationship> submitted, int threshold)
        => Of(submitted.CountBy(r => r).ToDictionary(), threshold);

    /// <param name="submitted">Number of submitted reviews by relationship; a missing one means none.</param>
    /// <param name="threshold">Fewest answers a shown set may have, at least <see cref="LowestThreshold"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is under <see cref="LowestThreshold"/>: a bug, as a cycle refuses it.</exception>
    public static GroupVisibility Of(IReadOnlyDictionary<Relationship, int> submitted, int threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, LowestThreshold);
        var views = AnonymousGroups.ToDictionary(
            g => g,
            g => submitted.GetValueOrDefault(g) >= threshold ? GroupView.Visible : GroupView.Suppressed);

        // A group without any answer is not part of the union: its share is missing, not merged.
        var small = colleagueGroups.Where(g => views[g] == GroupView.Suppressed && submitted.GetValueOrDefault(g) > 0).ToList();
        if (small.Sum(g => submitted[g]) >= threshold)
        {
            small.ForEach(g => views[g] = GroupView.RolledUp);
        }

        return new GroupVisibility(views);
    }

    /// <summary>Whether a group of so many people can ever be shown on its own.</summary>
    /// <param name="people">How many are asked, or can still answer.</param>
    /// <param name="threshold">The cycle's.</param>
    public static bool CanReach(int people, int threshold) => people >= threshold;

    /// <summary>Self and manager are single, named reviewers and always visible as far as this rule goes.</summary>
    public GroupView Of(Relationship relationship) => views.GetValueOrDefault(relationship, GroupView.Visible);

    /// <summary>The heading under which this relationship's answers appear; null when they must not appear at all.</summary>
    public Source? ShownAs(Relationship relationship) => Of(relationship) switch
    {
        GroupView.Visible => relationship.AsSource(),
        GroupView.RolledUp => Source.Colleagues,
        _ => null,
    };
}
