using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;
using StarPortal.Domain.Tests.Results;

namespace StarPortal.Domain.Tests.Goals;

/// <summary>The worked example with limits for goals: targets of satisfaction 90 to 99, weights of the first two indicators 30 to 50.</summary>
internal static class AGoal
{
    internal static readonly Actor Employee = new(1, 11, "Emma", Roles.Employee);
    internal static readonly Actor Manager = new(2, 12, "Mark", Roles.Employee);
    internal static readonly Actor Hr = new(3, 13, "Hana", Roles.Employee | Roles.HR);
    internal static readonly DateTime Now = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc);

    internal static TemplateDefinition Template { get; } = ATemplate.WorkedExample with
    {
        Sections = [.. ATemplate.WorkedExample.Sections.Select(s => s with { Indicators = [.. s.Indicators.Select(Limited)] })],
    };

    internal static GoalSheet Sheet() => new(1, 2, 11);

    internal static GoalSheet Proposed(params GoalEntry[] goals)
    {
        var sheet = Sheet();
        Assert.True(sheet.Propose(Template, goals, Employee, Now).Succeeded);
        return sheet;
    }

    private static Indicator Limited(Indicator indicator) => indicator.Key switch
    {
        "accuracy" => indicator with { GoalLimits = new GoalLimits(90m, 99m, 30m, 50m) },
        "satisfaction" => indicator with { GoalLimits = new GoalLimits(70m, 99m, 30m, 50m) },
        "initiative" => indicator with { GoalLimits = new GoalLimits(null, null, null, 60m) },
        _ => indicator,
    };
}
