using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Notifications;

namespace StarPortal.Data;

/// <summary>People are told in the transaction of what happened: never of something that did not, never twice.</summary>
public sealed partial class PortalDbContext
{
    private readonly List<Notification> pendingNotices = [];
    private readonly HashSet<int> told = [];
    private bool toldMany;

    /// <summary>Raised after the commit of whatever tells somebody something.</summary>
    public NoticeSignal Signal => NoticeSignal.Of(Database.GetDbConnection());

    /// <summary>Tells these people, with the next save. Whoever was told the same before is not told again.</summary>
    public void Notify(IEnumerable<int> employeeIds, Notice notice, DateTime now) =>
        pendingNotices.AddRange(employeeIds.Distinct().Select(id => new Notification(id, notice, now)));

    public void Notify(int? employeeId, Notice notice, DateTime now)
    {
        if (employeeId is { } id)
        {
            Notify([id], notice, now);
        }
    }

    /// <summary>
    /// Tells thousands the same at once by one statement, only inside <see cref="WriteAsync{T}"/>. Whoever was told the same
    /// before is not told again.
    /// </summary>
    /// <param name="employeeIds">A query of this context.</param>
    /// <param name="notice">The same for all of them.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Ends the statement.</param>
    /// <returns>How many were told.</returns>
    public async Task<int> NotifyAsync(IQueryable<int> employeeIds, Notice notice, DateTime now, CancellationToken cancellation)
    {
        await using var command = this.CreateCommand();
        await using (var chosen = employeeIds.Distinct().CreateDbCommand())
        {
            command.CommandText = $"""
                WITH chosen(person) AS ({chosen.CommandText})
                INSERT INTO "Notifications" ("EmployeeId", "Kind", "Key", "Link", "Args", "CreatedAt")
                SELECT person, @notice_kind, @notice_key, @notice_link, @notice_args, @notice_now FROM chosen WHERE true
                ON CONFLICT DO NOTHING
                """;
            var parameters = chosen.Parameters.Cast<DbParameter>().ToList();
            chosen.Parameters.Clear();
            parameters.ForEach(p => command.Parameters.Add(p));
        }

        Add(command, "@notice_kind", notice.Kind);
        Add(command, "@notice_key", notice.Key);
        Add(command, "@notice_link", notice.Link);
        Add(command, "@notice_args", JsonSerializer.Serialize(notice.Args, JsonColumn.Options));
        Add(command, "@notice_now", now);
        toldMany = true;
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private async Task WriteNoticesAsync(CancellationToken cancellation)
    {
        if (pendingNotices.Count == 0)
        {
            return;
        }

        List<Notification> rows = [.. pendingNotices];
        pendingNotices.Clear();
        told.UnionWith(rows.Select(r => r.EmployeeId));
        await this.InsertAsync(rows, null, cancellation, skipKnown: true);
    }

    private void RaiseTold()
    {
        if (toldMany || told.Count > 0)
        {
            Signal.Raise(toldMany ? null : told.ToHashSet());
        }

        ForgetTold();
    }

    private void ForgetTold()
    {
        told.Clear();
        toldMany = false;
    }
}
