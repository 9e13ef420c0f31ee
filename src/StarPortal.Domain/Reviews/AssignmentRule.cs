using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Reviews;

/// <summary>How HR chooses reviewers for many at once.</summary>
public abstract record AssignmentRule
{
    /// <summary>Most reviewers that one draw gives to a participant.</summary>
    public const int MostDrawn = 20;

    /// <summary>The group that the rule fills.</summary>
    public abstract Relationship Group { get; }

    /// <summary>So many colleagues of the same department, by lot; the same seed draws the same ones.</summary>
    /// <param name="AlsoFromElsewhere">A department too small is filled up from the whole company.</param>
    public sealed record Colleagues(int Count, int Seed, bool AlsoFromElsewhere) : AssignmentRule
    {
        public override Relationship Group => Relationship.Peer;
    }

    /// <summary>Everybody who reports to a participant.</summary>
    public sealed record DirectReports : AssignmentRule
    {
        public override Relationship Group => Relationship.Report;
    }

    /// <summary>A named group of people from several teams.</summary>
    /// <param name="Name">What HR calls it, for the audit trail.</param>
    /// <param name="Reviewers">Employees who review.</param>
    /// <param name="Subjects">Whom they review; empty when they review one another.</param>
    /// <param name="BothWays">The subjects review the reviewers as well.</param>
    public sealed record CrossTeam(string Name, IReadOnlyList<int> Reviewers, IReadOnlyList<int> Subjects, bool BothWays) : AssignmentRule
    {
        public override Relationship Group => Relationship.CrossTeam;

        /// <summary>Who is chosen by hand: HR does so for others only.</summary>
        public bool Chooses(int employeeId) =>
            Subjects.Contains(employeeId) || ((BothWays || Subjects.Count == 0) && Reviewers.Contains(employeeId));
    }
}

/// <summary>What a rule meets: who takes part, who may be asked, and who has a role already.</summary>
/// <param name="Participants">For whom reviewers are chosen; the manager is the one of the cycle.</param>
/// <param name="Employed">Everybody who may be asked.</param>
/// <param name="Taken">Participant and reviewer, as employees, who have a review or a plan already.</param>
/// <param name="InGroup">Reviewers that a participant has in the rule's group already.</param>
public sealed record AssignmentScene(
    IReadOnlyList<PeerCandidate> Participants,
    IReadOnlyList<PeerCandidate> Employed,
    IReadOnlySet<(int SubjectId, int ReviewerId)> Taken,
    IReadOnlyDictionary<int, int> InGroup);

/// <summary>What a rule gives: the same for its preview and for its carrying out.</summary>
/// <param name="Pairs">Participant and reviewer, as employees, in the order of the participants.</param>
/// <param name="HadARole">Left out because they have a role with the participant already.</param>
/// <param name="NoRoom">Left out because the group is full.</param>
/// <param name="NotFitting">Left out because they are the manager, a report, the participant themselves or no participant.</param>
/// <param name="Below">Participants whose group stays below its minimum; of a named group only those whom it reviews.</param>
public sealed record AssignmentPlan(
    IReadOnlyList<(int SubjectId, int ReviewerId)> Pairs, int HadARole, int NoRoom, int NotFitting, int Below)
{
    public static AssignmentPlan Of(AssignmentRule rule, GroupRule limits, AssignmentScene scene)
    {
        var participants = scene.Participants.ToDictionary(p => p.EmployeeId);
        var employed = scene.Employed.ToDictionary(p => p.EmployeeId);
        var counts = new Dictionary<int, int>(scene.InGroup);
        var chosen = new HashSet<(int, int)>();
        var pairs = new List<(int, int)>();
        var (hadARole, noRoom, notFitting) = (0, 0, 0);
        foreach (var pair in Wanted(rule, scene))
        {
            if (!chosen.Add(pair))
            {
                continue;
            }

            var (subject, reviewer) = pair;
            if (scene.Taken.Contains(pair))
            {
                hadARole++;
            }
            else if (!participants.TryGetValue(subject, out var person) || !employed.TryGetValue(reviewer, out var other)
                || ReviewerRules.MayReview(new ReviewerCase(rule.Group, subject, person.ManagerId, reviewer, other.ManagerId, Employed: true)).Failed)
            {
                notFitting++;
            }
            else if (ReviewerRules.HasRoom(limits, counts.GetValueOrDefault(subject)).Failed)
            {
                noRoom++;
            }
            else
            {
                counts[subject] = counts.GetValueOrDefault(subject) + 1;
                pairs.Add(pair);
            }
        }

        var meant = rule is AssignmentRule.CrossTeam named ? scene.Participants.Where(p => named.Chooses(p.EmployeeId)) : scene.Participants;
        return new AssignmentPlan(pairs, hadARole, noRoom, notFitting, meant.Count(p => counts.GetValueOrDefault(p.EmployeeId) < limits.Minimum));
    }

    private static IEnumerable<(int SubjectId, int ReviewerId)> Wanted(AssignmentRule rule, AssignmentScene scene)
    {
        switch (rule)
        {
            case AssignmentRule.Colleagues lot:
                return PeerDraw.Draw(scene.Participants, scene.Employed, Math.Clamp(lot.Count, 1, AssignmentRule.MostDrawn), lot.Seed, lot.AlsoFromElsewhere);
            case AssignmentRule.DirectReports:
                var reports = scene.Employed.Where(e => e.ManagerId is not null).ToLookup(e => e.ManagerId!.Value);
                return scene.Participants.SelectMany(p => reports[p.EmployeeId].Select(r => (p.EmployeeId, r.EmployeeId)));
            case AssignmentRule.CrossTeam named:
                var forwards = (named.Subjects.Count > 0 ? named.Subjects : named.Reviewers).SelectMany(s => named.Reviewers.Where(r => r != s).Select(r => (s, r)));
                return named.BothWays ? forwards.SelectMany(p => ((int, int)[])[p, (p.r, p.s)]) : forwards;
            default:
                throw new InvalidOperationException($"Unknown rule {rule}.");
        }
    }
}
