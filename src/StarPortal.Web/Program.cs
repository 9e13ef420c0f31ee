using StarPortal.Web.Shared.CommandLine;

return await PortalCommandLine.RunAsync(args);

public partial class Program;
