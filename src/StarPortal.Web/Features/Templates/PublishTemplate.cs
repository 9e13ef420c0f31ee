using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates;

/// <summary>Freezes a draft for good; from then on cycles can use it.</summary>
public sealed class PublishTemplate(IDbContextFactory<PortalDbContext> factory, PastCorrelations correlations, TimeProvider clock)
{
    /// <param name="Version">The concurrency token of what the person saw: nobody publishes what somebody else just changed.</param>
    /// <param name="DespiteWarnings">The person has read the warnings and publishes all the same.</param>
    public sealed record Command(TemplateReference Reference, int Version, bool DespiteWarnings = false);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!TemplateAccess.CanPublish(actor) || await db.FindVersionAsync(command.Reference, cancellation) is not { } version)
        {
            return TemplateErrors.NotFound;
        }

        if (version.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var warnings = TemplateCheck.Warnings(version.Definition, await correlations.ForAsync(version.Definition, cancellation));
        if (warnings.Count > 0 && !command.DespiteWarnings && TemplateCheck.Errors(version.Definition).Count == 0)
        {
            return TemplateErrors.WarningsOpen.With(warnings.Count);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var published = version.Publish(actor, now);
        if (published.Failed)
        {
            return published;
        }

        db.Audit(actor, new AuditNote("Templates.Published", "Template", version.TemplateId, Details: Details(version, warnings)), now);
        return await db.SaveOrTellAsync(cancellation);
    }

    // which rules were left, with their figures: "v2; PerformanceShare 60, 70, 80"
    private static string Details(TemplateVersion version, IReadOnlyList<TemplateFault> warnings)
        => string.Join("; ", warnings.Select(w => $"{w.Error.Code} {string.Join(", ", w.Error.Args.Select(Figure))}").Prepend($"v{version.Number}"));

    private static string Figure(object value) => value switch
    {
        LocalText name => name.For("en"),
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
