using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>The data indicators of a cycle whose values may still be entered.</summary>
internal sealed record ActualSheet(int CycleId, IReadOnlyList<Indicator> Indicators)
{
    /// <summary>Refused while values cannot be entered.</summary>
    public static async Task<Result<ActualSheet>> LoadAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId)
            .Select(c => new { c.TemplateVersionId }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return CycleErrors.NotFound;
        }

        var open = await db.CheckActualWindowAsync(cycleId, cancellation);
        if (open.Failed)
        {
            return Result<ActualSheet>.Fail(open.Errors);
        }

        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleAsync(cancellation);
        return new ActualSheet(cycleId, [.. template.Indicators.Where(i => i.NeedsActual)]);
    }

    public Indicator? Find(string key) => Indicators.FirstOrDefault(i => i.Key == key);

    /// <summary>By key or by name in either language.</summary>
    public Indicator? FindByWord(string word) => Find(word) ?? Indicators.FirstOrDefault(i =>
        string.Equals(i.Key, word, StringComparison.OrdinalIgnoreCase)
        || string.Equals(i.Name.En, word, StringComparison.OrdinalIgnoreCase)
        || string.Equals(i.Name.Zh, word, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Faults of entering and importing actual values.</summary>
public static class ActualErrors
{
    public static readonly Error UnknownIndicator = new("Cycles", "UnknownIndicator");
    public static readonly Error UnknownParticipant = new("Cycles", "UnknownParticipant");
    public static readonly Error NoNumberColumn = new("Cycles", "NoNumberColumn");
    public static readonly Error NoIndicatorColumn = new("Cycles", "NoIndicatorColumn");
    public static readonly Error ValueTwice = new("Cycles", "ValueTwice");
    public static readonly Error ValueMissing = new("Cycles", "ValueMissing");
}
