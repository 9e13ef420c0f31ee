using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>A list as a file for payroll: one row per line, the same columns in the same order in every language.</summary>
internal static class EntitlementSheet
{
    public static SheetContent Of(EntitlementCycle cycle, EntitlementHead list, IEnumerable<EntitlementRow> rows, Formats formats)
    {
        // said in every row: a part of the file that is cut out and passed on says it too
        var state = list.IsReleased
            ? string.Format(CultureInfo.CurrentCulture, EntitlementText.FileReleased, formats.Moment(list.ReleasedAt))
            : EntitlementText.FileNotReleased;
        return new SheetContent(
            cycle.Cycle,
            [
                EntitlementText.Col_State, EntitlementText.Col_Cycle, EntitlementText.Col_Programme, EntitlementText.Col_ProgrammeVersion, EntitlementText.Col_List,
                EntitlementText.Col_Line, EntitlementText.Col_Kind, EntitlementText.Col_Reverses, EntitlementText.Col_Number, EntitlementText.Col_Name,
                EntitlementText.Col_Department, EntitlementText.Col_Stars, EntitlementText.Col_Level, EntitlementText.Col_Amount, EntitlementText.Col_Currency,
                EntitlementText.Col_Percent, EntitlementText.Col_Gift, EntitlementText.Col_Honour, EntitlementText.Col_Development, EntitlementText.Col_Note,
            ],
            rows.Select(r => (IReadOnlyList<object?>)
            [
                state, cycle.Cycle, Local(cycle.Programme), cycle.ProgrammeVersion, list.Number,
                r.Id, EntitlementLabels.Of(r.Kind), r.ReversesLineId == 0 ? null : r.ReversesLineId, r.Number, r.Name,
                r.Department, r.Level, Local(r.LevelName), Plain(r.Amount), r.Currency,
                Plain(r.SalaryPercent), Local(r.Gift), Local(r.Honour), Local(r.Development), r.Note,
            ]));
    }

    public static string FileName(EntitlementCycle cycle, EntitlementHead list, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"entitlements-{cycle.CycleId}-{list.Number}{(list.IsReleased ? "" : "-not-released")}.{kind}");

    // without the zeros that a database pads a number with
    private static object? Plain(decimal? value) => value is { } number ? number / 1.0000000000000000000000000000m : null;

    private static string Local(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);
}

/// <summary>Words for the domain's enumerations.</summary>
internal static class EntitlementLabels
{
    public static string Of(EntitlementLineKind kind) => kind == EntitlementLineKind.Grant ? EntitlementText.Kind_Grant : EntitlementText.Kind_Reversal;

    public static string Of(EntitlementState state) => state switch
    {
        EntitlementState.Draft => StarsText.EntitlementState_Draft,
        EntitlementState.Prepared => StarsText.EntitlementState_Prepared,
        EntitlementState.Released => StarsText.EntitlementState_Released,
        _ => StarsText.EntitlementState_Discarded,
    };

    public static string Tag(EntitlementState state) => state switch
    {
        EntitlementState.Released => "tag good",
        EntitlementState.Prepared => "tag warn",
        _ => "tag",
    };
}
