using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Feedback.Notes;

public sealed partial class NewNotePage
{
    private static readonly Dictionary<string, string> Blank = new()
    {
        ["to"] = "",
        ["kind"] = nameof(NoteKind.Praise),
        ["visibility"] = nameof(NoteVisibility.Recipient),
        ["indicator"] = "",
        ["situation"] = "",
        ["behaviour"] = "",
        ["impact"] = "",
        ["followup"] = "",
    };

    private RecipientView? recipient;
    private bool missing;

    /// <summary>Somebody to write to.</summary>
    [SupplyParameterFromQuery]
    public int? To { get; set; }

    /// <summary>The request that is answered.</summary>
    [SupplyParameterFromQuery]
    public int? Request { get; set; }

    [PersistentState]
    public RequestView? View { get; set; }

    [Inject]
    private NoteQueries Queries { get; set; } = null!;

    [Inject]
    private SendNote Send { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Key => Request is { } request ? $"note:request:{request}" : To is { } to ? $"note:to:{to}" : "note:new";

    protected override async Task OnInitializedAsync()
    {
        if (Request is { } id)
        {
            View ??= await Queries.RequestAsync(id, await Actors.CurrentAsync(), CancellationToken.None);
            missing = View is null;
            if (missing)
            {
                Navigation.NotFound();
            }
        }
    }

    private async Task<Result> SendAsync(KeptForm form)
    {
        var shared = View is { MustShare: true } || (recipient?.Manager is not null && form["visibility"] == nameof(NoteVisibility.RecipientAndManager));
        var content = new NoteContent(
            form["situation"], form["behaviour"], form["impact"],
            Enum.TryParse<NoteKind>(form["kind"], out var kind) ? kind : NoteKind.Praise,
            shared ? NoteVisibility.RecipientAndManager : NoteVisibility.Recipient,
            form["indicator"],
            DateOnly.TryParseExact(form["followup"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);
        return await Send.RunAsync(new(recipient?.Id, content, Request, recipient?.ManagerId, form.Key, form.Version), await Actors.CurrentAsync(), CancellationToken.None);
    }
}
