using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>A person as the cycle keeps them, and as the organisation says today.</summary>
/// <param name="ParticipantId">Null for somebody who does not take part.</param>
public sealed record PersonFacts(
    int EmployeeId,
    int? ParticipantId,
    int Version,
    string Number,
    string Name,
    ParticipantState State,
    int? ManagerId,
    string? Manager,
    string Department,
    string JobTitle,
    string Level,
    DateOnly? LeftOn,
    int? ManagerNowId,
    string? ManagerNow,
    string DepartmentNow,
    string JobTitleNow,
    string LevelNow,
    DateOnly? LeaveDate)
{
    internal static async Task<IReadOnlyDictionary<int, PersonFacts>> ReadAsync(PortalDbContext db, int cycleId, IReadOnlyList<int> employeeIds, CancellationToken cancellation)
    {
        var rows = await (
            from e in db.Employees.AsNoTracking()
            join p in db.Participants.Where(p => p.CycleId == cycleId) on e.Id equals p.EmployeeId into participants
            from p in participants.DefaultIfEmpty()
            where employeeIds.Contains(e.Id)
            select new
            {
                Employee = e,
                Department = e.Department!.Name,
                Participant = p,
                Manager = p == null ? null : db.Employees.Where(m => m.Id == p.ManagerId).Select(m => m.Name).FirstOrDefault(),
                ManagerNow = db.Employees.Where(m => m.Id == e.ManagerId).Select(m => m.Name).FirstOrDefault(),
            }).ToListAsync(cancellation);
        return rows.ToDictionary(
            r => r.Employee.Id,
            r => new PersonFacts(
                r.Employee.Id,
                r.Participant?.Id,
                r.Participant?.Version ?? 0,
                r.Employee.Number,
                r.Employee.Name,
                r.Participant?.State ?? ParticipantState.Active,
                r.Participant?.ManagerId,
                r.Manager,
                r.Participant?.DepartmentName ?? "",
                r.Participant?.JobTitle ?? "",
                r.Participant?.Level ?? "",
                r.Participant?.LeftOn,
                r.Employee.ManagerId,
                r.ManagerNow,
                r.Department,
                r.Employee.JobTitle,
                r.Employee.Level,
                r.Employee.LeaveDate));
    }

    /// <summary>What the cycle says and what the organisation says.</summary>
    internal (string Before, string After) Words(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Manager => (Manager ?? "–", ManagerNow ?? "–"),
        DifferenceKind.Department => (Department, DepartmentNow),
        DifferenceKind.Position => (Position(JobTitle, Level), Position(JobTitleNow, LevelNow)),
        DifferenceKind.Left => ("", EmployeeChanges.Day(LeaveDate)),
        DifferenceKind.Returned => (EmployeeChanges.Day(LeftOn), EmployeeChanges.Day(LeaveDate)),
        _ => ("", string.Join(" · ", new[] { DepartmentNow, JobTitleNow }.Where(t => t.Length > 0))),
    };

    private static string Position(string title, string level) => title.Length + level.Length == 0 ? "–" : string.Join(" · ", new[] { title, level }.Where(t => t.Length > 0));
}
