using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>The data indicators of a cycle that a person may enter values of now.</summary>
internal sealed record ActualSheet(int CycleId, IReadOnlyList<Indicator> Indicators, ActualScope Scope)
{
    /// <summary>Refused while values cannot be entered.</summary>
    public static async Task<Result<ActualSheet>> LoadAsync(PortalDbContext db, int cycleId, Actor actor, CancellationToken cancellation)
    {
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId)
            .Select(c => new { c.TemplateVersionId }).SingleOrDefaultAsync(cancellation);
        if (cycle is null || await ActualScope.OfAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return CycleErrors.NotFound;
        }

        var open = await db.CheckActualWindowAsync(cycleId, cancellation);
        if (open.Failed)
        {
            return Result<ActualSheet>.Fail(open.Errors);
        }

        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleAsync(cancellation);
        return new ActualSheet(cycleId, [.. template.Indicators.Where(i => i.NeedsActual && scope.Has(i.Key))], scope);
    }

    public Indicator? Find(string key) => Indicators.FirstOrDefault(i => i.Key == key);

    /// <summary>By key or by name in either language.</summary>
    public Indicator? FindByWord(string word) => Find(word) ?? Indicators.FirstOrDefault(i => Is(i, word));

    public static bool Is(Indicator indicator, string word) =>
        string.Equals(indicator.Key, word, StringComparison.OrdinalIgnoreCase)
        || string.Equals(indicator.Name.En, word, StringComparison.OrdinalIgnoreCase)
        || string.Equals(indicator.Name.Zh, word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Faults of entering and importing actual values.</summary>
public static class ActualErrors
{
    public static readonly Error UnknownIndicator = new("Cycles", "UnknownIndicator");
    public static readonly Error UnknownParticipant = new("Cycles", "UnknownParticipant");
    public static readonly Error NoNumberColumn = new("Cycles", "NoNumberColumn");
    public static readonly Error NoIndicatorColumn = new("Cycles", "NoIndicatorColumn");

    /// <summary>{0} the column's use that was chosen twice.</summary>
    public static readonly Error ColumnTwice = new("Cycles", "ColumnTwice");
    public static readonly Error ValueTwice = new("Cycles", "ValueTwice");
    public static readonly Error ValueMissing = new("Cycles", "ValueMissing");

    /// <summary>{0} the cell's text.</summary>
    public static readonly Error Formula = new("Cycles", "ActualFormula");

    /// <summary>{0} the cell's text.</summary>
    public static readonly Error DateNotNumber = new("Cycles", "ActualDate");

    /// <summary>A pasted block is {0} rows high and {1} columns wide; {2} rows and {3} columns are there.</summary>
    public static readonly Error BlockTooLarge = new("Cycles", "ActualBlockTooLarge");
    public static readonly Error NothingPasted = new("Cycles", "ActualNothingPasted");
    public static readonly Error OwnValue = new("Cycles", "ActualOwnValue");
}
