using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Results;

/// <summary>Words for the domain's enumerations, and figures put into sentences.</summary>
internal static class ResultLabels
{
    public static string Of(Source source) => source switch
    {
        Source.Data => ResultsText.Source_Data,
        Source.Self => ResultsText.Source_Self,
        Source.Manager => ResultsText.Source_Manager,
        Source.Peer => ResultsText.Source_Peer,
        Source.Report => ResultsText.Source_Report,
        Source.CrossTeam => ResultsText.Source_CrossTeam,
        Source.Customer => ResultsText.Source_Customer,
        _ => ResultsText.Source_Colleagues,
    };

    public static string Of(ResultVersionKind kind) => kind switch
    {
        ResultVersionKind.Computed => ResultsText.Kind_Computed,
        ResultVersionKind.Calibrated => ResultsText.Kind_Calibrated,
        _ => ResultsText.Kind_Appealed,
    };

    public static string Of(ResultRowState state) => state switch
    {
        ResultRowState.NotComputed => ResultsText.State_NotComputed,
        ResultRowState.InsufficientData => ResultsText.State_InsufficientData,
        _ => ResultsText.State_Computed,
    };

    public static string Of(MissingKind kind) => kind switch
    {
        MissingKind.Actual => ResultsText.MissingKind_Actual,
        MissingKind.Review => ResultsText.MissingKind_Review,
        MissingKind.Group => ResultsText.MissingKind_Group,
        _ => ResultsText.MissingKind_Total,
    };

    public static string Of(ReviewState state) => state switch
    {
        ReviewState.NotStarted => ResultsText.ReviewState_NotStarted,
        ReviewState.Draft => ResultsText.ReviewState_Draft,
        ReviewState.Reopened => ResultsText.ReviewState_Reopened,
        ReviewState.Declined => ResultsText.ReviewState_Declined,
        _ => ResultsText.ReviewState_Missed,
    };

    /// <summary>Why a part has no score; empty when it has one.</summary>
    public static string Of(LeftOut why, int threshold) => why switch
    {
        LeftOut.NoActual => ResultsText.LeftOut_NoActual,
        LeftOut.NoRating => ResultsText.LeftOut_NoRating,
        LeftOut.UnderThreshold => Fill(ResultsText.LeftOut_UnderThreshold, threshold),
        LeftOut.Exempted => ResultsText.LeftOut_Exempted,
        LeftOut.NothingInside => ResultsText.LeftOut_NothingInside,
        _ => "",
    };

    /// <summary>What stands beside an indicator's figures: that they are the participant's own, and why there is no score.</summary>
    public static string Note(IndicatorScore indicator, int threshold) =>
        string.Join(" · ", Personal(indicator).Append(Of(indicator.LeftOut, threshold)).Where(n => n.Length > 0));

    /// <summary>What stands beside a source's figures: the actual value, how many ratings, or why there is none.</summary>
    public static string Note(SourceScore source, int threshold) => source switch
    {
        { LeftOut: not LeftOut.No } => Of(source.LeftOut, threshold),
        { Actual: { } actual } => Fill(ResultsText.ActualLine, Formats.Number(actual), source.Unit).TrimEnd(),
        _ => string.Join(" · ", Parts(source)),
    };

    public static string Of(MissingInput missing, int threshold) => missing.Kind switch
    {
        MissingKind.Actual => Fill(ResultsText.Missing_Actual, Local(missing.Indicator!)),
        MissingKind.Review => Fill(ResultsText.Missing_Review, Of(missing.Group!.Value), Of(missing.State!.Value)),
        MissingKind.Group => Fill(ResultsText.Missing_Group, Of(missing.Group!.Value), threshold),
        _ => ResultsText.Missing_Total,
    };

    public static string Local(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    public static string Fill(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    public static string Period(DateOnly start, DateOnly end) => Fill(ResultsText.PeriodLine, Formats.Day(start), Formats.Day(end));

    private static IEnumerable<string> Personal(IndicatorScore indicator)
    {
        if (indicator.Personal is { } goal && goal.Target is { } target && goal.TemplateTarget is { } templates && target != templates)
        {
            yield return Fill(ResultsText.PersonalTarget, Formats.Number(target), Formats.Number(templates));
        }

        if (indicator.Personal is { } own && own.TemplateWeight != indicator.Weight)
        {
            yield return Fill(ResultsText.PersonalWeight, Formats.Percent(indicator.Weight), Formats.Percent(own.TemplateWeight));
        }
    }

    private static IEnumerable<string> Parts(SourceScore source)
    {
        if (ResultVisibility.IsGroup(source.Source) && source.Count is { } count)
        {
            yield return Fill(ResultsText.MeanOf, count);
        }

        if (source.Share == 0)
        {
            yield return ResultsText.ShareZero;
        }
    }
}
