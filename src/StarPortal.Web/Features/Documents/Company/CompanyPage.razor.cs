using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Documents.Company;

/// <summary>What documents say of the company and what certificates look like, with the paper in sight.</summary>
public sealed partial class CompanyPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private readonly CompanyForm form = new();
    private IReadOnlyList<Error> errors = [];
    private CertificateLook? kept;
    private CertificateModel? model;
    private byte[]? newLogo;
    private byte[]? newSeal;
    private bool saving;
    private bool saved;

    [PersistentState]
    public CompanyView? View { get; set; }

    [Inject]
    private CompanyQueries Queries { get; set; } = null!;

    [Inject]
    private SaveCompany Save { get; set; } = null!;

    [Inject]
    private IDocumentPrinter Printer { get; set; } = null!;

    [Inject]
    private VerifyAddress Verify { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private LookImage? LogoShown => newLogo is null ? form.LogoId is null ? null : kept?.Logo : Picture(newLogo);

    private LookImage? SealShown => newSeal is null ? form.SealId is null ? null : kept?.Seal : Picture(newSeal);

    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
        }

        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        form.Fill(View.Brand);
        // pictures are too large to be handed over from prerendering: only the page in use loads and shows them
        if (RendererInfo.IsInteractive)
        {
            kept = await Queries.LookAsync(await Actors.CurrentAsync(gone.Token), gone.Token);
            Show();
        }
    }

    private async Task LoadAsync() => View = await Queries.FindAsync(await Actors.CurrentAsync(gone.Token), gone.Token);

    private async Task ReloadAsync()
    {
        (errors, newLogo, newSeal, saved) = ([], null, null, false);
        await LoadAsync();
        form.Fill(View!.Brand);
        kept = await Queries.LookAsync(await Actors.CurrentAsync(gone.Token), gone.Token);
        Show();
    }

    private void Show()
    {
        saved = false;
        var brand = form.Brand;
        var look = new CertificateLook(0, brand.Name.IsEmpty ? brand with { Name = LocalText.Same(View!.ConfiguredName) } : brand, LogoShown, SealShown);
        model = Specimen.Of(look, form.Languages, DateOnly.FromDateTime(Formats.ToLocal(Formats.Now)), Verify.Page);
    }

    private void SetLogo(byte[]? image)
    {
        (newLogo, form.LogoId) = (image, image is null ? null : form.LogoId);
        Show();
    }

    private void SetSeal(byte[]? image)
    {
        (newSeal, form.SealId) = (image, image is null ? null : form.SealId);
        Show();
    }

    private void Pick(ChangeEventArgs change)
    {
        form.Accent = change.Value as string ?? "";
        Show();
    }

    private void UseDefaultWording()
    {
        form.FillWording(CertificateWording.Default);
        Show();
    }

    private async Task SaveAsync()
    {
        saving = true;
        try
        {
            var result = await Save.RunAsync(new CompanyCommand(form.Brand, newLogo, newSeal, View!.Version), await Actors.CurrentAsync(gone.Token), gone.Token);
            errors = result.Errors;
            if (result.Succeeded)
            {
                await ReloadAsync();
                saved = true;
            }
        }
        finally
        {
            saving = false;
        }
    }

    // checked when it was chosen
    private LookImage? Picture(byte[] content) => BrandImage.Read(content, Formats.Now) is { Succeeded: true, Value: var image } ? LookImage.Of(image) : null;
}
