namespace StarPortal.E2E;

/// <summary>Places in the tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Where traces, screenshots and logs of failed tests are kept.</summary>
    public static string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "e2e")).FullName;

    /// <summary>The program as it was built beside these tests.</summary>
    public static string Program
    {
        get
        {
            var output = Path.GetRelativePath(Path.Combine(Root, "tests", "StarPortal.E2E"), AppContext.BaseDirectory);
            return Path.Combine(Root, "src", "StarPortal.Web", output, "StarPortal.Web.dll");
        }
    }

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "StarPortal.sln")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the source tree.");
        }

        return at.FullName;
    }
}
