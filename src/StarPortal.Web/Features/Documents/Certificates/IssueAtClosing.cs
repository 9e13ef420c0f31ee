using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>
/// Closing a cycle issues the certificates that its programme promised; they are printed when somebody wants them. When
/// the cycle is reopened all its certificates are revoked, and the verification page says so.
/// </summary>
internal sealed class IssueAtClosing(CertificateIssuing issuing) : IClosingStep
{
    // a part of the program decides by published rules: that includes the certificate of whoever closes the cycle
    private static readonly Actor Program = Actor.System("Closing");

    public int Order => 50;

    public string Name => "Certificates";

    public string Label => DocumentsText.CloseStep;

    public string CountLabel(string count) => count == "Issued" ? DocumentsText.CloseCount_Issued : DocumentsText.CloseCount_Revoked;

    public async Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        if (await DefinitionAsync(db, cycleId, cancellation) is not { } definition)
        {
            return [];
        }

        var levels = await db.StarOutcomes.AsNoTracking().Where(o => o.CycleId == cycleId && o.ReachedLevel != null)
            .GroupBy(o => new { o.LevelAfter, o.Change }).Select(g => new { g.Key.LevelAfter, g.Key.Change, Count = g.Count() }).ToListAsync(cancellation);
        var due = levels.Where(l => CertificateDue.IsDue(definition, l.LevelAfter, l.Change)).Sum(l => l.Count);
        return due == 0 ? [] : [string.Format(CultureInfo.CurrentCulture, DocumentsText.CloseIssues, Formats.Count(due))];
    }

    public async Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation)
    {
        CertificateSubjects? subjects = null;
        StarDefinition? definition = null;
        return await closing.EachChunkAsync(
            async (db, range) =>
            {
                definition ??= await DefinitionAsync(db, closing.CycleId, cancellation);
                if (definition is null)
                {
                    return ClosingCounts.None;
                }

                subjects ??= await CertificateSubjects.DuringClosingAsync(db, closing.CycleId, cancellation);
                var rows = await CertificateSubjects.In(db, closing.CycleId)
                    .Where(r => r.ParticipantId >= range.First && r.ParticipantId <= range.Last
                        && !db.Certificates.Any(c => c.EmployeeId == r.EmployeeId && c.CycleId == closing.CycleId && c.ProgrammeId == r.ProgrammeId && c.State == CertificateState.Valid))
                    .OrderBy(r => r.ParticipantId)
                    .ToListAsync(cancellation);
                var due = rows.Where(r => CertificateDue.IsDue(definition, r.Level, r.Change)).Select(r => subjects!.Of(closing.CycleId, r)).ToList();
                await issuing.IssueManyAsync(db, due, Program, closing.Now, cancellation);
                return ClosingCounts.Of(("Issued", due.Count));
            },
            cancellation);
    }

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync(
        async db => ClosingCounts.Of(("Revoked", await db.Certificates.Where(c => c.CycleId == closing.CycleId && c.State == CertificateState.Valid)
            .ExecuteUpdateAsync(
                s => s.SetProperty(c => c.State, CertificateState.Revoked)
                    .SetProperty(c => c.EndReason, closing.Reason)
                    .SetProperty(c => c.EndedBy, closing.Actor.Name)
                    .SetProperty(c => c.EndedAt, closing.Now)
                    .SetProperty(c => c.Version, c => c.Version + 1),
                cancellation))),
        cancellation);

    private static Task<StarDefinition?> DefinitionAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        (from c in db.Cycles.AsNoTracking()
         join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
         where c.Id == cycleId
         select v.Definition).SingleOrDefaultAsync(cancellation);
}
