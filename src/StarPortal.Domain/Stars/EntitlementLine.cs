namespace StarPortal.Domain.Stars;

public enum EntitlementLineKind
{
    /// <summary>What a person gets.</summary>
    Grant,

    /// <summary>Takes a line of an earlier list back: its figures are that line's, negative.</summary>
    Reversal,
}

/// <summary>Whose line it is, as of the cycle's launch.</summary>
public sealed record EntitledPerson(int EmployeeId, string Number, string Name, int DepartmentId, string Department);

/// <summary>What a level brings to one person.</summary>
/// <param name="Amount">In <paramref name="Currency"/>; null when no money amount is fixed.</param>
/// <param name="Currency">ISO 4217; empty without an amount.</param>
/// <param name="SalaryPercent">Percent of a salary that only payroll knows.</param>
public sealed record EntitledBenefits(decimal? Amount, string Currency, decimal? SalaryPercent, LocalText Gift, LocalText Honour, LocalText Development)
{
    public static EntitledBenefits None { get; } = new(null, "", null, LocalText.Empty, LocalText.Empty, LocalText.Empty);

    public bool IsEmpty => Amount is null && SalaryPercent is null && Gift.IsEmpty && Honour.IsEmpty && Development.IsEmpty;
}

/// <summary>One person's line of an entitlement list. Money is an amount, or a percentage of a salary: salaries are not kept here.</summary>
public sealed class EntitlementLine : IVersioned
{
    /// <summary>Percent of a salary.</summary>
    public const decimal MostPercent = 1_000m;

    private EntitlementLine()
    {
    }

    public EntitlementLine(int listId, EntitledPerson person, int level, LocalText levelName, EntitledBenefits benefits)
    {
        ListId = listId;
        EmployeeId = person.EmployeeId;
        EmployeeNumber = person.Number;
        Name = person.Name;
        DepartmentId = person.DepartmentId;
        Department = person.Department;
        Level = level;
        LevelName = levelName;
        Gift = benefits.Gift;
        Honour = benefits.Honour;
        Development = benefits.Development;
        Amount = ComputedAmount = benefits.Amount;
        Currency = benefits.Currency;
        SalaryPercent = ComputedPercent = benefits.SalaryPercent;
    }

    public int Id { get; private set; }

    public int ListId { get; private set; }

    public int EmployeeId { get; private set; }

    public EntitlementLineKind Kind { get; private set; }

    /// <summary>The earlier line that a reversal takes back; 0 for a grant.</summary>
    public int ReversesLineId { get; private set; }

    /// <summary>As of the cycle's launch, like name and department.</summary>
    public string EmployeeNumber { get; private set; } = "";

    public string Name { get; private set; } = "";

    public int DepartmentId { get; private set; }

    public string Department { get; private set; } = "";

    public int Level { get; private set; }

    public LocalText LevelName { get; private set; } = LocalText.Empty;

    /// <summary>In <see cref="Currency"/>; negative in a reversal; null when no amount is fixed.</summary>
    public decimal? Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>Percent of a salary that only payroll knows; negative in a reversal.</summary>
    public decimal? SalaryPercent { get; private set; }

    public LocalText Gift { get; private set; } = LocalText.Empty;

    public LocalText Honour { get; private set; } = LocalText.Empty;

    public LocalText Development { get; private set; } = LocalText.Empty;

    /// <summary>What the level says, whatever was changed by hand.</summary>
    public decimal? ComputedAmount { get; private set; }

    public decimal? ComputedPercent { get; private set; }

    /// <summary>Why the line is not what the level says, or why it was taken back.</summary>
    public string Note { get; private set; } = "";

    public int? ChangedByAccountId { get; private set; }

    public int? ChangedByEmployeeId { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public DateTime? ChangedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Sets what is paid by hand. Nobody does so for themselves.</summary>
    /// <param name="amount">Null for none.</param>
    /// <param name="salaryPercent">Null for none.</param>
    /// <param name="currency">The programme's, for a line that had no amount.</param>
    /// <param name="reason">Required.</param>
    /// <param name="actor">HR, about somebody else.</param>
    /// <param name="now">UTC.</param>
    public Result Change(decimal? amount, decimal? salaryPercent, string currency, string reason, Actor actor, DateTime now)
    {
        if (!EntitlementAccess.CanChange(actor, EmployeeId))
        {
            return EntitlementErrors.OwnLine;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (amount < 0)
        {
            return EntitlementErrors.AmountNegative;
        }

        if (salaryPercent is < 0 or > MostPercent)
        {
            return EntitlementErrors.PercentOutOfRange.With(MostPercent);
        }

        if (amount == Amount && salaryPercent == SalaryPercent)
        {
            return EntitlementErrors.NothingChanged;
        }

        Amount = amount;
        SalaryPercent = salaryPercent;
        Currency = Currency.Length == 0 && amount is not null ? currency : Currency;
        Sign(reason, actor, now);
        return Result.Ok;
    }

    /// <summary>The line of a later list that takes this one back.</summary>
    public EntitlementLine Reverse(int listId, string reason, Actor actor, DateTime now)
    {
        var reversal = new EntitlementLine(listId, Person, Level, LevelName, new EntitledBenefits(-Amount, Currency, -SalaryPercent, Gift, Honour, Development))
        {
            Kind = EntitlementLineKind.Reversal,
            ReversesLineId = Id,
        };
        reversal.Sign(reason, actor, now);
        return reversal;
    }

    /// <summary>The line of a later list that stands in this one's place, to be changed by hand.</summary>
    public EntitlementLine Renew(int listId) =>
        new(listId, Person, Level, LevelName, new EntitledBenefits(Amount, Currency, SalaryPercent, Gift, Honour, Development))
        {
            ComputedAmount = ComputedAmount,
            ComputedPercent = ComputedPercent,
        };

    private EntitledPerson Person => new(EmployeeId, EmployeeNumber, Name, DepartmentId, Department);

    private void Sign(string reason, Actor actor, DateTime now)
    {
        Note = reason.Trim();
        ChangedByAccountId = actor.AccountId;
        ChangedByEmployeeId = actor.EmployeeId;
        ChangedBy = actor.Name;
        ChangedAt = now;
    }
}
