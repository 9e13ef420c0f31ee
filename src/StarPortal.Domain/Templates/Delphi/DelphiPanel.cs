namespace StarPortal.Domain.Templates;

public enum DelphiState
{
    Open,
    Closed,
}

/// <summary>
/// Several people propose weights for the sections of a draft, or for the indicators of one of its sections, in rounds.
/// After each round they see median and spread, without names, and propose again; the facilitator ends it.
/// </summary>
public sealed class DelphiPanel : IVersioned
{
    public const int FewestMembers = 3;

    public const int MostMembers = 30;

    public const int MostRounds = 10;

    public const int QuestionLength = 1000;

    private readonly List<DelphiMember> members = [];
    private readonly List<DelphiRound> rounds = [];

    private DelphiPanel()
    {
    }

    public int Id { get; private set; }

    public int TemplateVersionId { get; private set; }

    public TemplateVersion? TemplateVersion { get; private set; }

    /// <summary>The section whose indicators are weighed; null when the sections themselves are.</summary>
    public string? SectionKey { get; private set; }

    /// <summary>What is weighed, as it was when the panel opened.</summary>
    public IReadOnlyList<DelphiItem> Items { get; private set; } = [];

    /// <summary>What the facilitator asks the members to think of; may be empty.</summary>
    public string Question { get; private set; } = "";

    public DelphiState State { get; private set; }

    public string Facilitator { get; private set; } = "";

    public DateTime OpenedAt { get; private set; }

    public DateTime? AppliedAt { get; private set; }

    public IReadOnlyList<DelphiMember> Members => members;

    public IReadOnlyList<DelphiRound> Rounds => rounds;

    public int Version { get; private set; }

    /// <summary>The round that takes proposals; null between rounds and after the end.</summary>
    public DelphiRound? OpenRound => rounds.Find(r => r.ClosedAt is null);

    /// <summary>The newest closed round whose proposals are enough to be summed up.</summary>
    public DelphiRound? LastSummed => rounds.Where(r => r.Summary.Count > 0).MaxBy(r => r.Number);

    /// <summary>Opens a panel with its first round.</summary>
    public static Result<DelphiPanel> Open(DelphiSubject subject, string question, IReadOnlyCollection<int> employees, DateTime? dueAt, Actor actor, DateTime now)
    {
        var people = employees.Distinct().ToList();
        if (subject.Items.Count < 2)
        {
            return DelphiErrors.NothingToWeigh;
        }

        if (people.Count is < FewestMembers or > MostMembers)
        {
            return DelphiErrors.MemberCount.With(FewestMembers, MostMembers, people.Count);
        }

        if (question.Trim().Length > QuestionLength)
        {
            return TemplateErrors.TooLong.With(QuestionLength);
        }

        if (dueAt <= now)
        {
            return DelphiErrors.DuePassed;
        }

        var panel = new DelphiPanel
        {
            TemplateVersionId = subject.TemplateVersionId,
            SectionKey = subject.SectionKey,
            Items = subject.Items,
            Question = question.Trim(),
            Facilitator = actor.Name,
            OpenedAt = now,
        };
        panel.members.AddRange(people.Select(id => new DelphiMember(id)));
        panel.rounds.Add(new DelphiRound(1, now, dueAt));
        return panel;
    }

    /// <summary>Takes a member's proposal for the open round; a second one replaces the first.</summary>
    public Result Propose(int employeeId, IReadOnlyDictionary<string, decimal> weights, string reason, DateTime now)
    {
        if (members.Find(m => m.EmployeeId == employeeId) is not { } member)
        {
            return DelphiErrors.NotFound;
        }

        if (State != DelphiState.Open || OpenRound is not { } round)
        {
            return DelphiErrors.RoundClosed;
        }

        if (Items.Count != weights.Count || Items.Any(i => !weights.ContainsKey(i.Key)))
        {
            return DelphiErrors.OtherItems;
        }

        if (weights.Values.FirstOrDefault(w => !Weights.IsValid(w), -1m) is var wrong && wrong != -1m)
        {
            return DelphiErrors.WeightWrong.With(wrong);
        }

        if (weights.Values.Sum() != Weights.Whole)
        {
            return DelphiErrors.NotWhole.With(weights.Values.Sum());
        }

        if (reason.Trim().Length > DelphiProposal.ReasonLength)
        {
            return TemplateErrors.TooLong.With(DelphiProposal.ReasonLength);
        }

        round.Take(member.EmployeeId, [.. Items.Select(i => new DelphiWeight(i.Key, weights[i.Key]))], reason.Trim(), now);
        return Result.Ok;
    }

    /// <summary>Ends the open round and sums it up. Fewer than <see cref="FewestMembers"/> proposals are not summed up: nobody's own shall be read off.</summary>
    public Result CloseRound(DateTime now)
    {
        if (State != DelphiState.Open || OpenRound is not { } round)
        {
            return DelphiErrors.RoundClosed;
        }

        round.Close(Items, now);
        return Result.Ok;
    }

