using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Shared.Evidence;

public sealed partial class EvidenceList
{
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<EvidenceView>? files;
    private EvidenceOwner? shown;
    private ElementReference reasonBox;
    private bool mayChange;
    private bool focusReason;
    private int? removing;
    private int? percent;
    private int uploads;
    private string reason = "";
    private string uploading = "";
    private string uploaded = "";

    [Parameter, EditorRequired]
    public EvidenceOwner Owner { get; set; } = null!;

    /// <summary>False hides adding and taking away even from who might.</summary>
    [Parameter]
    public bool CanAdd { get; set; } = true;

    /// <summary>A file was added or taken away.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private EvidenceStore Store { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private int Present => files?.Count(f => f.RemovedAt is null) ?? 0;

    protected override async Task OnParametersSetAsync()
    {
        if (shown != Owner)
        {
            shown = Owner;
            (errors, uploaded, removing) = ([], "", null);
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusReason)
        {
            focusReason = false;
            await reasonBox.FocusAsync();
        }
    }

    private string Field(string name) => $"evidence-{Owner.Kind}-{Owner.Id}-{name}";

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync();
        files = await Store.ListAsync(Owner, actor, CancellationToken.None);
        mayChange = CanAdd && await Store.CanChangeAsync(Owner, actor, CancellationToken.None);
    }

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        (errors, uploaded) = ([], "");
        var faults = new List<Error>();
        if (chosen.FileCount > EvidenceFile.MostPerOwner - Present)
        {
            errors = [EvidenceErrors.TooMany.With(EvidenceFile.MostPerOwner)];
            uploads++;
            return;
        }

        foreach (var file in chosen.GetMultipleFiles(EvidenceFile.MostPerOwner))
        {
            faults.AddRange((await UploadOneAsync(file)).Errors);
        }

        percent = null;
        errors = faults;
        // a fresh input: the same file can be chosen once more
        uploads++;
        await LoadAsync();
        await Changed.InvokeAsync();
    }

    private async Task<Result> UploadOneAsync(IBrowserFile file)
    {
        uploading = file.Name;
        percent = 0;
        if (file.Size > EvidenceFile.LargestFile)
        {
            return EvidenceErrors.TooLarge.With(file.Name, EvidenceFile.LargestFile / 1024 / 1024);
        }

        using var content = new MemoryStream();
        await using (var stream = file.OpenReadStream(EvidenceFile.LargestFile))
        {
            var buffer = new byte[128 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
                var now = (int)(content.Length * 100 / Math.Max(1, file.Size));
                if (now >= percent + 5)
                {
                    percent = now;
                    StateHasChanged();
                }
            }
        }

        content.Position = 0;
        var saved = await Store.SaveAsync(content, file.Name, Owner, await Actors.CurrentAsync(), CancellationToken.None);
        uploaded = saved.Succeeded ? file.Name : uploaded;
        return saved;
    }

    private void BeginRemoving(EvidenceView file)
    {
        (removing, reason, errors) = (file.Id, "", []);
        focusReason = true;
    }

    private async Task RemoveAsync(EvidenceView file)
    {
        var removed = await Store.RemoveAsync(file.Id, file.Version, reason, await Actors.CurrentAsync(), CancellationToken.None);
        errors = removed.Errors;
        if (removed.Succeeded)
        {
            removing = null;
            await Changed.InvokeAsync();
        }

        await LoadAsync();
    }

    private static class Labels
    {
        public static string Hint => Text(SharedText.EvidenceHint, EvidenceFile.LargestFile / 1024 / 1024, EvidenceFile.MostPerOwner);

        public static string Type(EvidenceType type) => type.ToString().ToUpperInvariant();

        public static string Size(int bytes) => bytes < 1024 * 1024
            ? Text(SharedText.EvidenceKilobytes, Formats.Number(Math.Max(1, decimal.Round(bytes / 1024m))))
            : Text(SharedText.EvidenceMegabytes, Formats.Number(decimal.Round(bytes / 1024m / 1024m, 1)));

        public static string Remove(EvidenceView file) => Text(SharedText.EvidenceRemove, file.Name);

        public static string Removed(EvidenceView file, Formats formats) => Text(SharedText.EvidenceRemoved, file.RemovedBy, formats.Moment(file.RemovedAt), file.RemovalReason);

        public static string Uploading(string name, int percent) => Text(SharedText.EvidenceUploading, name, percent);

        public static string Uploaded(string name) => Text(SharedText.EvidenceUploaded, name);

        private static string Text(string format, params object[] values) => string.Format(System.Globalization.CultureInfo.CurrentCulture, format, values);
    }
}
