namespace StarPortal.Domain.Identity;

/// <summary>Named errors of signing in and of accounts.</summary>
public static class IdentityErrors
{
    /// <summary>One answer for a wrong password, an unknown, locked or disabled account: nobody learns which accounts exist.</summary>
    public static readonly Error SignInFailed = Of(nameof(SignInFailed));

    public static readonly Error CodeWrong = Of(nameof(CodeWrong));

    public static readonly Error SignInExpired = Of(nameof(SignInExpired));

    public static readonly Error LinkInvalid = Of(nameof(LinkInvalid));

    public static readonly Error PasswordTooShort = Of(nameof(PasswordTooShort));

    public static readonly Error PasswordTooLong = Of(nameof(PasswordTooLong));

    public static readonly Error PasswordTooFewCharacters = Of(nameof(PasswordTooFewCharacters));

    public static readonly Error PasswordCommon = Of(nameof(PasswordCommon));

    public static readonly Error PasswordPersonal = Of(nameof(PasswordPersonal));

    public static readonly Error PasswordsDiffer = Of(nameof(PasswordsDiffer));

    public static readonly Error PasswordWrong = Of(nameof(PasswordWrong));

    public static readonly Error PasswordSame = Of(nameof(PasswordSame));

    public static readonly Error SecondFactorOn = Of(nameof(SecondFactorOn));

    public static readonly Error SecondFactorOff = Of(nameof(SecondFactorOff));

    public static readonly Error OwnAccount = Of(nameof(OwnAccount));

    public static readonly Error RoleNotYours = Of(nameof(RoleNotYours));

    public static readonly Error LastAdministrator = Of(nameof(LastAdministrator));

    public static readonly Error AccountDisabled = Of(nameof(AccountDisabled));

    public static readonly Error HasPassword = Of(nameof(HasPassword));

    public static readonly Error EmailInvalid = Of(nameof(EmailInvalid));

    public static readonly Error NameRequired = Of(nameof(NameRequired));

    public static readonly Error EmailTaken = Of(nameof(EmailTaken));

    public static readonly Error AccountExists = Of(nameof(AccountExists));

    public static readonly Error AccountUnknown = Of(nameof(AccountUnknown));

    public static readonly Error EmployeeUnknown = Of(nameof(EmployeeUnknown));

    public static readonly Error RoleUnknown = Of(nameof(RoleUnknown));

    public static readonly Error SetUpLinkInvalid = Of(nameof(SetUpLinkInvalid));

    public static readonly Error ApiKeyNameMissing = Of(nameof(ApiKeyNameMissing));

    public static readonly Error ApiKeyNameTooLong = Of(nameof(ApiKeyNameTooLong));

    public static readonly Error ApiKeyScopeMissing = Of(nameof(ApiKeyScopeMissing));

    public static readonly Error ApiKeyScopeNotYours = Of(nameof(ApiKeyScopeNotYours));

    public static readonly Error ApiKeyDays = Of(nameof(ApiKeyDays));

    public static readonly Error ApiKeyTooManyLimits = Of(nameof(ApiKeyTooManyLimits));

    public static readonly Error ApiKeyRevoked = Of(nameof(ApiKeyRevoked));

    public static readonly Error ApiKeyUnknownCycle = Of(nameof(ApiKeyUnknownCycle));

    private static Error Of(string code) => new("Identity", code);
}
