using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Shared.Reviews;

public enum AssignmentKind
{
    Colleagues,
    DirectReports,
    CrossTeam,
}

public sealed partial class AssignmentForm
{
    private readonly string id = $"assign-{Guid.NewGuid():N}";
    private AssignmentKind kind;
    private int count = 4;
    private int seed = 1;
    private bool elsewhere = true;
    private bool bothWays;
    private bool busy;
    private string name = "";
    private IReadOnlyList<PersonChoice> members = [];
    private IReadOnlyList<PersonChoice> subjects = [];
    private AssignmentPreview? preview;

    /// <summary>What the rule would give; null when it may not be asked.</summary>
    [Parameter, EditorRequired]
    public Func<AssignmentRule, Task<AssignmentPreview?>> Preview { get; set; } = null!;

    /// <summary>Carries the rule out.</summary>
    [Parameter, EditorRequired]
    public Func<AssignmentRule, Task> Apply { get; set; } = null!;

    [Parameter, EditorRequired]
    public Func<string, Task<IReadOnlyList<PersonChoice>>> Find { get; set; } = null!;

    /// <summary>What follows from assigning, said above the button.</summary>
    [Parameter, EditorRequired]
    public string Follows { get; set; } = "";

    [Parameter]
    public IReadOnlyList<AssignmentKind> Kinds { get; set; } = Enum.GetValues<AssignmentKind>();

    private string Explained => kind switch
    {
        AssignmentKind.Colleagues => AssignmentText.ColleaguesHint,
        AssignmentKind.DirectReports => AssignmentText.DirectReportsHint,
        _ => AssignmentText.CrossTeamHint,
    };

    private bool IsComplete => kind != AssignmentKind.CrossTeam || (members.Count > 0 && (subjects.Count > 0 || members.Count > 1));

    private AssignmentRule Rule => kind switch
    {
        AssignmentKind.Colleagues => new AssignmentRule.Colleagues(count, seed, elsewhere),
        AssignmentKind.DirectReports => new AssignmentRule.DirectReports(),
        _ => new AssignmentRule.CrossTeam(name.Trim(), [.. members.Select(m => m.Id)], [.. subjects.Select(s => s.Id)], bothWays),
    };

    protected override void OnInitialized() => kind = Kinds[0];

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static string Word(AssignmentKind each) => each switch
    {
        AssignmentKind.Colleagues => AssignmentText.Colleagues,
        AssignmentKind.DirectReports => AssignmentText.DirectReports,
        _ => AssignmentText.CrossTeam,
    };

    private string Id(string part) => $"{id}-{part}";

    /// <summary>The preview is of a rule that is no longer the one on the screen.</summary>
    private void Forget() => preview = null;

    private async Task PreviewAsync()
    {
        busy = true;
        preview = await Preview(Rule);
        busy = false;
    }

    private async Task ApplyAsync()
    {
        busy = true;
        await Apply(Rule);
        (busy, preview) = (false, null);
    }
}
