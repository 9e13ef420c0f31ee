namespace StarPortal.Domain.Stars;

/// <summary>What people record besides results.</summary>
public enum StarFactKind
{
    /// <summary>A training was completed.</summary>
    Training,
    Commendation,

    /// <summary>A suggestion was adopted.</summary>
    Suggestion,
}

public enum StarFactState
{
    Proposed,
    Approved,
    Rejected,
    Withdrawn,
}

/// <summary>What is recorded about an employee. Only approved facts count.</summary>
/// <param name="Code">Of the training in the catalogue; else empty.</param>
/// <param name="Title">The training's name at that time, or a few words.</param>
/// <param name="Date">The day on which it happened; decides for which cycles it counts.</param>
public sealed record StarFactContent(StarFactKind Kind, string Code, string Title, DateOnly Date, string Text);

/// <summary>A completed training, a commendation or an adopted suggestion: <c>Proposed → Approved | Rejected | Withdrawn</c>, <c>Approved → Withdrawn</c>.</summary>
public sealed class StarFact : IVersioned
{
    public const int TitleLength = 200;

    public const int TextLength = 2000;

    private StarFact()
    {
    }

    private StarFact(int employeeId, StarFactContent content, Actor actor, DateTime now)
    {
        EmployeeId = employeeId;
        Kind = content.Kind;
        Code = content.Code;
        Title = content.Title.Trim();
        Date = content.Date;
        Text = content.Text.Trim();
        ProposedBy = actor.Name;
        ProposedByAccountId = actor.AccountId;
        ProposedAt = now;
    }

    public int Id { get; private set; }

    /// <summary>Whom it is about.</summary>
    public int EmployeeId { get; private set; }

    public StarFactKind Kind { get; private set; }

    public string Code { get; private set; } = "";

    public string Title { get; private set; } = "";

    public DateOnly Date { get; private set; }

    public string Text { get; private set; } = "";

    public StarFactState State { get; private set; }

    public string ProposedBy { get; private set; } = "";

    public int ProposedByAccountId { get; private set; }

    public DateTime ProposedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was rejected or withdrawn.</summary>
    public string Reason { get; private set; } = "";

    public int Version { get; private set; }

    /// <param name="managerId">The employee's manager.</param>
    /// <param name="today">Nothing is recorded before it happened.</param>
    public static Result<StarFact> Propose(int employeeId, int? managerId, StarFactContent content, Actor actor, DateOnly today, DateTime now)
    {
        if (!StarAccess.CanProposeFact(actor, employeeId, managerId))
        {
            return StarErrors.FactNotFound;
        }

        var errors = Check(content, today);
        return errors.Count > 0 ? Result<StarFact>.Fail(errors) : new StarFact(employeeId, content, actor, now);
    }

    /// <summary>A record that HR takes over from a file: proposed and approved by the same hand, which the file's source vouches for.</summary>
    public static Result<StarFact> Import(int employeeId, StarFactContent content, Actor actor, DateOnly today, DateTime now)
    {
        if (!actor.IsHrFor(employeeId) && !actor.IsSystem)
        {
            return StarErrors.FactNotFound;
        }

        var errors = Check(content, today);
        if (errors.Count > 0)
        {
            return Result<StarFact>.Fail(errors);
        }

        var fact = new StarFact(employeeId, content, actor, now);
        fact.Decide(StarFactState.Approved, "", actor, now);
        return fact;
    }

    public Result Approve(int? managerId, Actor actor, DateTime now)
    {
        if (MayDecide(managerId, actor) is { Failed: true } refused)
        {
            return refused;
        }

        Decide(StarFactState.Approved, "", actor, now);
        return Result.Ok;
    }

    public Result Reject(int? managerId, string reason, Actor actor, DateTime now)
    {
        if (MayDecide(managerId, actor) is { Failed: true } refused)
        {
            return refused;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        Decide(StarFactState.Rejected, reason, actor, now);
        return Result.Ok;
    }

    /// <summary>The proposer takes a proposal back; HR takes back what should not count any more, with a reason.</summary>
    public Result Withdraw(string reason, Actor actor, DateTime now)
    {
        if (!StarAccess.CanWithdrawFact(actor, this))
        {
            return StarErrors.FactNotFound;
        }

        if (State is not (StarFactState.Proposed or StarFactState.Approved))
        {
            return StarErrors.FactDecided.With(State);
        }

        if (State == StarFactState.Approved && string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        Decide(StarFactState.Withdrawn, reason, actor, now);
        return Result.Ok;
    }

    public static IReadOnlyList<Error> Check(StarFactContent content, DateOnly today)
    {
        var errors = new List<Error>();
        if (content.Kind == StarFactKind.Training && content.Code.Length == 0)
        {
            errors.Add(StarErrors.TrainingMissing);
        }
        else if (string.IsNullOrWhiteSpace(content.Title))
        {
            errors.Add(StarErrors.FactTitleMissing);
        }

        if (content.Title.Trim().Length > TitleLength || content.Text.Trim().Length > TextLength)
        {
            errors.Add(StarErrors.FactTooLong.With(TitleLength, TextLength));
        }

        if (content.Date > today)
        {
            errors.Add(StarErrors.FactInFuture);
        }

        return errors;
    }

    private Result MayDecide(int? managerId, Actor actor) =>
        !StarAccess.CanDecideFact(actor, this, managerId) ? StarErrors.FactNotFound
        : State != StarFactState.Proposed ? StarErrors.FactDecided.With(State)
        : Result.Ok;

    private void Decide(StarFactState state, string reason, Actor actor, DateTime now) =>
        (State, Reason, DecidedBy, DecidedAt) = (state, reason.Trim(), actor.Name, now);
}
