using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>References go one way: Web → Data.* → Data → Domain; Domain stands alone.</summary>
public sealed partial class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["StarPortal.Domain"] = [],
        ["StarPortal.Data"] = ["StarPortal.Domain"],
        ["StarPortal.Data.Sqlite"] = ["StarPortal.Data"],
        ["StarPortal.Data.Postgres"] = ["StarPortal.Data"],
        ["StarPortal.Web"] = ["StarPortal.Data.Sqlite", "StarPortal.Data.Postgres"],
    };

    [Fact]
    public void Projects_ReferenceOnlyWhatIsBelowThem()
    {
        var projects = SourceTree.Files("src", ".csproj");
        Assert.Equal(Allowed.Keys.Order(), projects.Select(p => Path.GetFileNameWithoutExtension(p.Name)).Order());
        foreach (var project in projects)
        {
            var references = XDocument.Parse(project.Text).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Equal(Allowed[Path.GetFileNameWithoutExtension(project.Name)].Order(), references.Order());
        }
    }

    [Fact]
    public void Domain_HasNoPackageAndNoFramework()
    {
        var project = XDocument.Parse(SourceTree.Files("src/StarPortal.Domain", ".csproj").Single().Text);

        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
        Assert.Empty(project.Descendants("ProjectReference"));
    }

    [Fact]
    public void Domain_KnowsNoClockNoInputAndNoOutput()
    {
        var files = SourceTree.Files("src/StarPortal.Domain", ".cs");

        Rule.Holds(files.Where(f => Impure().IsMatch(f.Code)).Select(f => $"{f}: {Impure().Match(f.Code).Value}"));
        Assert.Contains(files, f => f.Code.Contains("DateTime now", StringComparison.Ordinal));
    }

    [Fact]
    public void Source_HoldsNoLeftovers()
    {
        var files = SourceTree.Files("src", ".cs", ".razor", ".css", ".js");

        Rule.Holds(files.Where(f => Leftover().IsMatch(f.Text)).Select(f => $"{f}: {Leftover().Match(f.Text).Value}"));
    }

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Utc)?Now|DateTime\.Today|Stopwatch|TimeProvider|Task(?=<|\.|\s+\w+\()|Stream|HttpClient|Guid\.NewGuid|(File|Directory|Console|Environment|Random|Thread)(?=\.[A-Z])|Path(?=\.(Combine|Get|Join)))\b")]
    private static partial Regex Impure();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Leftover();
}
