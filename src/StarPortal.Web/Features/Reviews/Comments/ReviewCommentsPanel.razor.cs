using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.Comments;

/// <summary>The hidden comments of one review.</summary>
public sealed partial class ReviewCommentsPanel
{
    private const int ShortText = 60;

    private string chosen = "";
    private string reason = "";
    private string done = "";
    private bool busy;
    private IReadOnlyList<Error> errors = [];

    [Parameter, EditorRequired]
    public ReviewView View { get; set; } = null!;

    [PersistentState]
    public ReviewComments? Comments { get; set; }

    [Inject]
    private ReviewCommentQueries Queries { get; set; } = null!;

    [Inject]
    private HideComment Hide { get; set; } = null!;

    [Inject]
    private RestoreComment Restore { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private List<AnswerContent> Hideable =>
        [.. View.Answers.Where(a => !string.IsNullOrWhiteSpace(a.Text) && Comments!.Hidden.All(h => h.ItemKey != a.ItemKey))];

    protected override async Task OnInitializedAsync() => Comments ??= await ReadAsync();

    private static string Text(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private static string Short(string text) => text.Length <= ShortText ? text : $"{text[..ShortText]}…";

    private async Task<ReviewComments> ReadAsync() => await Queries.ForAsync(View.Id, await Actors.CurrentAsync(), CancellationToken.None);

    private string NameOf(string key) =>
        View.Sections.SelectMany(s => s.Items).FirstOrDefault(i => i.Key == key)?.Name ?? View.Questions.FirstOrDefault(q => q.Key == key)?.Text ?? key;

    private async Task HideAsync() =>
        await DoAsync(async actor => await Hide.RunAsync(new HideCommentCommand(View.Id, chosen, reason), actor, CancellationToken.None), ReviewsText.HideDone);

    private async Task RestoreAsync(HiddenCommentRow hidden) =>
        await DoAsync(async actor => await Restore.RunAsync(new RestoreCommentCommand(View.Id, hidden.ItemKey, hidden.Version), actor, CancellationToken.None), ReviewsText.HiddenRestored);

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
                (done, chosen, reason) = (said, "", "");
            }

            Comments = await ReadAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
