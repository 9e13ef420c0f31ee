using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reports;

namespace StarPortal.Web.Features.Analytics;

internal sealed record ProgressPhase(PhaseKind Kind, PhaseState State, DateTime OpensAt, DateTime ClosesAt);

/// <param name="Name">With those above it.</param>
/// <param name="Depth">1 for the highest departments.</param>
internal sealed record DepartmentProgress(string Name, int Depth, int Asked, int Submitted, int Open, int Late)
{
    public int? Percent => Asked == 0 ? null : (int)((long)Submitted * 100 / Asked);
}

/// <summary>How far a cycle has come, for HR.</summary>
/// <param name="Computed">Participants with a computed result.</param>
/// <param name="ActualsAsked">Actual values that data indicators ask for.</param>
internal sealed record ProgressReport(
    ReportCycle Cycle, DateTime At, int Participants, int Computed, int ActualsAsked, int ActualsEntered,
    IReadOnlyList<ProgressPhase> Phases, IReadOnlyList<Participation> Reviews, IReadOnlyList<DepartmentProgress> Departments)
{
    /// <summary>As it is read in the current language.</summary>
    public Report Write(string company) => new(
        ReportWords.Fill(AnalyticsText.ProgressTitle, Cycle.Name),
        $"progress-report-{At:yyyy-MM-dd}-{Cycle.Id}",
        company,
        [
            new(AnalyticsText.Fact_Cycle, Cycle.Name),
            new(AnalyticsText.Fact_Period, ReportWords.Period(Cycle.PeriodStart, Cycle.PeriodEnd)),
            new(AnalyticsText.Fact_At, ReportWords.Local(At, Cycle.TimeZone)),
            new(AnalyticsText.Fact_Participants, Formats.Count(Participants)),
            new(AnalyticsText.Fact_Actuals, ReportWords.Fill(AnalyticsText.OfAll, Formats.Count(ActualsEntered), Formats.Count(ActualsAsked))),
            new(AnalyticsText.Fact_Computed, ReportWords.Fill(AnalyticsText.OfAll, Formats.Count(Computed), Formats.Count(Participants))),
        ],
        [
            new(AnalyticsText.PhasesTitle, ReportWords.Fill(AnalyticsText.PhasesSentence, Cycle.TimeZone), Phases.Count == 0 ? [] : [PhaseTable()], AnalyticsText.PhasesNone),
            new(AnalyticsText.ReviewsTitle, AnalyticsText.ReviewsSentence, Reviews.Count == 0 ? [] : [ReportWords.Participation(Reviews)], AnalyticsText.ReviewsNone),
            new(AnalyticsText.ProgressDepartmentsTitle, "", Departments.Count == 0 ? [] : [DepartmentTable()], AnalyticsText.ReviewsNone),
        ]);

    private ReportTable PhaseTable() => new(
        AnalyticsText.PhasesCaption,
        [new(AnalyticsText.Col_Phase), new(AnalyticsText.Col_State), new(AnalyticsText.Col_Opens), new(AnalyticsText.Col_Closes)],
        [
            .. Phases.Select(p => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(ReportWords.Of(p.Kind)), ReportCell.Of(ReportWords.Of(p.State)), ReportCell.Of(ReportWords.Local(p.OpensAt, Cycle.TimeZone)), ReportCell.Of(ReportWords.Local(p.ClosesAt, Cycle.TimeZone)),
            ]),
        ]);

    private ReportTable DepartmentTable() => new(
        AnalyticsText.ProgressDepartmentsCaption,
        [new(AnalyticsText.Col_Department), new(AnalyticsText.Col_Asked, true), new(AnalyticsText.Col_Submitted, true), new(AnalyticsText.Col_Open, true), new(AnalyticsText.Col_Late, true), new(AnalyticsText.Col_Percent, true)],
        [
            .. Departments.Select(d => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(d.Name), ReportCell.Count(d.Asked), ReportCell.Count(d.Submitted), ReportCell.Count(d.Open), ReportCell.Count(d.Late), ReportCell.Percent(d.Percent),
            ]),
        ],
        ReportChart.Bars,
        5,
        100,
        ReportWords.Upper([.. Departments.Select(d => d.Depth)]));
}
