using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Results;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Results;

/// <summary>Where a result is looked at; part of the audit entry.</summary>
public enum ResultLook
{
    Page,
    Print,
    Pdf,

    /// <summary>One of many in a file.</summary>
    Batch,
}

/// <summary>Everything a reader may see of one result, for page, printable page and PDF alike.</summary>
/// <param name="ReleasedOn">In the cycle's time zone, like <paramref name="ComputedOn"/>; null before release.</param>
/// <param name="Threshold">Fewest answers of a group that is shown.</param>
/// <param name="Distribution">Of the participant's department; empty for a small one.</param>
/// <param name="Named">Groups' answers with their writers: for the manager, on the page only, in a cycle whose writers were told so.</param>
public sealed record ResultView(
    int ParticipantId,
    string Name,
    string Number,
    string Department,
    string JobTitle,
    string Cycle,
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    DateOnly? ReleasedOn,
    string Company,
    ResultReader Reader,
    int VersionNumber,
    ResultVersionKind Kind,
    DateOnly ComputedOn,
    decimal? Total,
    ScoreTree Tree,
    int Threshold,
    VisibleFeedback Feedback,
    IReadOnlyList<TotalBucket> Distribution,
    IReadOnlyList<NamedAnswers> Named)
{
    /// <summary>Words of managers of before: shown apart, counting for nothing.</summary>
    public IReadOnlyList<EarlierManager> Earlier { get; init; } = [];

    /// <summary>The result before, where this reader may read that too.</summary>
    public ResultBefore? Before { get; init; }

    /// <summary>What the cycle decided about stars; null before release, and where it decides none.</summary>
    public ResultStar? Star { get; init; }
}

/// <param name="Sections">Scores by section key.</param>
public sealed record ResultBefore(string Cycle, decimal? Total, IReadOnlyDictionary<string, decimal> Sections);

/// <param name="Definition">The programme as it was.</param>
public sealed record ResultStar(StarDefinition Definition, int Level, StarExplanation Explanation, StarNames Names);

/// <param name="Name">Who was the participant's manager when it was handed in.</param>
public sealed record EarlierManager(string Name, IReadOnlyList<ShownTexts> Texts);

/// <summary>Shows a result to somebody who may read it; a look by HR is written to the audit trail, every time.</summary>
public sealed class ViewResult(IDbContextFactory<PortalDbContext> factory, CompanyName company, TimeProvider clock)
{
    public async Task<Result<ResultView>> RunAsync(int participantId, ResultLook look, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await FindAsync(db, participantId, cancellation) is not { } row)
        {
            return ResultErrors.NotAllowed;
        }

        var reader = ResultAccess.ReaderOf(actor, new ResultScene(row.Participant.EmployeeId, row.Participant.ManagerId, row.Participant.State, row.State));
        if (reader == ResultReader.None)
        {
            return ResultErrors.NotAllowed;
        }

        var released = row.ReleasedAt is not null;
        var closed = reader == ResultReader.Manager ? await ClosedResults.ToAsync(db, actor.EmployeeId!.Value, [participantId], cancellation) : new HashSet<int>();
        if (closed.Count > 0)
        {
            return ResultErrors.NotAllowed;
        }

        if (reader == ResultReader.Hr)
        {
            db.Audit(actor, new AuditNote("Results.Viewed", "Result", row.ResultId, row.Participant.EmployeeId, Details: $"as={look}"), clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellation);
        }

