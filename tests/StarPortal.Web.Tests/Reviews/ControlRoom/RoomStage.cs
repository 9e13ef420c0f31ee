using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.ControlRoom;
using StarPortal.Web.Tests.Cycles;

namespace StarPortal.Web.Tests.Reviews.ControlRoom;

/// <summary>
/// A running cycle with two teams: Ann leads five in Operations, Bob three in Sales, and Helen of HR takes part herself. Everybody
/// of Ann's team is reviewed by the four others, nobody of Bob's by more than two.
/// </summary>
public sealed class RoomStage : IAsyncDisposable
{
    private RoomStage(TestPortal portal) => Portal = portal;

    public TestPortal Portal { get; }

    public int CycleId { get; private set; }

    public Employee Ann { get; private set; } = null!;

    public Employee Bob { get; private set; } = null!;

    public Employee Helen { get; private set; } = null!;

    public List<Employee> AnnsTeam { get; } = [];

    public List<Employee> BobsTeam { get; } = [];

    /// <summary>HR who takes part.</summary>
    public Actor Hr => Actors.Of(Helen, Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<RoomStage> CreateAsync(Provider provider)
    {
        var stage = new RoomStage(await TestPortal.CreateAsync(provider));
        try
        {
            await stage.FillAsync();
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }

        return stage;
    }

    internal async Task<RoomCycle> RoomAsync() => (await Portal.Get<RoomCycles>().FindAsync(CycleId, Hr, Stop))!;

    public async Task<Participant> ParticipantAsync(Employee employee)
    {
        await using var db = Portal.Open();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.CycleId == CycleId && p.EmployeeId == employee.Id, Stop);
    }

    public async Task<int> ReviewAsync(Employee reviewer, Employee subject)
    {
        await using var db = Portal.Open();
        return await db.Reviews.Where(r => r.CycleId == CycleId && r.ReviewerId == reviewer.Id && r.SubjectId == subject.Id).Select(r => r.Id).SingleAsync(Stop);
    }

    public async Task SetAsync(Employee reviewer, Employee subject, ReviewState state, DateTime? closesAt = null, int? rating = null)
    {
        var id = await ReviewAsync(reviewer, subject);
        var submitted = state == ReviewState.Submitted ? Portal.Now : (DateTime?)null;
        await using var db = Portal.Open();
        await db.WriteAsync(
            () => db.Reviews.Where(r => r.Id == id).ExecuteUpdateAsync(
                s => s.SetProperty(r => r.State, state).SetProperty(r => r.ClosesAt, closesAt).SetProperty(r => r.SubmittedAt, submitted).SetProperty(r => r.SavedAt, Portal.Now), Stop),
            Stop);
        if (rating is { } points)
        {
            db.ReviewAnswers.Add(new ReviewAnswer(id, new AnswerContent("care", points, false, "")));
            await db.SaveChangesAsync(Stop);
        }
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();

    private async Task FillAsync()
    {
        Helen = await Portal.AddEmployeeAsync("Helen HR", department: "People");
        Ann = await Portal.AddEmployeeAsync("Ann Lead", department: "Operations");
        Bob = await Portal.AddEmployeeAsync("Bob Lead", department: "Sales");
        for (var i = 1; i <= 5; i++)
        {
            AnnsTeam.Add(await Portal.AddEmployeeAsync($"Oscar {i}", Ann, "Operations"));
        }

        for (var i = 1; i <= 3; i++)
        {
            BobsTeam.Add(await Portal.AddEmployeeAsync($"Sam {i}", Bob, "Sales"));
        }

        CycleId = await Portal.RunningAsync();
        await using var db = Portal.Open();
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == CycleId).ToDictionaryAsync(p => p.EmployeeId, p => p.Id, Stop);
        void Ask(Employee reviewer, Employee subject, Relationship relationship) =>
            db.Reviews.Add(new Review(CycleId, people[subject.Id], subject.Id, reviewer.Id, relationship));

        foreach (var (reviewer, subject) in AnnsTeam.SelectMany(r => AnnsTeam.Where(s => s != r).Select(s => (r, s))))
        {
            Ask(reviewer, subject, Relationship.Peer);
        }

        Ask(BobsTeam[0], BobsTeam[1], Relationship.Peer);
        Ask(BobsTeam[2], BobsTeam[1], Relationship.Peer);
        Ask(BobsTeam[0], Bob, Relationship.Report);
        Ask(AnnsTeam[0], Helen, Relationship.CrossTeam);
        await db.SaveChangesAsync(Stop);
        await db.WriteAsync(
            () => db.CyclePhases.Where(p => p.CycleId == CycleId && (p.Kind == PhaseKind.SelfReview || p.Kind == PhaseKind.PeerReview || p.Kind == PhaseKind.ManagerReview))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.State, PhaseState.Open).SetProperty(p => p.ClosesAt, Portal.Now.AddDays(10)), Stop),
            Stop);
    }
}
