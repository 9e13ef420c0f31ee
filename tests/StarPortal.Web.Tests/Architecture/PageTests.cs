using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace StarPortal.Web.Tests.Architecture;

/// <summary>Pages are closed by default, and each says who may come in.</summary>
public sealed partial class PageTests
{
    /// <summary>The only pages for people who are not signed in.</summary>
    private static readonly string[] Open =
    [
        "SignInPage", "CodePage", "ForgotPage", "LinkPage", "SetUpPage", "ErrorPage", "NotFoundPage", "VerifyPage", "PublicFeedbackPage", "UnsubscribePage",
    ];

    /// <summary>Pages for everybody who is signed in; all others name a policy.</summary>
    private static readonly string[] SignedIn =
    [
        "HomePage", "PeoplePage", "OrganisationPage", "EmployeePage", "CriteriaPage", "ProgrammeCriteriaPage", "ExemptionsPage", "AdjustmentsPage", "MyAccountPage", "PasswordPage", "SecondFactorPage",
        "ObjectivesPage", "ObjectivePage", "KeyResultPage", "GoalSheetPage",
    ];

    private static IReadOnlyList<Type> Pages { get; } = [.. typeof(Program).Assembly.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any())];

    [Fact]
    public void Pages_NameAPolicyUnlessListed()
    {
        Assert.True(Pages.Count >= 10);
        var anonymous = Pages.Where(p => p.GetCustomAttributes<AllowAnonymousAttribute>().Any()).Select(p => p.Name).ToList();
        var unnamed = Pages.Where(p => !p.GetCustomAttributes<AuthorizeAttribute>().Any(a => a.Policy is not null)).Select(p => p.Name).Except(anonymous).ToList();

        Rule.Holds(anonymous.Except(Open));
        Rule.Holds(unnamed.Except(SignedIn));
    }

    [Fact]
    public void Pages_AreClosedByDefault()
    {
        var imports = SourceTree.Files("src/StarPortal.Web", "_Imports.razor");

        Assert.Contains(imports, f => f.Path == "src/StarPortal.Web/_Imports.razor" && f.Text.Contains("@attribute [Authorize]", StringComparison.Ordinal));
        Assert.All(Pages, p => Assert.NotEmpty(p.GetCustomAttributes<AuthorizeAttribute>()));
    }

    [Fact]
    public void Pages_EndInPageAndHaveATitle()
    {
        Assert.All(Pages, p => Assert.EndsWith("Page", p.Name, StringComparison.Ordinal));
        var files = SourceTree.Files("src/StarPortal.Web", "Page.razor").Where(f => f.Text.Contains("@page \"", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, f => !f.Text.Contains("<PageTitle>", StringComparison.Ordinal) && !f.Text.Contains("<NotFoundBody", StringComparison.Ordinal));
    }

    [Fact]
    public void Components_EndTheirWorkWithoutTakingItsTokenAway()
    {
        // what still comes back to a page that is left asks for the token: of a disposed source that is a fault, shown on the next page
        var files = SourceTree.Files("src/StarPortal.Web", ".razor.cs").Concat(SourceTree.Files("src/StarPortal.Web", ".razor")).ToList();

        Rule.Holds(files.Where(f => f.Text.Contains("gone.Dispose()", StringComparison.Ordinal)).Select(f => f.Path));
    }

    [Fact]
    public void Files_AreChosenInFieldsThatListen()
    {
        // the framework's own field can be used before the browser listens to it: what is chosen then is never read
        var files = SourceTree.Files("src/StarPortal.Web", ".razor").ToList();

        Assert.Contains(files, f => f.Text.Contains("<FileField ", StringComparison.Ordinal));
        Rule.Holds(files.Where(f => f.Text.Contains("<InputFile", StringComparison.Ordinal) || f.Text.Contains("type=\"file\"", StringComparison.Ordinal)).Select(f => f.Path));
    }

    [Fact]
    public void Forms_ThatPostCarryAToken()
    {
        var forms = SourceTree.Files("src/StarPortal.Web", ".razor").SelectMany(f => PostForm().Matches(f.Text).Select(m => (File: f, Form: m.Value))).ToList();
        Assert.NotEmpty(forms);

        Rule.Holds(forms.Where(f => !f.Form.Contains("<AntiforgeryToken", StringComparison.Ordinal)).Select(f => f.File.Path));
    }

    [Fact]
    public void Components_HoldNoInlineScript()
    {
        var files = SourceTree.Files("src/StarPortal.Web", ".razor");

        Assert.DoesNotContain(files, f => InlineScript().IsMatch(f.Text) || f.Text.Contains("javascript:", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex PostForm();

    // a script element without a source, or an event handler that is not Blazor's
    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>|\\son[a-z]+=\"")]
    private static partial Regex InlineScript();
}
