using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Stars.Standing;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Entitlements;

public enum EntitlementStep
{
    Prepare,
    SendBack,
    Release,
    Correct,
    TakeAllBack,
    Discard,
}

public sealed partial class EntitlementSteps
{
    private IReadOnlyList<Error> errors = [];
    private EntitlementStep? asking;
    private string reason = "";
    private bool working;

    [Parameter, EditorRequired]
    public EntitlementCycle Cycle { get; set; } = null!;

    [Parameter, EditorRequired]
    public EntitlementHead List { get; set; } = null!;

    [Parameter]
    public int Lines { get; set; }

    /// <summary>Number of the list to be shown next.</summary>
    [Parameter]
    public EventCallback<int> Done { get; set; }

    [Inject]
    private PrepareEntitlements Prepare { get; set; } = null!;

    [Inject]
    private SendBackEntitlements SendBack { get; set; } = null!;

    [Inject]
    private ReleaseEntitlements Release { get; set; } = null!;

    [Inject]
    private CorrectEntitlements Correct { get; set; } = null!;

    [Inject]
    private DiscardEntitlements Discard { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private bool IsOpenElsewhere => Cycle.Lists.Any(l => l.State is EntitlementState.Draft or EntitlementState.Prepared);

    private IEnumerable<EntitlementStep> Steps => List.State switch
    {
        EntitlementState.Draft => List.IsCorrection ? [EntitlementStep.Discard, EntitlementStep.Prepare] : [EntitlementStep.Prepare],
        EntitlementState.Prepared => Waiting(),
        EntitlementState.Released when !IsOpenElsewhere => [EntitlementStep.Correct, EntitlementStep.TakeAllBack],
        _ => [],
    };

    private IEnumerable<EntitlementStep> Waiting()
    {
        if (List.IsCorrection)
        {
            yield return EntitlementStep.Discard;
        }

        yield return EntitlementStep.SendBack;
        if (!List.PreparedByMe)
        {
            yield return EntitlementStep.Release;
        }
    }

    private string Explanation => List.State switch
    {
        EntitlementState.Draft => List.IsCorrection ? EntitlementText.CorrectionHint : EntitlementText.DraftHint,
        EntitlementState.Prepared => List.PreparedByMe ? EntitlementText.PreparedByMeHint : EntitlementText.PreparedHint,
        EntitlementState.Released => EntitlementText.ReleasedHint,
        _ => EntitlementText.DiscardedHint,
    };

    private static bool NeedsReason(EntitlementStep step) => step is not (EntitlementStep.Prepare or EntitlementStep.Release);

    private static string Name(EntitlementStep step) => step switch
    {
        EntitlementStep.Prepare => EntitlementText.Step_Prepare,
        EntitlementStep.SendBack => EntitlementText.Step_SendBack,
        EntitlementStep.Release => EntitlementText.Step_Release,
        EntitlementStep.Correct => EntitlementText.Step_Correct,
        EntitlementStep.TakeAllBack => EntitlementText.Step_TakeAllBack,
        _ => EntitlementText.Step_Discard,
    };

    private string Question(EntitlementStep step) => StandingWords.Fill(
        step switch
        {
            EntitlementStep.Prepare => EntitlementText.Ask_Prepare,
            EntitlementStep.SendBack => EntitlementText.Ask_SendBack,
            EntitlementStep.Release => EntitlementText.Ask_Release,
            EntitlementStep.Correct => EntitlementText.Ask_Correct,
            EntitlementStep.TakeAllBack => EntitlementText.Ask_TakeAllBack,
            _ => EntitlementText.Ask_Discard,
        },
        Formats.Count(Lines));

    private string FileHref(string kind) => $"/cycles/{Cycle.CycleId}/entitlements/{List.Number}.{kind}";

    private void Ask(EntitlementStep step) => (asking, reason, errors) = (step, "", []);

    private async Task CarryOutAsync()
    {
        working = true;
        var actor = await Actors.CurrentAsync();
        var number = List.Number;
        Result result;
        switch (asking)
        {
            case EntitlementStep.Prepare:
                result = await Prepare.RunAsync(List.Id, List.Version, actor, CancellationToken.None);
                break;
            case EntitlementStep.SendBack:
                result = await SendBack.RunAsync(List.Id, List.Version, reason, actor, CancellationToken.None);
                break;
            case EntitlementStep.Release:
                result = await Release.RunAsync(List.Id, List.Version, actor, CancellationToken.None);
                break;
            case EntitlementStep.Discard:
                result = await Discard.RunAsync(List.Id, List.Version, reason, actor, CancellationToken.None);
                break;
            default:
                var begun = await Correct.RunAsync(Cycle.CycleId, reason, asking == EntitlementStep.TakeAllBack, actor, CancellationToken.None);
                number = begun.Succeeded ? begun.Value : number;
                result = begun;
                break;
        }

        (errors, working) = (result.Errors, false);
        if (result.Succeeded)
        {
            asking = null;
            await Done.InvokeAsync(number);
        }
    }
}
