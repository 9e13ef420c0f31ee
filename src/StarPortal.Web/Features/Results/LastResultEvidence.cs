using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Results;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Results;

/// <summary>
/// The latest released result, for those who may read it anyway: the person in their self review, and who managed them
/// in that cycle. A new manager does not come by an old result through the form.
/// </summary>
internal sealed class LastResultEvidence(IDbContextFactory<PortalDbContext> factory) : IReviewEvidence
{
    public int Order => 60;

    public async Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation)
    {
        // writing on somebody's behalf is no leave to read results: whoever may not open one does not get it beside a form
        if (actor.EmployeeId is not { } me || me != about.ReviewerId || about.Relationship is not (Relationship.Self or Relationship.Manager))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var last = await (
            from participant in db.Participants.AsNoTracking()
            join cycle in db.Cycles on participant.CycleId equals cycle.Id
            join result in db.ParticipantResults on participant.Id equals result.ParticipantId
            where participant.EmployeeId == about.SubjectId && participant.CycleId != about.CycleId && participant.State != ParticipantState.Withdrawn
                && (cycle.State == CycleState.Released || cycle.State == CycleState.Closed) && result.CurrentNumber > 0
                && (about.ReviewerId == about.SubjectId || participant.ManagerId == about.ReviewerId)
            orderby cycle.PeriodEnd descending, cycle.Id descending
            select new
            {
                participant.Id,
                cycle.Name,
                cycle.ReleasedAt,
                result.CurrentTotal,
                Tree = result.Versions.Where(v => v.Number == result.CurrentNumber).Select(v => v.Tree).FirstOrDefault(),
            }).FirstOrDefaultAsync(cancellation);
        if (last is null || (me != about.SubjectId && (await ClosedResults.ToAsync(db, me, [last.Id], cancellation)).Count > 0))
        {
            return [];
        }

        var text = new StringBuilder(string.Format(CultureInfo.CurrentCulture, ResultsText.EvidenceTotal, Formats.Score(last.CurrentTotal)));
        foreach (var section in last.Tree?.Sections.Where(s => s.Score is not null) ?? [])
        {
            text.Append('\n').Append(section.Name.For(CultureInfo.CurrentUICulture.Name)).Append(": ").Append(Formats.Score(section.Score));
        }

        return [new EvidencePiece(ResultsText.EvidenceHeading, last.Name, last.ReleasedAt, text.ToString(), $"/results/{last.Id}")];
    }
}
