namespace StarPortal.Domain.Stars;

/// <summary>Named faults of star programmes; the arguments that each sentence takes are given in order.</summary>
public static class StarErrors
{
    public static readonly Error NotFound = new("Stars", "NotFound");
    public static readonly Error Frozen = new("Stars", "Frozen");
    public static readonly Error NotPublished = new("Stars", "NotPublished");
    public static readonly Error DraftExists = new("Stars", "DraftExists");
    public static readonly Error InUse = new("Stars", "InUse");
    public static readonly Error UnknownPreset = new("Stars", "UnknownPreset");

    public static readonly Error NameMissing = new("Stars", "NameMissing");

    /// <summary>Limit.</summary>
    public static readonly Error TextTooLong = new("Stars", "TextTooLong");

    /// <summary>Least, most, count.</summary>
    public static readonly Error LevelCount = new("Stars", "LevelCount");

    /// <summary>Position, number found.</summary>
    public static readonly Error LevelOrder = new("Stars", "LevelOrder");

    /// <summary>Level.</summary>
    public static readonly Error LevelNameMissing = new("Stars", "LevelNameMissing");

    /// <summary>Level, name.</summary>
    public static readonly Error LevelNameTwice = new("Stars", "LevelNameTwice");

    /// <summary>Level, colour.</summary>
    public static readonly Error Colour = new("Stars", "Colour");

    /// <summary>Level.</summary>
    public static readonly Error LevelAsksNothing = new("Stars", "LevelAsksNothing");

    /// <summary>Level.</summary>
    public static readonly Error GroupEmpty = new("Stars", "GroupEmpty");

    /// <summary>Level.</summary>
    public static readonly Error GroupTooDeep = new("Stars", "GroupTooDeep");

    /// <summary>Level, count, parts.</summary>
    public static readonly Error GroupCount = new("Stars", "GroupCount");

    /// <summary>Level.</summary>
    public static readonly Error KeyMissing = new("Stars", "KeyMissing");

    /// <summary>Level, key.</summary>
    public static readonly Error UnknownSection = new("Stars", "UnknownSection");

    /// <summary>Level, key.</summary>
    public static readonly Error UnknownIndicator = new("Stars", "UnknownIndicator");

    /// <summary>Level, key.</summary>
    public static readonly Error IndicatorWithoutActual = new("Stars", "IndicatorWithoutActual");

    /// <summary>Level, code.</summary>
    public static readonly Error UnknownTraining = new("Stars", "UnknownTraining");

    /// <summary>Level, value.</summary>
    public static readonly Error ValueRange = new("Stars", "ValueRange");

    /// <summary>Level, value.</summary>
    public static readonly Error CountNotWhole = new("Stars", "CountNotWhole");

    /// <summary>Level, fact.</summary>
    public static readonly Error Contradiction = new("Stars", "Contradiction");

    /// <summary>Level, lower level, fact.</summary>
    public static readonly Error ContradictsLower = new("Stars", "ContradictsLower");

    /// <summary>Level, lower level, fact.</summary>
    public static readonly Error LowerStricter = new("Stars", "LowerStricter");

    /// <summary>Level, fact.</summary>
    public static readonly Error SameTwice = new("Stars", "SameTwice");

    /// <summary>Level.</summary>
    public static readonly Error GuidanceRange = new("Stars", "GuidanceRange");

    /// <summary>Sum.</summary>
    public static readonly Error GuidanceSum = new("Stars", "GuidanceSum");

    /// <summary>Level, benefit.</summary>
    public static readonly Error BenefitAmount = new("Stars", "BenefitAmount");

    /// <summary>Level, benefit.</summary>
    public static readonly Error BenefitText = new("Stars", "BenefitText");

    /// <summary>Currency.</summary>
    public static readonly Error Currency = new("Stars", "Currency");
    public static readonly Error DatesReversed = new("Stars", "DatesReversed");

    /// <summary>Most levels.</summary>
    public static readonly Error PolicyUp = new("Stars", "PolicyUp");

    /// <summary>Most levels.</summary>
    public static readonly Error PolicyDown = new("Stars", "PolicyDown");

    /// <summary>Most cycles.</summary>
    public static readonly Error PolicyBelow = new("Stars", "PolicyBelow");

    /// <summary>Most months.</summary>
    public static readonly Error PolicyNewcomer = new("Stars", "PolicyNewcomer");

    /// <summary>Least, most.</summary>
    public static readonly Error PolicyGroup = new("Stars", "PolicyGroup");

    public static readonly Error FactNotFound = new("Stars", "FactNotFound");

    /// <summary>The state it is in.</summary>
    public static readonly Error FactDecided = new("Stars", "FactDecided");
    public static readonly Error FactTitleMissing = new("Stars", "FactTitleMissing");

    /// <summary>Limit of the title, limit of the text.</summary>
    public static readonly Error FactTooLong = new("Stars", "FactTooLong");
    public static readonly Error FactInFuture = new("Stars", "FactInFuture");
    public static readonly Error TrainingMissing = new("Stars", "TrainingMissing");

    /// <summary>Limit.</summary>
    public static readonly Error TrainingCode = new("Stars", "TrainingCode");
    public static readonly Error TrainingNameMissing = new("Stars", "TrainingNameMissing");

    /// <summary>Code.</summary>
    public static readonly Error TrainingTwice = new("Stars", "TrainingTwice");

    /// <summary>Code.</summary>
    public static readonly Error TrainingUnknown = new("Stars", "TrainingUnknown");

    public static readonly Error FactTwice = new("Stars", "FactTwice");

    public static readonly Error ImportColumns = new("Stars", "ImportColumns");

    /// <summary>Number.</summary>
    public static readonly Error ImportPerson = new("Stars", "ImportPerson");

    public static readonly Error ImportDateMissing = new("Stars", "ImportDateMissing");

    public static readonly Error PersonMissing = new("Stars", "PersonMissing");

    public static readonly Error OwnRecord = new("Stars", "OwnRecord");
}
