namespace StarPortal.Domain.Documents;

public enum CertificateState
{
    Valid,
    Revoked,

    /// <summary>Another certificate stands in its place.</summary>
    Replaced,
}

/// <summary>What stands on a certificate, as it was when it was issued: a later change of a name or level does not change a paper.</summary>
/// <param name="Name">The person's name as printed.</param>
/// <param name="Level">1 to <paramref name="Levels"/>.</param>
/// <param name="Levels">Levels that the programme had.</param>
/// <param name="Period">The cycle's period in words.</param>
public sealed record CertificateFacts(string Name, LocalText Programme, int Level, int Levels, LocalText LevelName, LocalText Period);

/// <summary>Whose level in which cycle and programme a certificate confirms.</summary>
public sealed record CertificateSubject(int EmployeeId, int CycleId, int ProgrammeId, CertificateFacts Facts);

/// <summary>
/// A paper that anyone can check on a public page. What it says never changes and it is never deleted: it is valid until it is
/// revoked or replaced, which is final.
/// </summary>
public sealed class Certificate : IVersioned
{
    public const int LongestReason = 500;

    private Certificate()
    {
    }

    public Certificate(CertificateNumber number, string code, CertificateSubject subject, int designId, DateOnly issuedOn, Actor actor, DateTime now)
    {
        Year = number.Year;
        Sequence = number.Sequence;
        Number = number.ToString();
        Code = code;
        EmployeeId = subject.EmployeeId;
        CycleId = subject.CycleId;
        ProgrammeId = subject.ProgrammeId;
        Facts = subject.Facts;
        Name = subject.Facts.Name;
        Level = subject.Facts.Level;
        DesignId = designId;
        IssuedOn = issuedOn;
        IssuedAt = now;
        IssuedByAccountId = actor.AccountId;
        IssuedBy = actor.Name;
    }

    public int Id { get; private set; }

    public int Year { get; private set; }

    public int Sequence { get; private set; }

    /// <summary>As printed, unique: SP-2026-000123.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Verification code without dashes, unique. It is printed on demand and therefore kept readable.</summary>
    public string Code { get; private set; } = "";

    public int EmployeeId { get; private set; }

    public int CycleId { get; private set; }

    public int ProgrammeId { get; private set; }

    public CertificateFacts Facts { get; private set; } = null!;

    /// <summary>The printed name once more, to search by.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The level once more, to filter by.</summary>
    public int Level { get; private set; }

    /// <summary>Company name, logo, seal and wording as they were.</summary>
    public int DesignId { get; private set; }

    /// <summary>Issue date in the company's time zone.</summary>
    public DateOnly IssuedOn { get; private set; }

    public DateTime IssuedAt { get; private set; }

    public int IssuedByAccountId { get; private set; }

    public string IssuedBy { get; private set; } = "";

    public CertificateState State { get; private set; }

    /// <summary>When it stopped being valid.</summary>
    public DateTime? EndedAt { get; private set; }

    public string? EndedBy { get; private set; }

    /// <summary>Why it was revoked or replaced.</summary>
    public string? EndReason { get; private set; }

    /// <summary>The earlier certificate that this one replaces.</summary>
    public int? ReplacesId { get; private set; }

    public int Version { get; private set; }

    public Result Revoke(string reason, Actor actor, DateTime now) => End(CertificateState.Revoked, reason, actor, now);

    /// <summary>Ends this certificate in favour of another, which then names it by <see cref="Succeed"/>.</summary>
    public Result Replace(string reason, Actor actor, DateTime now) => End(CertificateState.Replaced, reason, actor, now);

    public void Succeed(Certificate earlier) => ReplacesId = earlier.Id;

    private Result End(CertificateState state, string reason, Actor actor, DateTime now)
    {
        if (!CertificateAccess.CanDecide(actor, EmployeeId))
        {
            return SharedErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (reason.Trim().Length > LongestReason)
        {
            return CertificateErrors.ReasonTooLong.With(LongestReason);
        }

        if (State != CertificateState.Valid)
        {
            return CertificateErrors.NotValid;
        }

        (State, EndReason, EndedBy, EndedAt) = (state, reason.Trim(), actor.Name, now);
        return Result.Ok;
    }
}
