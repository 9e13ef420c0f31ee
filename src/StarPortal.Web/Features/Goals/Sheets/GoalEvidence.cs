using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>The goals that were agreed on for the cycle, for the two who agreed on them.</summary>
internal sealed class GoalEvidence(IDbContextFactory<PortalDbContext> factory) : IReviewEvidence
{
    public int Order => 30;

    public async Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation)
    {
        if (about.Relationship is not (Relationship.Self or Relationship.Manager))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var sheet = await (
            from s in db.GoalSheets.AsNoTracking()
            join participant in db.Participants on s.ParticipantId equals participant.Id
            join cycle in db.Cycles on participant.CycleId equals cycle.Id
            join version in db.TemplateVersions on cycle.TemplateVersionId equals version.Id
            where s.ParticipantId == about.ParticipantId && s.State == GoalSheetState.Confirmed && participant.State != ParticipantState.Withdrawn
                && (participant.EmployeeId == about.ReviewerId || participant.ManagerId == about.ReviewerId)
            select new { s.Id, s.ConfirmedAt, version.Definition }).SingleOrDefaultAsync(cancellation);
        if (sheet is null)
        {
            return [];
        }

        var goals = await db.GoalSheets.AsNoTracking().Where(s => s.Id == sheet.Id).SelectMany(s => s.Goals)
            .Select(g => new { g.IndicatorKey, g.Target, g.Text }).ToListAsync(cancellation);
        return
        [
            .. from indicator in sheet.Definition.Indicators
               join goal in goals on indicator.Key equals goal.IndicatorKey
               where goal.Target is not null || goal.Text.Length > 0
               select new EvidencePiece(
                   GoalsText.EvidenceHeading,
                   GoalWords.Of(indicator.Name),
                   null,
                   string.Join('\n', new[] { goal.Target is { } target ? GoalWords.Fill(GoalsText.EvidenceTarget, GoalWords.Figure(target, indicator.Unit)) : "", goal.Text }.Where(t => t.Length > 0))),
        ];
    }
}
