using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Templates;

/// <summary>
/// The demo company's template: the <em>Three-source</em> preset, published as version 1, with room for people's own goals.
/// Direct reports and other teams are asked too, for the talk and not for the score.
/// </summary>
internal sealed class DemoTemplates(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IDemoPart
{
    public int Order => 30;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        var actor = Actor.System("demo");
        var now = clock.GetUtcNow().UtcDateTime;
        var version = new TemplateVersion(1, AskingMoreGroups(WithRoomForGoals(Presets.ThreeSource.Definition)));
        var published = version.Publish(actor, now);
        if (published.Failed)
        {
            throw new InvalidOperationException($"The preset cannot be published: {published.Error}");
        }

        var template = new FormTemplate(Presets.ThreeSource.Key);
        template.Add(version);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        db.FormTemplates.Add(template);
        db.Audit(actor, new AuditNote("Templates.Published", "Template", Details: "v1, demo"), now);
        await db.SaveChangesAsync(cancellation);
    }

    private static TemplateDefinition AskingMoreGroups(TemplateDefinition definition) => definition with
    {
        Sections = [.. definition.Sections.Select(s => s with { Indicators = [.. s.Indicators.Select(Asking)] })],
    };

    private static Indicator Asking(Indicator indicator) =>
        indicator.IsRatedBy(Source.Peer) ? indicator with { Sources = [.. indicator.Sources, new SourceShare(Source.CrossTeam, 0m), new SourceShare(Source.Report, 0m)] } : indicator;

    private static TemplateDefinition WithRoomForGoals(TemplateDefinition definition) => definition with
    {
        Sections = [.. definition.Sections.Select(s => s with { Indicators = [.. s.Indicators.Select(i => i with { GoalLimits = LimitsOf(i.Key) ?? i.GoalLimits })] })],
    };

    private static GoalLimits? LimitsOf(string key) => key switch
    {
        "accuracy" => new GoalLimits(null, null, 30m, 50m),
        "satisfaction" => new GoalLimits(90m, 99m, 30m, 50m),
        _ => null,
    };
}
