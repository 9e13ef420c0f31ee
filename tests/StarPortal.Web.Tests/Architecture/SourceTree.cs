using System.Text.RegularExpressions;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>The source as text: what reflection cannot see.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Files under a folder of the repository, by extension; never none, so that no rule passes by looking at nothing.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder, params string[] extensions)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(f => extensions.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Where(f => !Generated().IsMatch(f))
            .Select(f => new SourceFile(Path.GetRelativePath(Root, f).Replace('\\', '/')))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(files);
        return files;
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

    [GeneratedRegex(@"[\\/](bin|obj|Migrations)[\\/]")]
    private static partial Regex Generated();
}

internal sealed partial record SourceFile(string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(SourceTree.Root, Path));

    /// <summary>The text without comments and string contents.</summary>
    public string Code => Strings().Replace(Comments().Replace(Text, ""), "\"\"");

    /// <summary>The text without comments.</summary>
    public string Uncommented => Comments().Replace(Text, "");

    /// <summary>The folder word below Features, Domain or Data; empty outside of one.</summary>
    public string Feature => FeatureFolder().Match(Path) is { Success: true } m ? m.Groups[1].Value : "";

    public override string ToString() => Path;

    [GeneratedRegex(@"^src/StarPortal\.(?:Web/Features|Domain|Data)/([A-Za-z]+)/")]
    private static partial Regex FeatureFolder();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"", RegexOptions.Singleline)]
    private static partial Regex Strings();
}

internal static class Rule
{
    /// <summary>Says every fault at once, whole.</summary>
    public static void Holds(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, $"{all.Count} faults:\n{string.Join('\n', all)}");
    }
}
