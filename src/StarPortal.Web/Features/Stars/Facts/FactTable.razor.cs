using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Stars;
using StarWords = StarPortal.Web.Shared.Stars.StarWords;

namespace StarPortal.Web.Features.Stars.Facts;

public sealed partial class FactTable
{
    private readonly StarWords words = StarWords.For(StarNames.None);
    private IReadOnlyList<Error> errors = [];
    private string reason = "";
    private bool withdrawing;
    private int open;
    private int asked;
    private int failed;

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<FactRow> Rows { get; set; } = [];

    [Parameter]
    public bool WithPerson { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private DecideFact Decide { get; set; } = null!;

    [Inject]
    private WithdrawFact Withdrawal { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private static string Tag(StarFactState state) => state switch
    {
        StarFactState.Approved => "tag good",
        StarFactState.Proposed => "tag warn",
        StarFactState.Rejected => "tag bad",
        _ => "tag",
    };

    private string Name(FactRow row) => row.Person.Length > 0 ? $"{row.Person}, {words.Of(row.Title)}" : words.Of(row.Title);

    private string Who(FactRow row) => row.DecidedBy is { } by
        ? string.Format(CultureInfo.CurrentCulture, FactsText.DecidedBy, by, Formats.Moment(row.DecidedAt))
        : string.Format(CultureInfo.CurrentCulture, FactsText.ProposedBy, row.ProposedBy, Formats.Moment(row.ProposedAt));

    private void Ask(FactRow row, bool withdraw) => (asked, withdrawing, reason) = (row.Id, withdraw, "");

    private Task ApproveAsync(FactRow row) => RunAsync(row, async actor => await Decide.RunAsync(new(row.Id, true, "", row.Version), actor, CancellationToken.None));

    private Task AnswerAsync(FactRow row) => RunAsync(row, async actor => withdrawing
        ? await Withdrawal.RunAsync(new(row.Id, reason, row.Version), actor, CancellationToken.None)
        : await Decide.RunAsync(new(row.Id, false, reason, row.Version), actor, CancellationToken.None));

    private async Task RunAsync(FactRow row, Func<Actor, Task<Result>> work)
    {
        errors = (await work(await Actors.CurrentAsync())).Errors;
        failed = errors.Count > 0 ? row.Id : 0;
        if (errors.Count == 0)
        {
            asked = 0;
            await Changed.InvokeAsync();
        }
    }
}
