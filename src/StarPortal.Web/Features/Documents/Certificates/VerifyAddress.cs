using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Where a paper is checked, as it is printed: a whole address that holds outside the portal.</summary>
public sealed class VerifyAddress(PortalLinks links)
{
    /// <summary>The page that asks for a code.</summary>
    public string Page => links.Absolute("/verify");

    public string Of(string code) => $"{Page}/{CertificateCode.Printed(code)}";
}
