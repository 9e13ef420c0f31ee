using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using QRCoder;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>Switching one's own second factor on and off, and new recovery codes.</summary>
public sealed partial class SecondFactorPage
{
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<string>? codes;
    private OwnAccountView view = null!;
    private string sealedSecret = "";
    private string key = "";
    private string qr = "";

    [SupplyParameterFromForm(FormName = "enable")]
    private EnableForm? Enable { get; set; }

    [SupplyParameterFromForm(FormName = "change")]
    private ChangeForm? Change { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private AccountQueries Queries { get; set; } = null!;

    [Inject]
    private ChangeSecondFactor ChangeSecondFactor { get; set; } = null!;

    [Inject]
    private SecondFactor SecondFactor { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        view = await Queries.OwnAsync(await Actors.CurrentAsync(Http.RequestAborted), Http.RequestAborted);
        if (!view.SecondFactor)
        {
            // after a wrong code the same secret is shown again: the app already has it
            Show(SecondFactor.Unseal(Enable?.Sealed) ?? Totp.NewSecret());
        }
    }

    private async Task EnableAsync()
    {
        var actor = await Actors.CurrentAsync(Http.RequestAborted);
        if (SecondFactor.Unseal(Enable?.Sealed) is not { } secret)
        {
            errors = [IdentityErrors.CodeWrong];
            return;
        }

        var result = await ChangeSecondFactor.EnableAsync(secret, Enable?.Code ?? "", actor, Http.RequestAborted);
        await FinishAsync(result, result.Succeeded ? result.Value : null, actor);
    }

    private async Task ChangeAsync()
    {
        var actor = await Actors.CurrentAsync(Http.RequestAborted);
        var password = Change?.Present ?? "";
        if (Change?.What == "codes")
        {
            var renewed = await ChangeSecondFactor.RenewCodesAsync(password, actor, Http.RequestAborted);
            await FinishAsync(renewed, renewed.Succeeded ? renewed.Value : null, actor);
            return;
        }

        var off = await ChangeSecondFactor.DisableAsync(password, actor, Http.RequestAborted);
        await FinishAsync(off, null, actor);
        if (off.Succeeded)
        {
            Navigation.NavigateTo("/account?done=factor-off");
        }
    }

    private async Task FinishAsync(Result result, string[]? shown, Actor actor)
    {
        errors = result.Errors;
        if (result.Succeeded)
        {
            codes = shown;
            await Sessions.RenewAsync(Http, actor.AccountId, Http.RequestAborted);
        }
    }

    private void Show(byte[] secret)
    {
        sealedSecret = SecondFactor.Seal(secret);
        key = string.Join(' ', Totp.ToBase32(secret).Chunk(4).Select(c => new string(c)));
        var issuer = Uri.EscapeDataString(Options.Value.CompanyName);
        var address = string.Create(CultureInfo.InvariantCulture, $"otpauth://totp/{issuer}:{Uri.EscapeDataString(view.Email)}?secret={Totp.ToBase32(secret)}&issuer={issuer}");
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        qr = "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(6));
    }

    private sealed class EnableForm
    {
        public string? Sealed { get; set; }

        public string? Code { get; set; }
    }

    private sealed class ChangeForm
    {
        public string? Present { get; set; }

        public string? What { get; set; }
    }
}
