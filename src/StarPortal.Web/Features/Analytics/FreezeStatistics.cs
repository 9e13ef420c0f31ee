using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Analytics;

/// <summary>Closing a cycle freezes its figures: only what may be shown to anybody is kept. Reopening supersedes them.</summary>
internal sealed class FreezeStatistics : IClosingStep
{
    private const string Rated = "Rated";

    public int Order => 70;

    public string Name => "Statistics";

    public string Label => AnalyticsText.CloseStep;

    public string CountLabel(string count) => count == Rated ? AnalyticsText.CloseCount_Rated : AnalyticsText.CloseCount_Superseded;

    public async Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var rated = await db.ParticipantResults.CountAsync(r => r.CycleId == cycleId && r.CurrentTotal != null, cancellation);
        return [ReportWords.Fill(AnalyticsText.CloseFreezes, Formats.Count(rated))];
    }

    public Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync<CycleFigures>(
        async db => await CycleFigureReader.ReadAsync(db, closing.CycleId, cancellation) ?? CycleFigures.Nothing,
        async (db, figures) =>
        {
            db.CycleStatistics.Add(new CycleStatistics(closing.CycleId, closing.Round, figures, closing.Now));
            await db.SaveChangesAsync(cancellation);
            return ClosingCounts.Of((Rated, figures.Rated));
        },
        cancellation);

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync(
        async db =>
        {
            var frozen = await db.CycleStatistics.Where(s => s.CycleId == closing.CycleId && s.Round == closing.Round && s.SupersededAt == null).ToListAsync(cancellation);
            frozen.ForEach(s => s.Supersede(closing.Now));
            await db.SaveChangesAsync(cancellation);
            return ClosingCounts.Of(("Superseded", frozen.Count));
        },
        cancellation);
}
