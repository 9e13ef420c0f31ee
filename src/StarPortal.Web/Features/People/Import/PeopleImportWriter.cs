using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;

namespace StarPortal.Web.Features.People.Import;

/// <summary>Writes a plan by prepared statements, within the caller's transaction.</summary>
internal sealed class PeopleImportWriter(PortalDbContext db, PeopleImportPlan plan, Action<ImportProgress>? progress)
{
    private readonly List<PlannedPerson> added = [.. plan.People.Where(p => p.Kind == ImportKind.Added)];
    private readonly List<PlannedPerson> changed = [.. plan.People.Where(p => p.Kind is ImportKind.Changed or ImportKind.Left)];
    private readonly Dictionary<int, int> ids = [];
    private int done;

    // an added person is two rows: the employee and the account
    private int Total => (2 * added.Count) + changed.Count;

    /// <summary>False when somebody else changed one of the people in between.</summary>
    public async Task<bool> WriteAsync(CancellationToken cancellation)
    {
        var departments = await AddDepartmentsAsync(cancellation);
        await FreeEmailsAsync(cancellation);
        await AddPeopleAsync(departments, cancellation);
        return await ChangePeopleAsync(departments, cancellation);
    }

    private async Task<Dictionary<int, int>> AddDepartmentsAsync(CancellationToken cancellation)
    {
        if (plan.Departments.Count == 0)
        {
            return [];
        }

        var made = new Dictionary<int, Department>();
        foreach (var planned in plan.Departments)
        {
            var parent = planned.ParentId switch
            {
                null => null,
                < 0 and var key => made[key],
                { } id => await db.Departments.FindAsync([id], cancellation),
            };
            made[planned.Key] = new Department(planned.Name, parent);
        }

        db.Departments.AddRange(made.Values);
        await db.SaveChangesAsync(cancellation);
        foreach (var planned in plan.Departments)
        {
            made[planned.Key].SetPath();
        }

        await db.SaveChangesAsync(cancellation);
        return made.ToDictionary(m => m.Key, m => m.Value.Id);
    }

    /// <summary>Two people may swap addresses in one file: the unique index must not meet the state in between.</summary>
    private async Task FreeEmailsAsync(CancellationToken cancellation)
    {
        foreach (var sql in (string[])
        [
            """UPDATE "Employees" SET "Email" = @placeholder WHERE "Id" = @id""",
            """UPDATE "Accounts" SET "UserName" = @placeholder, "NormalizedUserName" = @placeholder WHERE "EmployeeId" = @id""",
        ])
        {
            await using var command = Command(sql, "placeholder", "id");
            foreach (var person in changed.Where(p => p.Known!.Details.Email != p.Details.Email))
            {
                await RunAsync(command, cancellation, $"~{person.Known!.Id}", person.Known.Id);
            }
        }
    }

    private async Task AddPeopleAsync(Dictionary<int, int> departments, CancellationToken cancellation)
    {
        // managers before their reports: foreign keys are checked row by row
        var ordered = InOrderOfTheLine();
        var reserved = await db.ReserveIdsAsync<Employee>(ordered.Count, cancellation);
        for (var i = 0; i < ordered.Count; i++)
        {
            ids[ordered[i].Key] = reserved[i];
        }

        var rows = ordered.Select(o => new Employee(o.Person.Number, Translate(o.Person.Details, departments))).ToList();
        await db.InsertAsync(rows, reserved, cancellation, Report);
        done += rows.Count;
        var waiting = await EmployeeAccounts.Waiting(db).ToDictionaryAsync(a => a.NormalizedUserName!, cancellation);
        var accounts = new List<Account>(rows.Count);
        foreach (var (e, id) in rows.Zip(reserved))
        {
            if (waiting.TryGetValue(Account.Normalize(e.Email), out var account))
            {
                account.Become(id, e.Email, e.Name);
            }
            else
            {
                accounts.Add(Account.ForEmployee(id, e.Email, e.Name, e.Language));
            }
        }

        await db.SaveChangesAsync(cancellation);
        await db.InsertAsync(accounts, null, cancellation, Report);
        done += rows.Count;

        void Report(int rowsIn) => progress?.Invoke(new ImportProgress(done + rowsIn, Total));
    }

    private async Task<bool> ChangePeopleAsync(Dictionary<int, int> departments, CancellationToken cancellation)
    {
        await using var person = Command(
            """
            UPDATE "Employees" SET "Name" = @name, "Email" = @email, "DepartmentId" = @department, "JobTitle" = @title, "JobFamily" = @family, "Level" = @level,
              "ManagerId" = @manager, "HireDate" = @hired, "LeaveDate" = @left, "Language" = @language, "TimeZone" = @zone, "Version" = "Version" + 1
            WHERE "Id" = @id AND "Version" = @version
            """,
            "name", "email", "department", "title", "family", "level", "manager", "hired", "left", "language", "zone", "id", "version");
        await using var account = Command(
            """UPDATE "Accounts" SET "Email" = @email, "UserName" = @email, "NormalizedEmail" = @normalized, "NormalizedUserName" = @normalized, "DisplayName" = @name, "ConcurrencyStamp" = @stamp WHERE "EmployeeId" = @id""",
            "email", "normalized", "name", "stamp", "id");
        foreach (var planned in changed)
        {
            var (known, d) = (planned.Known!, Translate(planned.Details, departments));
            if (await RunAsync(person, cancellation, d.Name, d.Email, d.DepartmentId, d.JobTitle, d.JobFamily, d.Level, d.ManagerId, d.HireDate, d.LeaveDate, d.Language, d.TimeZone, known.Id, known.Version) != 1)
            {
                return false;
            }

            if (known.Details.Email != d.Email || known.Details.Name != d.Name)
            {
                await RunAsync(account, cancellation, d.Email, Account.Normalize(d.Email), d.Name, Guid.NewGuid().ToString("N"), known.Id);
            }

            if (++done % 100 == 0)
            {
                progress?.Invoke(new ImportProgress(done, Total));
            }
        }

        return true;
    }

    private List<(int Key, PlannedPerson Person)> InOrderOfTheLine()
    {
        // the planner numbers new people -1, -2 … in the file's order
        var byKey = new Dictionary<int, PlannedPerson>();
        foreach (var person in added)
        {
            byKey[-1 - byKey.Count] = person;
        }

        var depths = new Dictionary<int, int>();
        foreach (var key in byKey.Keys)
        {
            var way = new Stack<int>();
            for (var at = key; at < 0 && !depths.ContainsKey(at); at = byKey[at].Details.ManagerId ?? 0)
            {
                way.Push(at);
            }

            while (way.TryPop(out var at))
            {
                depths[at] = byKey[at].Details.ManagerId is < 0 and var manager ? depths[manager] + 1 : 0;
            }
        }

        return [.. byKey.OrderBy(p => depths[p.Key]).ThenByDescending(p => p.Key).Select(p => (p.Key, p.Value))];
    }

    private EmployeeDetails Translate(EmployeeDetails details, Dictionary<int, int> departments) => details with
    {
        DepartmentId = details.DepartmentId < 0 ? departments[details.DepartmentId] : details.DepartmentId,
        ManagerId = details.ManagerId is < 0 and var manager ? ids[manager] : details.ManagerId,
    };

    private DbCommand Command(string sql, params string[] names)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static Task<int> RunAsync(DbCommand command, CancellationToken cancellation, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync(cancellation);
    }
}
