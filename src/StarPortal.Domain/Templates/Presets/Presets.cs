namespace StarPortal.Domain.Templates;

/// <summary>A template that ships with the product and can be copied.</summary>
/// <param name="Key">Stable handle; also the code of a template made from it, when that is free.</param>
public sealed record Preset(string Key, TemplateDefinition Definition);

public static class Presets
{
    public static readonly Preset ThreeSource = new("three-source", ThreeSourcePreset.Definition);

    public static readonly Preset FiveStarService = new("five-star-service", ServicePresets.FiveStar);

    public static readonly Preset CommunityOperations = new("community-operations", OperationsPresets.Community);

    public static readonly Preset OperationsAssistant = new("operations-assistant", OperationsPresets.Assistant);

    public static readonly Preset ServiceStaff = new("service-staff", ServicePresets.Staff);

    public static readonly Preset SmallTeam = new("small-team", OperationsPresets.SmallTeam);

    public static IReadOnlyList<Preset> All { get; } =
        [ThreeSource, FiveStarService, CommunityOperations, OperationsAssistant, ServiceStaff, SmallTeam];

    public static Preset? Find(string key) => All.FirstOrDefault(p => p.Key == key);

    /// <summary>An empty definition to start from: the default five-point scale, nothing else.</summary>
    public static TemplateDefinition Empty(LocalText name) => new(name, LocalText.Empty, DefaultScale.Value, [], []);
}

/// <summary>Five points, 1 → 20 to 5 → 100, each anchored by a behaviour that holds for any rated indicator.</summary>
public static class DefaultScale
{
    public static RatingScale Value { get; } = new(
    [
        new(1, 20m, new("Far below", "远低于期望"), new(
            "Does not show the described behaviour even when asked; others have to step in.",
            "即使经提醒也未表现出所描述的行为，需要他人补位。")),
        new(2, 40m, new("Below", "低于期望"), new(
            "Shows it now and then; needs frequent reminders, results vary.",
            "偶尔表现出该行为，需要经常提醒，效果不稳定。")),
        new(3, 60m, new("Meets", "符合期望"), new(
            "Shows it reliably in everyday situations without reminders.",
            "在日常工作中稳定地表现出该行为，无需提醒。")),
        new(4, 80m, new("Above", "高于期望"), new(
            "Shows it also under pressure and in new situations; others take an example from it.",
            "在压力和新情境下同样能做到，值得他人学习。")),
        new(5, 100m, new("Outstanding", "卓越"), new(
            "Shows it always and helps others to do so; improves how the team works.",
            "始终如一，并带动他人做到，提升了团队的工作方式。")),
    ]);
}
