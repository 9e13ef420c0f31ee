using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>One step of the wizard; what is null stays as it is.</summary>
/// <param name="Version">The cycle's version that the person saw.</param>
public sealed record CycleEdit(int CycleId, int Version)
{
    public CycleBasics? Basics { get; init; }

    public int? TemplateVersionId { get; init; }

    public StarChoice? Stars { get; init; }

    public Population? Population { get; init; }

    public IReadOnlyList<PhaseDates>? Calendar { get; init; }

    public ReviewerSetup? Reviewers { get; init; }

    public ReleaseMode? Release { get; init; }
}

/// <param name="ProgrammeVersionId">Null when the cycle decides no stars.</param>
public sealed record StarChoice(int? ProgrammeVersionId);

/// <param name="Rules">Groups, who chooses them and what the form asks for; null leaves them as they are.</param>
public sealed record ReviewerSetup(bool Self, bool Manager, int Threshold, ReviewRules? Rules = null);

/// <summary>Keeps a step of the wizard. Only drafts can be edited.</summary>
public sealed class EditCycle(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <returns>The cycle's new version.</returns>
    public async Task<Result<int>> RunAsync(CycleEdit edit, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(edit.CycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        if (edit.TemplateVersionId is { } template
            && !await db.TemplateVersions.AnyAsync(v => v.Id == template && v.State == TemplateState.Published, cancellation))
        {
            return CycleErrors.TemplateNotPublished;
        }

        if (edit.Stars?.ProgrammeVersionId is { } stars
            && !await db.StarProgrammeVersions.AnyAsync(v => v.Id == stars && v.State == StarProgrammeState.Published, cancellation))
        {
            return CycleErrors.StarsNotPublished;
        }

        db.Expect(cycle, edit.Version);
        var applied = Apply(cycle, edit);
        if (applied.Failed)
        {
            return Result<int>.Fail(applied.Errors);
        }

        db.Audit(actor, new AuditNote("Cycles.Edited", "Cycle", cycle.Id, Details: Details(edit)), clock.GetUtcNow().UtcDateTime);
        var saved = await db.SaveAsync(cancellation);
        return saved.Failed ? Result<int>.Fail(saved.Errors) : cycle.Version;
    }

    private static Result Apply(Cycle cycle, CycleEdit edit)
    {
        var result = Result.Ok;
        if (edit.Basics is { } b)
        {
            result = EditBasics(cycle, b);
        }

        if (result.Succeeded && edit.TemplateVersionId is { } template)
        {
            result = cycle.ChooseTemplate(template);
        }

        if (result.Succeeded && edit.Stars is { } stars)
        {
            result = cycle.ChooseStarProgramme(stars.ProgrammeVersionId);
        }

        if (result.Succeeded && edit.Population is { } population)
        {
            result = cycle.ChoosePopulation(population);
        }

        if (result.Succeeded && edit.Reviewers is { } r)
        {
            result = cycle.ChooseReviewers(r.Self, r.Manager, r.Threshold);
            if (result.Succeeded && r.Rules is { } rules)
            {
                result = cycle.SetReviewRules(rules);
            }
        }

        if (result.Succeeded && edit.Release is { } release)
        {
            result = cycle.ChooseRelease(release);
        }

        if (result.Succeeded && edit.Calendar is { } calendar)
        {
            result = cycle.SetCalendar(calendar);
        }

        return result;
    }

    /// <summary>A calendar that is still the preset follows its period; one made by hand keeps its clock times in another zone.</summary>
    private static Result EditBasics(Cycle cycle, CycleBasics basics)
    {
        var (kind, start, end, zone) = (cycle.PeriodKind, cycle.PeriodStart, cycle.PeriodEnd, TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone));
        var edited = cycle.EditBasics(basics.Name, basics.Kind, basics.Start, basics.End, basics.TimeZone);
        if (edited.Failed || (kind, start, end, zone.Id) == (basics.Kind, basics.Start, basics.End, basics.TimeZone))
        {
            return edited;
        }

        var newZone = TimeZoneInfo.FindSystemTimeZoneById(basics.TimeZone);
        var preset = CalendarPreset.For(kind, start, end, zone);
        return cycle.SetCalendar(cycle.Phases.All(p => preset.Contains(new PhaseDates(p.Kind, p.OpensAt, p.ClosesAt)))
            ? [.. CalendarPreset.For(basics.Kind, basics.Start, basics.End, newZone).Where(d => cycle.Phase(d.Kind) is not null)]
            : [.. cycle.Phases.Select(p => new PhaseDates(
                p.Kind,
                ZoneTime.OpensAt(ZoneTime.ToLocal(p.OpensAt, zone), newZone),
                ZoneTime.ClosesAt(ZoneTime.ToLocal(p.ClosesAt, zone), newZone)))]);
    }

    private static string Details(CycleEdit edit)
    {
        var parts = new List<string>();
        if (edit.Basics is { } b)
        {
            parts.Add(FormattableString.Invariant($"{b.Name}, {b.Start:yyyy-MM-dd} – {b.End:yyyy-MM-dd}, {b.TimeZone}"));
        }

        if (edit.TemplateVersionId is { } template)
        {
            parts.Add(FormattableString.Invariant($"template version {template}"));
        }

        if (edit.Stars is { } stars)
        {
            parts.Add(FormattableString.Invariant($"star programme version {stars.ProgrammeVersionId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}"));
        }

        if (edit.Population is { } p)
        {
            parts.Add(FormattableString.Invariant($"population: departments [{string.Join(",", p.DepartmentIds)}], families [{string.Join(",", p.JobFamilies)}], levels [{string.Join(",", p.Levels)}], hired until {p.HiredUntil:yyyy-MM-dd}, plus {p.IncludedEmployeeIds.Count}, minus {p.ExcludedEmployeeIds.Count}"));
        }

        if (edit.Reviewers is { } r)
        {
            parts.Add(FormattableString.Invariant($"self {r.Self}, manager {r.Manager}, threshold {r.Threshold}"));
            if (r.Rules is { } rules)
            {
                parts.AddRange(rules.Groups.Select(g => FormattableString.Invariant($"{g.Group} {g.Minimum}–{g.Maximum} by {g.Nominator}")));
                parts.Add(FormattableString.Invariant($"attributed to manager {rules.AttributedToManager}, comment on extremes {rules.ExtremesNeedComment}, load warning {rules.LoadWarning}"));
            }
        }

        if (edit.Release is { } release)
        {
            parts.Add($"release {release}");
        }

        if (edit.Calendar is { } c)
        {
            parts.AddRange(c.Select(d => FormattableString.Invariant($"{d.Kind} {d.OpensAt:yyyy-MM-dd HH:mm}Z – {d.ClosesAt:yyyy-MM-dd HH:mm}Z")));
        }

        return string.Join("; ", parts);
    }
}
