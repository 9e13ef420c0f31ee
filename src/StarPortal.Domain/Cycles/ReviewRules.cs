using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Cycles;

/// <summary>Who may propose reviewers of a group.</summary>
public enum Nominator
{
    /// <summary>Only HR assigns them.</summary>
    Hr,

    /// <summary>The participant proposes, the manager approves.</summary>
    Employee,

    /// <summary>Only the manager chooses.</summary>
    Manager,
}

/// <summary>How many reviewers of one group a participant should have.</summary>
/// <param name="Group">Peer, Report, CrossTeam or Customer.</param>
/// <param name="Minimum">Fewest; 0 where the group may be missing.</param>
/// <param name="Maximum">Most; 0 closes the group.</param>
/// <param name="Nominator">Who proposes them.</param>
public sealed record GroupRule(Relationship Group, int Minimum, int Maximum, Nominator Nominator);

/// <summary>The rules of reviewing in a cycle: set while it is a draft, fixed with it.</summary>
public sealed record ReviewRules
{
    /// <summary>Most reviewers of one group that a rule may allow.</summary>
    public const int MostReviewers = 50;

    public static ReviewRules Default { get; } = new();

    public IReadOnlyList<GroupRule> Groups { get; init; } =
    [
        new(Relationship.Peer, 3, 8, Nominator.Employee),
        new(Relationship.Report, 0, 20, Nominator.Hr),
        new(Relationship.CrossTeam, 0, 8, Nominator.Manager),
        new(Relationship.Customer, 0, 20, Nominator.Hr),
    ];

    /// <summary>The manager reads the groups' answers with the writers' names; every writer is told so.</summary>
    public bool AttributedToManager { get; init; }

    /// <summary>The highest and the lowest point of the scale need a comment.</summary>
    public bool ExtremesNeedComment { get; init; } = true;

    /// <summary>Open reviews of one person from which on others are warned before asking for one more.</summary>
    public int LoadWarning { get; init; } = 8;

    public GroupRule Of(Relationship group) =>
        Groups.FirstOrDefault(g => g.Group == group) ?? new GroupRule(group, 0, 0, Nominator.Hr);

    /// <summary>Everything that is wrong with the rules; empty when nothing is.</summary>
    public IReadOnlyList<Error> Check()
    {
        var errors = new List<Error>();
        errors.AddRange(Groups.Where(g => g.Minimum < 0 || g.Maximum > MostReviewers || g.Minimum > g.Maximum).Select(g => CycleErrors.GroupLimits.With(g.Group, MostReviewers)));
        if (Groups.Select(g => g.Group).Distinct().Count() < Groups.Count || Groups.Any(g => g.Group is Relationship.Self or Relationship.Manager))
        {
            errors.Add(CycleErrors.GroupTwice);
        }

        if (LoadWarning < 1)
        {
            errors.Add(CycleErrors.LoadWarningTooLow);
        }

        return errors;
    }
}
