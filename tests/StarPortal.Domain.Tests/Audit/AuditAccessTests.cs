using StarPortal.Domain.Audit;

namespace StarPortal.Domain.Tests.Audit;

public sealed class AuditAccessTests
{
    private static readonly Actor Hr = new(1, 10, "Helen", Roles.Employee | Roles.HR);
    private static readonly Actor Administrator = new(2, null, "Adam", Roles.Administrator);
    private static readonly Actor Employee = new(3, 30, "Emma", Roles.Employee);
    private static readonly Actor Committee = new(4, 40, "Carl", Roles.Employee | Roles.Committee);

    [Fact]
    public void CanView_OnlyHrAdministratorsAndTheProgram_May()
    {
        Assert.True(AuditAccess.CanView(Hr));
        Assert.True(AuditAccess.CanView(Administrator));
        Assert.True(AuditAccess.CanView(Actor.System("audit verify")));
        Assert.False(AuditAccess.CanView(Employee));
        Assert.False(AuditAccess.CanView(Committee));
    }

    [Theory]
    [InlineData("Results.Computed", false)]
    [InlineData("Reviews.Submitted", false)]
    [InlineData("Cycles.ActualEntered", false)]
    [InlineData("Something.New", false)]
    [InlineData("Identity.RoleGiven", true)]
    [InlineData("People.Imported", true)]
    public void CanViewDetails_Administrator_SeesOnlyTheFactOfWhatTouchesResults(string action, bool expected) =>
        Assert.Equal(expected, AuditAccess.CanViewDetails(Administrator, action, 30));

    [Theory]
    [InlineData("Results.Computed", 30, true)]
    [InlineData("Results.Computed", null, true)]
    [InlineData("Results.Computed", 10, false)]
    [InlineData("People.Changed", 10, true)]
    public void CanViewDetails_Hr_IsAParticipantLikeOthersInTheirOwnCase(string action, int? subject, bool expected) =>
        Assert.Equal(expected, AuditAccess.CanViewDetails(Hr, action, subject));

    [Fact]
    public void CanViewDetails_Employee_Never() => Assert.False(AuditAccess.CanViewDetails(Employee, "People.Changed", 30));
}
