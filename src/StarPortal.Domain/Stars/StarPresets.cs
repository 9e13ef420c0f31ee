using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Stars;

/// <summary>A programme that ships with the product and can be copied.</summary>
/// <param name="Key">Stable handle; also the code of a programme made from it, when that is free.</param>
/// <param name="Trainings">What its criteria need in the training catalogue.</param>
public sealed record StarPreset(string Key, StarDefinition Definition, IReadOnlyList<(string Code, LocalText Name)> Trainings);

public static class StarPresets
{
    public const string BasicTraining = "basic-training";

    private static readonly (string, LocalText) basicTraining = (BasicTraining, new("Basic training", "基础培训"));

    /// <summary>Service roles; looks at the indicators <c>accuracy</c>, <c>complaints</c> and <c>satisfaction</c> of the template of the same name.</summary>
    public static readonly StarPreset FiveStarService = new("five-star-service", FiveStar(), [basicTraining]);

    /// <summary>Everybody, by quarter; looks at nothing that not every template has.</summary>
    public static readonly StarPreset StarEmployee = new("star-employee", Employee(), [basicTraining]);

    public static IReadOnlyList<StarPreset> All { get; } = [FiveStarService, StarEmployee];

    public static StarPreset? Find(string key) => All.FirstOrDefault(p => p.Key == key);

    /// <summary>Three levels that ask nothing yet.</summary>
    public static StarDefinition Empty(LocalText name) => new(
        name,
        LocalText.Empty,
        [.. Enumerable.Range(1, StarDefinition.LeastLevels).Select(EmptyLevel)],
        StarPolicy.Default,
        Population.Everybody);

    public static StarLevel EmptyLevel(int number) => new(number, LocalText.Empty, Colour(number), null, [], null);

    /// <summary>A colour of its own for each level: bronze, silver, gold, emerald, violet.</summary>
    public static string Colour(int number) => number switch
    {
        1 => "#b0662d",
        2 => "#9aa3b2",
        3 => "#d9a400",
        4 => "#12906b",
        _ => "#8e5bd0",
    };

    private static StarDefinition FiveStar() => new(
        new("Five-star service", "五星服务"),
        new("Five levels for service roles: trained and free of complaints first, then accuracy, satisfaction and recognition.", "面向服务岗位的五个星级：先完成培训且无投诉，再看准确率、满意度与认可。"),
        [
            Level(1, new("One star", "一星"), Every(Training(), Complaints(0m)), [], null),
            Level(
                2,
                new("Two stars", "二星"),
                Every(Actual("accuracy", Comparison.AtLeast, 90m), ComplaintsAMonth(2m)),
                [new(BenefitKind.BonusAmount, LocalText.Empty, 200m), Certificate],
                40m),
            Level(
                3,
                new("Three stars", "三星"),
                Every(Actual("satisfaction", Comparison.AtLeast, 95m), ComplaintsAMonth(1m)),
                [new(BenefitKind.BonusAmount, LocalText.Empty, 500m), Certificate],
                25m),
            Level(
                4,
                new("Four stars", "四星"),
                Every(Actual("satisfaction", Comparison.AtLeast, 98m), Complaints(0m), Commendations(FactWindow.Cycle, 1m)),
                [new(BenefitKind.BonusAmount, LocalText.Empty, 1000m), Certificate, new(BenefitKind.Training, new("One advanced course", "一门进阶课程"))],
                15m),
            Level(
                5,
                new("Five stars", "五星"),
                Every(Commendations(FactWindow.Year, 3m), Suggestions(FactWindow.Year, 1m)),
                [new(BenefitKind.BonusAmount, LocalText.Empty, 2000m), Certificate, HonourWall, new(BenefitKind.PromotionPriority, LocalText.Empty)],
                10m),
        ],
        StarPolicy.Default,
        Population.Everybody);

    private static StarDefinition Employee() => new(
        new("Star employee", "星级员工"),
        new("Four levels for everybody, decided each quarter.", "面向全体员工的四个星级，按季度评定。"),
        [
            Level(1, new("Bronze", "铜星"), Every(new FactCriterion(new(FactKind.TenureMonths), Comparison.AtLeast, 3m), Training()), [], null),
            Level(2, new("Silver", "银星"), Every(Total(75m)), [new(BenefitKind.BonusAmount, LocalText.Empty, 300m), Certificate], 40m),
            Level(
                3,
                new("Gold", "金星"),
                Every(Total(80m), Commendations(FactWindow.Cycle, 1m)),
                [new(BenefitKind.BonusPercent, LocalText.Empty, 5m), Certificate, new(BenefitKind.Mentorship, LocalText.Empty)],
                20m),
            Level(
                4,
                new("Star of the year", "年度之星"),
                Every(Best(10m), Commendations(FactWindow.Year, 2m)),
                [new(BenefitKind.PaidLeave, new("One week of paid leave", "带薪休假一周"), 5m), Certificate, HonourWall],
                10m),
        ],
        StarPolicy.Default,
        Population.Everybody);

    private static Benefit Certificate => new(BenefitKind.Certificate, LocalText.Empty);

    private static Benefit HonourWall => new(BenefitKind.HonourWall, LocalText.Empty);

    private static StarLevel Level(int number, LocalText name, Criterion criteria, IReadOnlyList<Benefit> benefits, decimal? guidance) =>
        new(number, name, Colour(number), criteria, benefits, guidance);

    private static AllOf Every(params IReadOnlyList<Criterion> parts) => new(parts);

    private static FactCriterion Training() => new(new(FactKind.Training, BasicTraining, FactWindow.Ever), Comparison.AtLeast, 1m);

    private static FactCriterion Total(decimal least) => new(new(FactKind.TotalScore), Comparison.AtLeast, least);

    private static FactCriterion Best(decimal percent) => new(new(FactKind.RankPercentile), Comparison.AtMost, percent);

    private static FactCriterion Actual(string key, Comparison comparison, decimal value) => new(new(FactKind.ActualValue, key), comparison, value);

    private static FactCriterion Complaints(decimal most) => Actual("complaints", Comparison.AtMost, most);

    private static FactCriterion ComplaintsAMonth(decimal most) => new(new(FactKind.ActualPerMonth, "complaints"), Comparison.AtMost, most);

    private static FactCriterion Commendations(FactWindow window, decimal least) => new(new(FactKind.Commendations, Window: window), Comparison.AtLeast, least);

    private static FactCriterion Suggestions(FactWindow window, decimal least) => new(new(FactKind.Suggestions, Window: window), Comparison.AtLeast, least);
}
