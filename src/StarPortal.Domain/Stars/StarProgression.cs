namespace StarPortal.Domain.Stars;

/// <summary>What happened to a standing in a cycle.</summary>
public enum StarChange
{
    /// <summary>A standing begins at level 1.</summary>
    Started,
    Promoted,
    Kept,

    /// <summary>Below the standing, but not yet often enough for a demotion.</summary>
    Below,
    Demoted,

    /// <summary>Insufficient data: the standing stays as it was.</summary>
    NotEvaluated,
}

/// <summary>A standing as a cycle finds it.</summary>
/// <param name="CyclesBelow">Consecutive cycles below it so far.</param>
public sealed record StandingBefore(int Level, int CyclesBelow = 0);

/// <param name="LevelAfter">1 or more.</param>
/// <param name="CyclesBelow">Consecutive cycles below <paramref name="LevelAfter"/>, counted on by the next cycle.</param>
public sealed record StarStep(int LevelAfter, int CyclesBelow, StarChange Change);

/// <summary>How a standing follows what was reached: pure, and never further than the policy allows.</summary>
public static class StarProgression
{
    /// <summary>
    /// Everybody starts at level 1 and moves from there, also in the first cycle. A cycle without data neither counts as
    /// below nor ends a row of cycles below. A newcomer is at level 1. A demotion begins a new row.
    /// </summary>
    /// <param name="levels">How many levels the programme has; a standing above them is taken as the highest.</param>
    /// <param name="before">Null when the person has no standing in the programme yet.</param>
    public static StarStep Next(StarPolicy policy, int levels, StandingBefore? before, StarExplanation explanation)
    {
        var level = Math.Clamp(before?.Level ?? 1, 1, levels);
        var below = before?.CyclesBelow ?? 0;
        if (explanation.Reached is not { } reached)
        {
            return new StarStep(level, below, before is null ? StarChange.Started : StarChange.NotEvaluated);
        }

        if (explanation.Newcomer)
        {
            return new StarStep(1, 0, before is null || level > 1 ? StarChange.Started : StarChange.Kept);
        }

        var target = Math.Clamp(reached, 1, levels);
        if (target > level)
        {
            return new StarStep(Math.Min(target, level + policy.LevelsUp), 0, StarChange.Promoted);
        }

        return target == level
            ? new StarStep(level, 0, before is null ? StarChange.Started : StarChange.Kept)
            : Below(policy, level, below + 1, target);
    }

    private static StarStep Below(StarPolicy policy, int level, int below, int target) =>
        below < policy.CyclesBelow || policy.LevelsDown == 0
            ? new StarStep(level, below, StarChange.Below)
            : new StarStep(Math.Max(target, level - policy.LevelsDown), 0, StarChange.Demoted);
}
