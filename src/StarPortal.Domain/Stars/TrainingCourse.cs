namespace StarPortal.Domain.Stars;

/// <summary>A training in the catalogue; criteria and completed trainings refer to its code.</summary>
public sealed class TrainingCourse : IVersioned
{
    public const int CodeLength = 50;

    public const int NameLength = 200;

    private TrainingCourse()
    {
    }

    public TrainingCourse(string code, LocalText name)
    {
        Code = code;
        Name = name;
    }

    public int Id { get; private set; }

    /// <summary>Unique; small letters, digits and hyphens; never changes.</summary>
    public string Code { get; private set; } = "";

    public LocalText Name { get; private set; } = LocalText.Empty;

    /// <summary>Cannot be chosen for new records; completed ones go on counting.</summary>
    public bool Retired { get; private set; }

    public int Version { get; private set; }

    public static Result<TrainingCourse> Make(string code, LocalText name)
    {
        if (code.Length is 0 or > CodeLength || !code.All(c => c is '-' or (>= '0' and <= '9') or (>= 'a' and <= 'z')))
        {
            return StarErrors.TrainingCode.With(CodeLength);
        }

        var checkedName = Check(name);
        return checkedName.Failed ? Result<TrainingCourse>.Fail(checkedName.Errors) : new TrainingCourse(code, name);
    }

    public Result Edit(LocalText name, bool retired)
    {
        var checkedName = Check(name);
        if (checkedName.Succeeded)
        {
            (Name, Retired) = (name, retired);
        }

        return checkedName;
    }

    private static Result Check(LocalText name) =>
        name.IsEmpty ? StarErrors.TrainingNameMissing
        : Math.Max(name.En.Length, name.Zh.Length) > NameLength ? StarErrors.TextTooLong.With(NameLength)
        : Result.Ok;
}
