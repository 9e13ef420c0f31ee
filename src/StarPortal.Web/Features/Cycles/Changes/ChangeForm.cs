using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Setup;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What becomes of the manager review.</summary>
public enum HandOverChoice
{
    Now,
    AfterCutOff,
    KeepEarlier,
}

/// <summary>A decision while somebody fills it in. Times are by the clock of the cycle's zone.</summary>
public sealed class ChangeForm
{
    public List<int> EmployeeIds { get; set; } = [];

    public DifferenceKind? Difference { get; set; }

    public string Reason { get; set; } = "";

    public HandOverChoice HandOver { get; set; }

    /// <summary>The new manager of a single person; null for nobody, 0 while the text means nobody in particular.</summary>
    public int? ManagerId { get; set; } = 0;

    public DateTime? CutOff { get; set; }

    public DateTime? OwnEnd { get; set; }

    public DateOnly? LeftOn { get; set; }

    public bool Department { get; set; }

    public bool Position { get; set; }

    public DateTime? SelfUntil { get; set; }

    public DateTime? PeersUntil { get; set; }

    public DateTime? ManagerUntil { get; set; }

    public List<Choice> Colleagues { get; } = [];

    public List<Choice> Joining { get; } = [];

    /// <summary>Fills in what most often holds.</summary>
    public void Begin(ChangeAction action, ChangePreview? preview)
    {
        if (preview is null)
        {
            return;
        }

        if (preview.People is [var single])
        {
            var person = single.Person;
            ManagerId = person.ManagerNowId != person.ManagerId ? person.ManagerNowId : 0;
            LeftOn = person.LeaveDate;
            Department = person.Department != person.DepartmentNow;
            Position = person.JobTitle != person.JobTitleNow || person.Level != person.LevelNow;
        }
        else
        {
            Department = Difference is null or DifferenceKind.Department;
            Position = Difference is null or DifferenceKind.Position;
        }

        LeftOn ??= action == ChangeAction.Left ? preview.Today : null;
        CutOff = preview.ProposedCutOff;
        OwnEnd = ManagerUntil = preview.Proposed(PhaseKind.ManagerReview);
        SelfUntil = preview.Proposed(PhaseKind.SelfReview);
        PeersUntil = preview.Proposed(PhaseKind.PeerReview);
    }

    /// <summary>Who gets which manager.</summary>
    public IReadOnlyList<(PersonFacts Person, int? To)> Managers(ChangePreview preview) =>
        [.. preview.People.Where(p => p.Person.ParticipantId is not null).Select(p => (p.Person, preview.People.Count == 1 ? ManagerId : p.Person.ManagerNowId))];
}
