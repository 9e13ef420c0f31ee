namespace StarPortal.Domain.Stars;

/// <summary>A level's benefits as one line for payroll and HR: what is alike is added up or written one after the other.</summary>
public static class LevelBenefits
{
    /// <param name="names">What a kind of benefit is called, for benefits whose kind says it all.</param>
    public static EntitledBenefits Of(StarDefinition definition, int level, Func<BenefitKind, LocalText> names)
    {
        var benefits = definition.Level(level)?.Benefits ?? [];
        var amount = Sum(benefits, BenefitKind.BonusAmount);
        return new EntitledBenefits(
            amount,
            amount is null ? "" : definition.Currency,
            Sum(benefits, BenefitKind.BonusPercent),
            Words(benefits.Where(b => b.Group == BenefitGroup.Material && b.Kind is not (BenefitKind.BonusAmount or BenefitKind.BonusPercent)), names),
            Words(benefits.Where(b => b.Group == BenefitGroup.Honour), names),
            Words(benefits.Where(b => b.Group == BenefitGroup.Development), names));
    }

    private static decimal? Sum(IEnumerable<Benefit> benefits, BenefitKind kind)
    {
        var amounts = benefits.Where(b => b.Kind == kind && b.Amount is not null).Select(b => b.Amount!.Value).ToList();
        return amounts.Count == 0 ? null : amounts.Sum();
    }

    private static LocalText Words(IEnumerable<Benefit> benefits, Func<BenefitKind, LocalText> names)
    {
        var words = benefits.Select(b => Word(b, names(b.Kind))).ToList();
        return words.Count == 0
            ? LocalText.Empty
            : new LocalText(string.Join("; ", words.Select(w => w.En)), string.Join("；", words.Select(w => w.Zh)));
    }

    // the number of days is part of the words, money is not
    private static LocalText Word(Benefit benefit, LocalText name)
    {
        var days = benefit is { Kind: BenefitKind.PaidLeave, Amount: { } amount } ? amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) : "";
        return benefit.Text.IsEmpty
            ? days.Length == 0 ? name : new LocalText($"{name.En}: {days}", $"{name.Zh}：{days}")
            : new LocalText(WithDays(benefit.Text.For("en-US"), days, days == "1" ? "day" : "days"), WithDays(benefit.Text.For("zh-CN"), days, "天"));
    }

    private static string WithDays(string text, string days, string unit) => days.Length == 0 ? text : $"{text} ({days} {unit})";
}
