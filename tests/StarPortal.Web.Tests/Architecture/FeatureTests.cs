using System.Text.RegularExpressions;
using StarPortal.Domain;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>Features share the domain's words and read tables; they do not call one another.</summary>
public sealed partial class FeatureTests
{
    /// <summary>What a feature may use of another: the whole list of exceptions.</summary>
    private static readonly Dictionary<string, string[]> Shared = new()
    {
        // who acts, and the names of the doors
        ["Identity"] = ["ActorProvider", "Policies", "AccountClaims", "IdentityModule", "PortalLinks"],
        // choosing a person
        ["People"] = ["PersonPicker", "PersonRow", "PeopleQueries"],
        // work that goes on when the page is left
        ["Jobs"] = ["ILongTaskHandler", "IRecurringJob", "JobReport", "LongTaskView", "LongTaskProgress", "LongTaskSignal", "PassingFaults", "TaskProgress"],
        // what an action of the trail is called
        ["Audit"] = ["AuditLabels"],
        // printing
        ["Documents"] = ["IDocumentPrinter", "DocumentRenderer", "DocumentFrame", "ChromiumLocator", "BatchArchive", "BatchItem", "BatchOutcome", "ReportFiles", "FileName", "PrintedFile"],
    };

    private static readonly string[] Composition = ["src/StarPortal.Web/Shared/Hosting/", "src/StarPortal.Web/Shared/CommandLine/"];

    [Fact]
    public void Features_UseOfOneAnotherOnlyWhatIsListed()
    {
        var types = typeof(Program).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("StarPortal.Web.Features.", StringComparison.Ordinal) == true && !t.IsNested && !t.Name.StartsWith('<'))
            .Select(t => (Feature: t.Namespace!.Split('.')[3], Name: t.Name.Split('`')[0]))
            .ToList();
        Assert.True(types.Select(t => t.Feature).Distinct().Count() >= 8);
        var faults = new List<string>();
        foreach (var file in SourceTree.Files("src/StarPortal.Web/Features", ".cs", ".razor"))
        {
            var code = file.Code;
            var imported = Import().Matches(code).Select(m => m.Groups[1].Value).ToHashSet();
            if (file.Name.EndsWith(".razor", StringComparison.Ordinal))
            {
                imported.Add("Identity");
            }

            imported.Remove(file.Feature);
            var words = Word().Matches(code).Select(m => m.Value).ToHashSet();
            var own = types.Where(t => t.Feature == file.Feature).Select(t => t.Name).ToHashSet();
            faults.AddRange(types
                .Where(t => imported.Contains(t.Feature) && words.Contains(t.Name) && !own.Contains(t.Name))
                .Where(t => !Shared.GetValueOrDefault(t.Feature, []).Contains(t.Name))
                .Select(t => $"{file} uses {t.Feature}.{t.Name}"));
            faults.AddRange(imported.Where(i => !Shared.ContainsKey(i)).Select(i => $"{file} imports {i}"));
        }

        Rule.Holds(faults);
    }

    [Fact]
    public void Shared_KnowsNoFeatureButForPuttingTheProgramTogether()
    {
        var files = SourceTree.Files("src/StarPortal.Web/Shared", ".cs", ".razor").Where(f => !Composition.Any(c => f.Path.StartsWith(c, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(files);

        Rule.Holds(files.SelectMany(f => Import().Matches(f.Code).Select(m => m.Groups[1].Value).Where(i => i != "Identity").Select(i => $"{f} imports {i}")));
    }

    [Fact]
    public void Components_NeverNameTheDatabase()
    {
        var files = SourceTree.Files("src/StarPortal.Web", ".razor", ".razor.cs");

        Rule.Holds(files.Where(f => Database().IsMatch(f.Code)).Select(f => $"{f}: {Database().Match(f.Code).Value}"));
    }

    [Fact]
    public void UseCases_AreOneToAFileNamedAfterThem()
    {
        var cases = typeof(Program).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("StarPortal.Web.Features.", StringComparison.Ordinal) == true && t.GetMethods().Any(m => m.Name == "RunAsync" && m.GetParameters().Any(p => p.ParameterType == typeof(Actor))))
            .ToList();
        Assert.True(cases.Count >= 10);
        var files = SourceTree.Files("src/StarPortal.Web/Features", ".cs");
        foreach (var type in cases)
        {
            var feature = type.Namespace!.Split('.')[3];
            Assert.Contains(files, f => f.Feature == feature && f.Name == $"{type.Name}.cs");
            Assert.All(type.GetMethods().Where(m => m.Name == "RunAsync"), m => Assert.True(typeof(Task).IsAssignableFrom(m.ReturnType), $"{type.Name}.RunAsync answers no task"));
        }

        var perFile = files.Select(f => (f, Count: cases.Count(c => f.Feature == c.Namespace!.Split('.')[3] && Regex.IsMatch(f.Code, $@"\bclass {c.Name}\b")))).Where(x => x.Count > 1);
        Rule.Holds(perFile.Select(x => x.f.Path));
    }

    [Fact]
    public void Modules_ArePresentForEveryFeatureFolder()
    {
        var folders = Directory.GetDirectories(Path.Combine(SourceTree.Root, "src/StarPortal.Web/Features")).Select(Path.GetFileName).ToList();
        Assert.NotEmpty(folders);

        Assert.All(folders, f => Assert.True(File.Exists(Path.Combine(SourceTree.Root, $"src/StarPortal.Web/Features/{f}/{f}Module.cs")), $"{f} has no module"));
    }

    [GeneratedRegex(@"StarPortal\.Web\.Features\.([A-Za-z]+)")]
    private static partial Regex Import();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(PortalDbContext|IDbContextFactory|DbContext|StarPortal\.Data(?!\.Identity))\b")]
    private static partial Regex Database();
}
