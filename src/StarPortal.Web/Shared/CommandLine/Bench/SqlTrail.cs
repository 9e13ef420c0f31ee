using System.Globalization;
using Microsoft.Data.Sqlite;
using StarPortal.Domain;
using StarPortal.Domain.Audit;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>The audit entries of the hand-written way: no SQL can make their hashes, everything else is one insert each.</summary>
internal static class SqlTrail
{
    public static async Task AppendAsync(SqliteConnection connection, SqliteTransaction transaction, Actor actor, DateTime now, IEnumerable<AuditNote> notes, CancellationToken cancellation)
    {
        var (count, hash) = await SqlScript.ReadAsync(
            connection, transaction, """SELECT "Count", "Hash" FROM "AuditHeads" """, [], r => (r.GetInt64(0), r.GetString(1)), cancellation);
        foreach (var note in notes)
        {
            var entry = new AuditEntry(++count, now, actor, note, hash);
            hash = entry.Hash;
            await SqlScript.RunAsync(
                connection,
                transaction,
                """
                INSERT INTO "AuditEntries" ("Sequence", "At", "ActorAccountId", "ActorEmployeeId", "ActorName", "Address", "Action", "Entity", "EntityId", "SubjectEmployeeId", "Reason", "Details", "PreviousHash", "Hash")
                VALUES (:sequence, :at, :account, :employee, :name, :address, :action, :entity, :id, :subject, :reason, :details, :before, :hash)
                """,
                [
                    (":sequence", entry.Sequence), (":at", entry.At), (":account", entry.ActorAccountId), (":employee", entry.ActorEmployeeId), (":name", entry.ActorName),
                    (":address", entry.Address), (":action", entry.Action), (":entity", entry.Entity), (":id", entry.EntityId), (":subject", entry.SubjectEmployeeId),
                    (":reason", entry.Reason), (":details", entry.Details), (":before", entry.PreviousHash), (":hash", entry.Hash),
                ],
                cancellation);
        }

        await SqlScript.RunAsync(
            connection, transaction, """UPDATE "AuditHeads" SET "Count" = :count, "Hash" = :hash""", [(":count", count), (":hash", hash)], cancellation);
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
