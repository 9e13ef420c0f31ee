using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;

namespace StarPortal.Web.Shared.People;

/// <summary>What will become of one employee's record.</summary>
/// <param name="EmployeeId">Null for somebody new.</param>
/// <param name="After">The record to be. A department or manager that is yet to be made has a negative identifier.</param>
/// <param name="Department">Name of a department that is yet to be made; empty for one that is known.</param>
/// <param name="HomeId">The nearest department that exists already, for somebody in one that is yet to be made; null for a new branch at the top.</param>
/// <param name="Manager">Name of the manager to be; empty for none.</param>
/// <param name="Fields">What changes; for somebody new everything.</param>
public sealed record RecordChange(int? EmployeeId, string Number, EmployeeDetails After, string Department, int? HomeId, string Manager, IReadOnlySet<PeopleField> Fields);

/// <summary>Somebody in a running cycle whom a change of the organisation concerns.</summary>
/// <param name="Before">What the cycle says, in words.</param>
/// <param name="After">What the organisation will say.</param>
/// <param name="OpenAbout">Reviews about the person that are not in yet.</param>
/// <param name="OpenOthers">Reviews of others that the person has still to write.</param>
public sealed record PersonEffect(DifferenceKind Kind, string Number, string Name, string Before, string After, int OpenAbout, int OpenOthers);

/// <param name="People">Everybody concerned, in the order of kinds and names.</param>
public sealed record CycleEffects(int CycleId, string Name, IReadOnlyList<PersonEffect> People);

/// <summary>A running cycle in which somebody takes part or has something to do.</summary>
/// <param name="TakesPart">Is a participant.</param>
/// <param name="Manages">Participants of whom they are the manager.</param>
/// <param name="OpenReviews">Reviews they have still to write.</param>
public sealed record CycleConcern(int CycleId, string Name, bool TakesPart, int Manages, int OpenReviews);

/// <summary>
/// Says what changes of the organisation mean for the cycles that run. The organisation itself never changes a cycle: HR
/// decides afterwards, case by case.
/// </summary>
public interface IOrganisationEffects
{
    /// <summary>Only cycles that are concerned; HR's own case is left out.</summary>
    Task<IReadOnlyList<CycleEffects>> ForAsync(IReadOnlyList<RecordChange> changes, Actor actor, CancellationToken cancellation);

    Task<IReadOnlyList<CycleConcern>> ConcernsAsync(int employeeId, Actor actor, CancellationToken cancellation);
}
