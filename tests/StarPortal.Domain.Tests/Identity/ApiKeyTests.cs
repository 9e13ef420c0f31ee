using StarPortal.Domain.Identity;

namespace StarPortal.Domain.Tests.Identity;

public sealed class ApiKeyTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Hr = new(1, 7, "Helen", Roles.HR);
    private static readonly ApiKeyPlan Plan = new("CRM", ApiScopes.WriteActuals, ApiKey.DefaultDays, [], []);

    [Fact]
    public void Create_TellsTheTextOnceAndKeepsItsHash()
    {
        var (key, token) = ApiKey.Create(Plan, Hr, Now).Value;

        Assert.StartsWith($"spk_{key.Prefix}_", token, StringComparison.Ordinal);
        Assert.DoesNotContain(token, key.SecretHash, StringComparison.Ordinal);
        Assert.True(ApiKey.IsSame(key.SecretHash, ApiKey.HashOf(token)));
        Assert.False(ApiKey.IsSame(key.SecretHash, ApiKey.HashOf(token + " ")));
        Assert.Equal(key.Prefix, ApiKey.PrefixOf(token));
        Assert.Equal(Now.AddDays(90), key.ExpiresAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("spk")]
    [InlineData("spk_a_b")]
    [InlineData("xxx_abcdefgh_0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("spk__0000000000000000000000000000000000000000000000000000000000000000")]
    public void PrefixOf_SomethingElse_IsNone(string token) => Assert.Null(ApiKey.PrefixOf(token));

    [Theory]
    [InlineData(Roles.HR, ApiScopes.ReadActuals | ApiScopes.WriteActuals, 365, null)]
    [InlineData(Roles.Administrator, ApiScopes.WriteActuals, 1, null)]
    [InlineData(Roles.Administrator, ApiScopes.ReadActuals, 90, "ApiKeyScopeNotYours")]
    [InlineData(Roles.Employee, ApiScopes.WriteActuals, 90, "NotAllowed")]
    [InlineData(Roles.HR, ApiScopes.None, 90, "ApiKeyScopeMissing")]
    [InlineData(Roles.HR, ApiScopes.WriteActuals, 0, "ApiKeyDays")]
    [InlineData(Roles.HR, ApiScopes.WriteActuals, 366, "ApiKeyDays")]
    public void Create_IsRefusedFor(Roles roles, ApiScopes scopes, int days, string? code) =>
        Assert.Equal(code, ApiKey.Create(Plan with { Scopes = scopes, Days = days }, Hr with { Roles = roles }, Now).Errors is [var first, ..] ? first.Code : null);

    [Fact]
    public void State_SaysWhyAKeyDoesNotCount()
    {
        var key = ApiKey.Create(Plan with { CycleIds = [4], IndicatorKeys = ["accuracy"] }, Hr, Now).Value.Key;

        Assert.Equal(ApiKeyState.Active, key.StateAt(Now, true));
        Assert.Equal(ApiKeyState.MakerInactive, key.StateAt(Now, false));
        Assert.Equal(ApiKeyState.Expired, key.StateAt(key.ExpiresAt, true));
        Assert.True(key.Revoke(Hr with { Roles = Roles.Employee }, Now).Error.Is(SharedErrors.NotAllowed));
        Assert.True(key.Revoke(Hr, Now).Succeeded);
        Assert.Equal(ApiKeyState.Revoked, key.StateAt(Now, true));
        Assert.True(key.Reaches(4) && !key.Reaches(5) && key.Reaches("accuracy") && !key.Reaches("safety"));
    }
}
