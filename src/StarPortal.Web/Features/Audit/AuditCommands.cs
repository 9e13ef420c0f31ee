using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared.CommandLine;

namespace StarPortal.Web.Features.Audit;

internal static class AuditCommands
{
    private static readonly Error NotReady = new("Audit", "NotReady");

    public static Command Create() => new("audit", "The audit trail.") { CreateVerify() };

    private static Command CreateVerify()
    {
        var hash = new Option<string?>("--expect") { Description = "A head hash noted earlier: it must still be in the chain." };
        var count = new Option<long?>("--expect-count") { Description = "A number of entries noted earlier: there must be at least as many." };
        var command = new Command("verify", $"Finds altered, removed and inserted entries. Exit code {ExitCodes.CheckFailed} when there are any.") { hash, count };
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            var noted = new NotedAuditHead(parse.GetValue(hash)?.Trim().ToLowerInvariant(), parse.GetValue(count));
            // nothing is made or changed: what is verified may be a backup
            if (!await IsReadyAsync(verb, cancellation))
            {
                return verb.Refuse([NotReady]);
            }

            var result = await verb.Services.GetRequiredService<VerifyAuditTrail>().RunAsync(new VerifyAuditTrailCommand(noted), Actor.System("audit verify"), cancellation);
            return result.Failed ? verb.Refuse(result.Errors) : Answer(verb, result.Value);
        }));
        return command;
    }

    private static async Task<bool> IsReadyAsync(Verb verb, CancellationToken cancellation)
    {
        await using var db = await verb.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellation);
        return await db.Database.CanConnectAsync(cancellation) && !(await db.Database.GetPendingMigrationsAsync(cancellation)).Any();
    }

    private static int Answer(Verb verb, AuditReport report)
    {
        var sentences = report.Faults.Select(AuditLabels.Fault).ToList();
        var machine = new
        {
            ok = report.Sound,
            entries = report.Count,
            head = report.Head,
            faultCount = report.FaultCount,
            faults = report.Faults.Select((f, i) => new { kind = f.Kind, from = f.From, to = f.To, text = sentences[i] }),
        };
        var words = (string[])
        [
            report.Sound ? $"{report.Count} entries, the chain is sound." : $"{report.Count} entries, {report.FaultCount} faults:",
            .. sentences.Select(s => "  " + s),
            $"head {report.Head}",
        ];
        return verb.Answer(machine, string.Join(Environment.NewLine, words), report.Sound ? ExitCodes.Ok : ExitCodes.CheckFailed);
    }
}
