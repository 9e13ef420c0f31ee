using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Results;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Results;

/// <summary>What stands beside a result: the one before, and what the cycle decided about stars.</summary>
internal static class ResultHistory
{
    /// <summary>The participant's and HR's are all; a manager's those of cycles in which they were the manager too, and which are not closed to them.</summary>
    public static async Task<ResultBefore?> BeforeAsync(PortalDbContext db, Participant person, DateOnly periodEnd, ResultReader reader, CancellationToken cancellation)
    {
        var manager = reader == ResultReader.Manager ? person.ManagerId : null;
        var last = await (from p in db.Participants.AsNoTracking()
                          join c in db.Cycles on p.CycleId equals c.Id
                          join r in db.ParticipantResults on p.Id equals r.ParticipantId
                          join v in db.ResultVersions on new { ResultId = r.Id, Number = r.CurrentNumber } equals new { v.ResultId, v.Number }
                          where p.EmployeeId == person.EmployeeId && p.CycleId != person.CycleId && p.State != ParticipantState.Withdrawn && c.PeriodEnd < periodEnd
                              && (c.State == CycleState.Released || c.State == CycleState.Closed) && (manager == null || p.ManagerId == manager)
                          orderby c.PeriodEnd descending, c.Id descending
                          select new { p.Id, c.Name, v.Total, v.Tree }).FirstOrDefaultAsync(cancellation);
        return last is null || (manager is { } me && (await ClosedResults.ToAsync(db, me, [last.Id], cancellation)).Count > 0)
            ? null
            : new ResultBefore(last.Name, last.Total, last.Tree.Sections.Where(s => s.Score is not null).ToDictionary(s => s.Key, s => s.Score!.Value, StringComparer.Ordinal));
    }

    public static async Task<ResultStar?> StarAsync(PortalDbContext db, int participantId, TemplateDefinition template, CancellationToken cancellation)
    {
        var outcome = await (from o in db.StarOutcomes.AsNoTracking()
                             join v in db.StarProgrammeVersions on o.ProgrammeVersionId equals v.Id
                             where o.ParticipantId == participantId
                             select new { v.Definition, o.LevelAfter, o.Explanation }).SingleOrDefaultAsync(cancellation);
        if (outcome is null)
        {
            return null;
        }

        var trainings = await db.TrainingCourses.AsNoTracking().ToDictionaryAsync(t => t.Code, t => t.Name, cancellation);
        return new ResultStar(outcome.Definition, outcome.LevelAfter, outcome.Explanation, StarNames.Of(template, trainings));
    }
}