    public Result OpenNextRound(DateTime? dueAt, DateTime now)
    {
        if (State != DelphiState.Open)
        {
            return DelphiErrors.PanelClosed;
        }

        if (OpenRound is not null)
        {
            return DelphiErrors.RoundOpen;
        }

        if (rounds.Count >= MostRounds)
        {
            return DelphiErrors.TooManyRounds.With(MostRounds);
        }

        if (dueAt <= now)
        {
            return DelphiErrors.DuePassed;
        }

        rounds.Add(new DelphiRound(rounds.Count + 1, now, dueAt));
        return Result.Ok;
    }

    /// <summary>Ends the panel; an open round is closed with it.</summary>
    public Result Close(DateTime now)
    {
        if (State != DelphiState.Open)
        {
            return DelphiErrors.PanelClosed;
        }

        OpenRound?.Close(Items, now);
        State = DelphiState.Closed;
        return Result.Ok;
    }

    /// <summary>The weights that the panel arrived at, by key: medians of the last summed-up round, made to sum to exactly 100.</summary>
    public IReadOnlyDictionary<string, decimal> Outcome()
        => LastSummed is not { } round
            ? new Dictionary<string, decimal>()
            : round.Summary.Select(s => s.Key)
                .Zip(Weights.Proportionally([.. round.Summary.Select(s => s.Median)]))
                .ToDictionary(p => p.First, p => p.Second);

    /// <summary>Puts the outcome into the draft; refused when the panel is still open or the draft is no longer what was weighed.</summary>
    /// <returns>The draft's new content.</returns>
    public Result<TemplateDefinition> Apply(TemplateVersion draft, DateTime now)
    {
        if (State != DelphiState.Closed)
        {
            return DelphiErrors.StillOpen;
        }

        var outcome = Outcome();
        if (outcome.Count == 0)
        {
            return DelphiErrors.NoOutcome;
        }

        if (draft.Id != TemplateVersionId || draft.State != TemplateState.Draft)
        {
            return TemplateErrors.Frozen;
        }

        var subject = DelphiSubject.Of(draft.Id, draft.Definition, SectionKey);
        if (subject is null || !subject.Items.Select(i => i.Key).ToHashSet().SetEquals(outcome.Keys))
        {
            return DelphiErrors.ShapeChanged;
        }

        AppliedAt = now;
        return subject.With(draft.Definition, outcome);
    }
}

/// <summary>Somebody who is asked.</summary>
public sealed class DelphiMember
{
    private DelphiMember()
    {
    }

    internal DelphiMember(int employeeId) => EmployeeId = employeeId;

    public int Id { get; private set; }

    public int PanelId { get; private set; }

    public int EmployeeId { get; private set; }
}

public sealed class DelphiRound : IVersioned
{
    private readonly List<DelphiProposal> proposals = [];

    private DelphiRound()
    {
    }

    internal DelphiRound(int number, DateTime openedAt, DateTime? dueAt)
    {
        Number = number;
        OpenedAt = openedAt;
        DueAt = dueAt;
    }

    public int Id { get; private set; }

    public int PanelId { get; private set; }

    public int Number { get; private set; }

    public DateTime OpenedAt { get; private set; }

    /// <summary>A date to keep; the facilitator closes the round.</summary>
    public DateTime? DueAt { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public IReadOnlyList<DelphiProposal> Proposals => proposals;

    /// <summary>How many proposed, fixed when the round closes.</summary>
    public int Count { get; private set; }

    /// <summary>Median and spread per item; empty while the round is open or when too few proposed.</summary>
    public IReadOnlyList<DelphiSpread> Summary { get; private set; } = [];

    public int Version { get; private set; }

    internal void Take(int employeeId, IReadOnlyList<DelphiWeight> weights, string reason, DateTime now)
    {
        if (proposals.Find(p => p.EmployeeId == employeeId) is { } earlier)
        {
            earlier.Change(weights, reason, now);
        }
        else
        {
            proposals.Add(new DelphiProposal(employeeId, weights, reason, now));
        }
    }

    internal void Close(IReadOnlyList<DelphiItem> items, DateTime now)
    {
        ClosedAt = now;
        Count = proposals.Count;
        if (Count >= DelphiPanel.FewestMembers)
        {
            Summary = [.. items.Select(i => DelphiStatistics.Spread(i.Key, [.. proposals.Select(p => p.WeightOf(i.Key))]))];
        }
    }
}

public sealed class DelphiProposal : IVersioned
{
    public const int ReasonLength = 2000;

    private DelphiProposal()
    {
    }

    internal DelphiProposal(int employeeId, IReadOnlyList<DelphiWeight> weights, string reason, DateTime at)
    {
        EmployeeId = employeeId;
        Change(weights, reason, at);
    }

    public int Id { get; private set; }

    public int RoundId { get; private set; }

    public int EmployeeId { get; private set; }

    public IReadOnlyList<DelphiWeight> Weights { get; private set; } = [];

    public string Reason { get; private set; } = "";

    public DateTime SubmittedAt { get; private set; }

    public int Version { get; private set; }

    internal decimal WeightOf(string key) => Weights.First(w => w.Key == key).Weight;

    internal void Change(IReadOnlyList<DelphiWeight> weights, string reason, DateTime at)
    {
        Weights = weights;
        Reason = reason;
        SubmittedAt = at;
    }
}

/// <param name="Weight">Percent.</param>
public sealed record DelphiWeight(string Key, decimal Weight);
