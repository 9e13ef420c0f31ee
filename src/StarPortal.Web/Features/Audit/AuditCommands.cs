using System.CommandLine;

namespace StarPortal.Web.Features.Audit;

internal static class AuditCommands
{
    public static Command Create() => new("audit", "The audit trail.");
}
