using System.CommandLine;

namespace StarPortal.Web.Features.Identity;

internal static class UserCommands
{
    public static Command Create() => new("user", "Creates accounts, resets passwords, gives roles.");
}