        var feedback = ResultVisibility.Of(reader, row.Template, row.Threshold, row.ResultId, await CountedReviews.TextsAsync(db, row.Participant.CycleId, participantId, released, cancellation));
        var distribution = row.ReleasedAt is { } since ? await DistributionAsync(db, row, since, actor, cancellation) : [];
        // a page is looked at by the manager; paper is handed over to the participant
        IReadOnlyList<NamedAnswers> named = look == ResultLook.Page && AttributedAnswers.Has(reader, row.Rules)
            ? AttributedAnswers.Of(reader, row.Rules, row.Template, await CountedReviews.NamedAsync(db, row.Participant.CycleId, participantId, released, cancellation))
            : [];
        var person = row.Participant;
        var trails = await DepartmentTrails.OfAsync(db, [person.DepartmentPath], cancellation);
        return new ResultView(
            person.Id, person.Name, person.Number, trails.Of(person.DepartmentPath, person.DepartmentName), person.JobTitle,
            row.Cycle, row.PeriodStart, row.PeriodEnd, row.ReleasedAt is { } at ? Day(at, row.TimeZone) : null, await company.ReadAsync(cancellation),
            reader, row.Version.Number, row.Version.Kind, Day(row.Version.CreatedAt, row.TimeZone), row.Version.Total, row.Version.Tree,
            row.Threshold, feedback, distribution, named)
        {
            Before = await ResultHistory.BeforeAsync(db, person, row.PeriodEnd, reader, cancellation),
            Star = released ? await ResultHistory.StarAsync(db, person.Id, row.Template, cancellation) : null,
            // what each reader may see of them is what they may see of the present manager's
            Earlier =
            [
                .. (await CountedReviews.EarlierManagersAsync(db, participantId, cancellation))
                    .Select(e => new EarlierManager(e.Name, ResultVisibility.Of(reader, row.Template, row.Threshold, row.ResultId, [e.Texts]).Texts)),
            ],
        };
    }

    private static Task<Row?> FindAsync(PortalDbContext db, int participantId, CancellationToken cancellation) =>
        (from p in db.Participants.AsNoTracking()
         join c in db.Cycles on p.CycleId equals c.Id
         join t in db.TemplateVersions on c.TemplateVersionId equals t.Id
         join r in db.ParticipantResults on p.Id equals r.ParticipantId
         join v in db.ResultVersions on new { ResultId = r.Id, Number = r.CurrentNumber } equals new { v.ResultId, v.Number }
         where p.Id == participantId
         select new Row(p, c.Name, c.PeriodStart, c.PeriodEnd, c.State, c.TimeZone, c.ReleasedAt, c.AnonymityThreshold, c.ReviewRules, t.Definition, r.Id, v)).SingleOrDefaultAsync(cancellation);

    /// <summary>Totals as they were released: a later change of one person's must not show as a difference.</summary>
    private static async Task<IReadOnlyList<TotalBucket>> DistributionAsync(PortalDbContext db, Row row, DateTime released, Actor actor, CancellationToken cancellation)
    {
        var me = actor.EmployeeId;
        var versions = await (from p in ScoringInputs.Counting(db, row.Participant.CycleId)
                              join r in db.ParticipantResults on p.Id equals r.ParticipantId
                              join v in db.ResultVersions on r.Id equals v.ResultId
                              where p.DepartmentId == row.Participant.DepartmentId && v.CreatedAt <= released
                              select new { p.Id, v.Number, v.Total, Known = me != null && (p.EmployeeId == me || p.ManagerId == me) }).ToListAsync(cancellation);
        var totals = versions.GroupBy(v => v.Id).Select(g => g.MaxBy(v => v.Number)!).Where(v => v.Total is not null).ToLookup(v => v.Known, v => v.Total!.Value);
        return TotalDistribution.Of([.. totals[false]], [.. totals[true]], row.Threshold);
    }

    private static DateOnly Day(DateTime utc, string zone) => DateOnly.FromDateTime(ZoneTime.ToLocal(utc, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private sealed record Row(
        Participant Participant,
        string Cycle,
        DateOnly PeriodStart,
        DateOnly PeriodEnd,
        CycleState State,
        string TimeZone,
        DateTime? ReleasedAt,
        int Threshold,
        ReviewRules Rules,
        TemplateDefinition Template,
        int ResultId,
        ResultVersion Version);
}
