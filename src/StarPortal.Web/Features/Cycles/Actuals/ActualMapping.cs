using StarPortal.Domain;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>What a column of a file of actual values is.</summary>
public enum ActualColumnUse
{
    None,
    Number,
    Indicator,
    Value,
    Source,
    Note,

    /// <summary>Values of one indicator, named by its key.</summary>
    ValuesOf,
}

/// <param name="Key">Of the indicator, for <see cref="ActualColumnUse.ValuesOf"/> only.</param>
public sealed record ActualColumnRole(ActualColumnUse Use, string Key = "")
{
    public static ActualColumnRole Nothing { get; } = new(ActualColumnUse.None);
}

/// <summary>
/// Which column of a file is what. Two forms are read: a line per value (number, indicator, value), or a line per
/// participant with a column per indicator. Source and note may stand beside either.
/// </summary>
public sealed record ActualMapping(IReadOnlyList<ActualColumnRole> Columns)
{
    private static readonly (ActualColumnUse Use, string[] Words)[] Known =
    [
        (ActualColumnUse.Number, SheetColumns.PersonNumber),
        (ActualColumnUse.Indicator, ["indicator", "indicator key", "metric", "指标", "指标名称", "指标编码"]),
        (ActualColumnUse.Value, ["value", "actual", "actual value", "值", "实际值", "数值"]),
        (ActualColumnUse.Source, ["source", "data source", "来源", "数据来源"]),
        (ActualColumnUse.Note, ["note", "remark", "comment", "reason", "备注", "说明", "原因"]),
    ];

    public bool IsLong => Place(ActualColumnUse.Indicator) >= 0 && Place(ActualColumnUse.Value) >= 0;

    /// <summary>By the words that people head columns with, and by what this person chose for the same words before.</summary>
    internal static ActualMapping Guess(IReadOnlyList<string> header, ActualSheet sheet, IReadOnlyDictionary<string, ActualColumnRole>? remembered)
    {
        var roles = new List<ActualColumnRole>();
        foreach (var heading in header.Select(h => h.Trim()))
        {
            var role = remembered?.GetValueOrDefault(heading) is { } kept && (kept.Use != ActualColumnUse.ValuesOf || sheet.Find(kept.Key) is not null)
                ? kept
                : OfWords(heading, sheet);
            // the second column of the same use is left for the person to decide
            roles.Add(role.Use != ActualColumnUse.None && roles.Contains(role) ? ActualColumnRole.Nothing : role);
        }

        return new ActualMapping(roles);
    }

    public int Place(ActualColumnUse use)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Use == use)
            {
                return i;
            }
        }

        return -1;
    }

    public ActualMapping With(int column, ActualColumnRole role) => new([.. Columns.Select((r, i) => i == column ? role : r)]);

    public Result Check()
    {
        var errors = new List<Error>();
        if (Place(ActualColumnUse.Number) < 0)
        {
            errors.Add(ActualErrors.NoNumberColumn);
        }

        if (!IsLong && Place(ActualColumnUse.ValuesOf) < 0)
        {
            errors.Add(ActualErrors.NoIndicatorColumn);
        }

        errors.AddRange(Columns.Where(c => c.Use != ActualColumnUse.None).GroupBy(c => c).Where(g => g.Count() > 1)
            .Select(g => ActualErrors.ColumnTwice.With(g.Key.Use == ActualColumnUse.ValuesOf ? g.Key.Key : g.Key.Use)));
        return Result.Fail(errors);
    }

    private static ActualColumnRole OfWords(string heading, ActualSheet sheet)
    {
        foreach (var (use, words) in Known)
        {
            if (words.Contains(heading, StringComparer.OrdinalIgnoreCase))
            {
                return new ActualColumnRole(use);
            }
        }

        return heading.Length > 0 && sheet.FindByWord(heading) is { } indicator ? new ActualColumnRole(ActualColumnUse.ValuesOf, indicator.Key) : ActualColumnRole.Nothing;
    }
}
