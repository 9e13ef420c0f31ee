using System.Globalization;
using StarPortal.Domain;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Actuals;

// Keeping what was typed in a cell.
public sealed partial class ActualMatrix
{
    /// <returns>False when what was typed could not be kept: the cell stays open.</returns>
    private Task<bool> KeepAsync() => keeping is { IsCompleted: false } ? keeping : keeping = KeepNowAsync();

    private async Task<bool> KeepNowAsync()
    {
        var (row, column) = (Rows[editing!.Value.Row], Columns[editing.Value.Column]);
        if (text.Trim() == before && present is null)
        {
            editing = null;
            return true;
        }

        var old = row.Values.FirstOrDefault(v => v.IndicatorKey == column.Key);
        var source = Source.Length > 0 ? Source : old?.Source ?? CycleWords.Of(column.Source);
        var actor = await Actors.CurrentAsync();
        var saved = await Set.RunAsync(new ActualEntry(row.ParticipantId, column.Key, text, source, Note, version), CultureInfo.CurrentCulture, actor, CancellationToken.None);
        error = saved.Failed ? saved.Error : null;
        if (saved.Failed && !saved.Error.Is(SharedErrors.ChangedElsewhere))
        {
            return false;
        }

        var fresh = await Queries.RowAsync(CycleId, row.ParticipantId, actor, CancellationToken.None);
        if (saved.Failed)
        {
            // somebody else was faster: both values are seen, and saving once more is a decision
            var theirs = fresh?.Values.FirstOrDefault(v => v.IndicatorKey == column.Key);
            version = theirs?.Version;
            present = theirs is null ? CyclesText.Missing : $"{Formats.Number(theirs.Value)} ({Origin(theirs)})";
            error = null;
        }
        else
        {
            (editing, present) = (null, null);
        }

        if (fresh is not null)
        {
            await Written.InvokeAsync(fresh);
        }

        return saved.Succeeded;
    }
}
