using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Company;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Tests.Documents;

public sealed class SaveCompanyTests
{
    private static readonly CompanyBrand Named = CompanyBrand.Default with { Name = new LocalText("Star Company", "星辰公司") };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_NameAndPictures_AreKeptWithWhoChangedWhat(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);

        Assert.True((await portal.Get<SaveCompany>().RunAsync(new CompanyCommand(Named, Picture("red"), Picture("blue"), null), Actors.Hr, Stop)).Succeeded);

        var view = (await portal.Get<CompanyQueries>().FindAsync(Actors.Administrator, Stop))!;
        Assert.Equal((new LocalText("Star Company", "星辰公司"), "Helen HR", portal.Now), (view.Brand.Name, view.ChangedBy, view.ChangedAt));
        var look = (await portal.Get<CompanyQueries>().LookAsync(Actors.Hr, Stop))!;
        Assert.StartsWith("data:image/png;base64,", look.Logo!.Uri, StringComparison.Ordinal);
        Assert.NotEqual(look.Logo.Uri, look.Seal!.Uri);
        await using var db = portal.Open();
        var entry = await db.AuditEntries.SingleAsync(a => a.Action == "Documents.CompanyChanged", Stop);
        Assert.Contains("Star Company", entry.Details, StringComparison.Ordinal);
        Assert.DoesNotContain("accent", entry.Details, StringComparison.Ordinal);

        // the logo is taken away, the seal stays; the picture itself is kept for papers that have it
        Assert.True((await portal.Get<SaveCompany>().RunAsync(new CompanyCommand(view.Brand with { LogoId = null }, null, null, view.Version), Actors.Hr, Stop)).Succeeded);
        look = (await portal.Get<CompanyQueries>().LookAsync(Actors.Hr, Stop))!;
        Assert.Null(look.Logo);
        Assert.NotNull(look.Seal);
        Assert.Equal(2, await db.BrandImages.CountAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_OnAnOlderVersion_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var save = portal.Get<SaveCompany>();

        var first = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => Task.Run(() => save.RunAsync(new CompanyCommand(Named with { Address = LocalText.Same($"Street {n}") }, null, null, null), Actors.Hr, Stop), Stop)));
        Assert.Single(first, r => r.Succeeded);
        Assert.All(first.Where(r => r.Failed), r => Assert.True(r.Error.Is(SharedErrors.ChangedElsewhere)));

        var seen = (await portal.Get<CompanyQueries>().FindAsync(Actors.Hr, Stop))!;
        Assert.True((await save.RunAsync(new CompanyCommand(Named, null, null, seen.Version), Actors.Administrator, Stop)).Succeeded);
        Assert.True((await save.RunAsync(new CompanyCommand(CompanyBrand.Default, null, null, seen.Version), Actors.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_Paper_IsWhatReportsArePrintedOn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        Assert.Equal(PaperSize.A4, await portal.Get<CompanyPaper>().ReadAsync(null, Stop));

        Assert.True((await portal.Get<SaveCompany>().RunAsync(new CompanyCommand(Named with { Paper = PaperSize.Letter }, null, null, null), Actors.Hr, Stop)).Succeeded);

        Assert.Equal(PaperSize.Letter, (await portal.Get<CompanyQueries>().FindAsync(Actors.Hr, Stop))!.Brand.Paper);
        Assert.Equal(PaperSize.Letter, await portal.Get<CompanyPaper>().ReadAsync(null, Stop));
        Assert.Equal(PaperSize.A4, await portal.Get<CompanyPaper>().ReadAsync(PaperSize.A4, Stop));
        await using var db = portal.Open();
        Assert.Contains("paper: A4 → Letter", (await db.AuditEntries.SingleAsync(Stop)).Details, StringComparison.Ordinal);
        // the page sends back what it was given
        var form = new CompanyForm();
        form.Fill(Named with { Paper = PaperSize.Letter });
        Assert.Equal(PaperSize.Letter, form.Brand.Paper);
    }

    [Fact]
    public async Task Save_BadInput_ChangesNothingAndSaysEveryFault()
    {
        await using var portal = await TestPortal.CreateAsync();
        var bad = Named with { Accent = "#ffffff", Wording = CertificateWording.Default with { Body = LocalText.Same("{nonsense}") } };

        var saved = await portal.Get<SaveCompany>().RunAsync(new CompanyCommand(bad, "<svg/>"u8.ToArray(), null, null), Actors.Hr, Stop);

        Assert.All((string[])["ImageKind", "AccentTooPale", "PlaceholderUnknown", "PlaceholderMissing"], c => Assert.Contains(saved.Errors, e => e.Code == c));
        Assert.Null((await portal.Get<CompanyQueries>().FindAsync(Actors.Hr, Stop))!.Version);
        await using var db = portal.Open();
        Assert.Equal((0, 0), (await db.BrandImages.CountAsync(Stop), await db.AuditEntries.CountAsync(Stop)));
    }

    [Fact]
    public async Task Save_SomebodyElsesPicture_IsNotTaken()
    {
        await using var portal = await TestPortal.CreateAsync();
        Assert.True((await portal.Get<SaveCompany>().RunAsync(new CompanyCommand(Named with { LogoId = 4711 }, null, null, null), Actors.Hr, Stop)).Succeeded);

        Assert.Null((await portal.Get<CompanyQueries>().FindAsync(Actors.Hr, Stop))!.Brand.LogoId);
    }

    [Fact]
    public async Task Settings_AreForHrAndAdministrators()
    {
        await using var portal = await TestPortal.CreateAsync();
        var employee = Actors.Of(await portal.AddEmployeeAsync("Emil"));

        Assert.Null(await portal.Get<CompanyQueries>().FindAsync(employee, Stop));
        Assert.Null(await portal.Get<CompanyQueries>().LookAsync(employee, Stop));
        Assert.True((await portal.Get<SaveCompany>().RunAsync(new CompanyCommand(Named, null, null, null), employee, Stop)).Error.Is(SharedErrors.NotAllowed));
    }

    // QR codes are the pictures at hand
    private static byte[] Picture(string text)
    {
        using var data = QRCoder.QRCodeGenerator.GenerateQrCode(text, QRCoder.QRCodeGenerator.ECCLevel.M);
        using var png = new QRCoder.PngByteQRCode(data);
        return png.GetGraphic(4);
    }
}
