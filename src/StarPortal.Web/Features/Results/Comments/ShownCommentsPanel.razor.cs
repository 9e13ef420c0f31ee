using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Results.Comments;

/// <summary>The comments of one result, for HR.</summary>
public sealed partial class ShownCommentsPanel
{
    private const int ShortText = 60;

    private int chosen = -1;
    private string reason = "";
    private string done = "";
    private bool busy;
    private IReadOnlyList<Error> errors = [];

    [Parameter, EditorRequired]
    public ResultView View { get; set; } = null!;

    /// <summary>What the result shows is different now.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [PersistentState]
    public IReadOnlyList<HiddenShownComment>? Hidden { get; set; }

    [Inject]
    private ShownCommentQueries Queries { get; set; } = null!;

    [Inject]
    private HideShownComment Hide { get; set; } = null!;

    [Inject]
    private RestoreShownComment Restore { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private IReadOnlyList<(ShownTexts Shown, string Text)> Choices => [.. View.Feedback.Texts.SelectMany(s => s.Texts.Distinct(StringComparer.Ordinal).Select(t => (s, t)))];

    protected override async Task OnInitializedAsync() => Hidden ??= await ReadAsync();

    private static string Name((ShownTexts Shown, string Text) choice) => ResultLabels.Fill(
        ResultsText.HideOption, ResultLabels.Local(choice.Shown.Item), ResultLabels.Of(choice.Shown.From), choice.Text.Length <= ShortText ? choice.Text : $"{choice.Text[..ShortText]}…");

    private async Task<IReadOnlyList<HiddenShownComment>> ReadAsync() =>
        await Queries.HiddenAsync(View.ParticipantId, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task HideAsync()
    {
        var (shown, text) = Choices[chosen];
        await DoAsync(
            actor => Hide.RunAsync(new HideShownCommentCommand(View.ParticipantId, shown.ItemKey, shown.From, text, reason), actor, CancellationToken.None), ResultsText.HideDone);
    }

    private Task RestoreAsync(HiddenShownComment comment) => DoAsync(
        actor => Restore.RunAsync(new RestoreShownCommentCommand(View.ParticipantId, comment.ItemKey, comment.From, comment.Text), actor, CancellationToken.None), ResultsText.HiddenRestored);

    private async Task DoAsync(Func<Actor, Task<Result>> work, string said)
    {
        busy = true;
        try
        {
            var result = await work(await Actors.CurrentAsync());
            errors = result.Errors;
            done = "";
            if (result.Succeeded)
            {
                (done, chosen, reason) = (said, -1, "");
            }

            Hidden = await ReadAsync();
        }
        finally
        {
            busy = false;
        }

        await Changed.InvokeAsync();
    }
}
