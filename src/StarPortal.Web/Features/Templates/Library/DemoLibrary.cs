using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Templates.Library;

/// <summary>The demo company's templates take their indicators from the library, so it has to be there first, however the company is made.</summary>
internal sealed class DemoLibrary(InstallGeneralIndicators install) : IDemoPart
{
    public int Order => 25;

    public Task SeedAsync(DemoRequest request, CancellationToken cancellation) => install.InstallAsync(cancellation);
}
